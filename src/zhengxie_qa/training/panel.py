"""Fitting the weights of ``reading.panel`` on train questions that the trained reader's network has not been taught.

``python -m zhengxie_qa.training.panel --data ../shared/data --index indexes/political`` prints the weights, and what
they reach on documents left out of each fold. Paste them into ``reading.panel.WEIGHTS``.
"""

import argparse
from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from zhengxie_qa.index.encoder import load_encoder
from zhengxie_qa.index.index import Index
from zhengxie_qa.reading.panel import WEIGHTS, Opinion, PanelReader
from zhengxie_qa.reading.question import understand
from zhengxie_qa.reading.reader import BUNDLED, load_reader
from zhengxie_qa.retrieval.translation import bundled_translator
from zhengxie_qa.training.decision import bare, held_out, make_retriever

TOP_K = 10
INVERSE_PENALTY = 0.5
"""``C`` of the logistic regression; the weights hardly change between 0.1 and 2."""
FOLDS = 5
ALMOST = 0.85
"""F1 over characters from which words that hold, or are held by, a gold answer count as right."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One question's opinions, and which of them are right.

    :param rows: features in the order of ``WEIGHTS``, without the bias; shape ``(opinions, len(WEIGHTS) - 1)``.
    :param right: shape ``(opinions,)``.
    """

    document: str
    answerable: bool
    rows: npt.NDArray[np.float64]
    right: npt.NDArray[np.bool_]


def hear(row: dict[str, Any], opinions: Sequence[Opinion]) -> Heard:
    """Set one question's opinions against its gold answers."""
    golds = {bare(words) for words in (*(each["text"] for each in row["answers"]), *(row.get("alternatives") or ()))}
    names = [name for name in WEIGHTS if name != "bias"]
    return Heard(
        document=row["doc"],
        answerable=not row["is_impossible"],
        rows=np.array([[each.features[name] for name in names] for each in opinions], dtype=np.float64),
        right=np.array([is_right(bare(each.span.text), golds) for each in opinions], dtype=np.bool_),
    )


def is_right(words: str, golds: Set[str]) -> bool:
    """Whether words are a gold answer but for a little at their ends (超500家 for 500家)."""
    return any(
        (words in gold or gold in words) and 2 * min(len(words), len(gold)) >= ALMOST * (len(words) + len(gold))
        for gold in golds
        if words and gold
    )


def fit(heard: Sequence[Heard]) -> LogisticRegression:
    """Fit one formula to all opinions of all questions."""
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=3000)
    model.fit(np.concatenate([each.rows for each in heard]), np.concatenate([each.right for each in heard]))
    return model


def share_right(heard: Sequence[Heard]) -> float:
    """How many of the answerable questions get a right span first, the formula fitted to other documents' questions."""
    documents = sorted({each.document for each in heard})
    right = asked = 0
    for fold in range(FOLDS):
        inside = set(documents[fold::FOLDS])
        model = fit([each for each in heard if each.document not in inside])
        for each in heard:
            if each.document in inside and each.answerable:
                asked += 1
                right += bool(each.right[int(np.argmax(model.decision_function(each.rows)))])
    return right / asked if asked else 0.0


def weights_of(model: LogisticRegression) -> dict[str, float]:
    """Name the weights of a fitted formula."""
    names = [name for name in WEIGHTS if name != "bias"]
    return {"bias": float(model.intercept_[0]), **dict(zip(names, map(float, model.coef_[0]), strict=True))}


def main(arguments: Sequence[str] | None = None) -> None:
    """Hear both readers on the held-out questions, fit, and print."""
    parser = argparse.ArgumentParser(prog="python -m zhengxie_qa.training.panel", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with political/train.jsonl")
    parser.add_argument("--index", type=Path, required=True, help="index of the political corpus")
    parser.add_argument("--reader", default=BUNDLED, help="bundled, or a folder made by training.reader")
    options = parser.parse_args(arguments)
    encoder, translator = load_encoder(), bundled_translator()
    index = Index.open(options.index, encoder=encoder)
    retriever = make_retriever(index, encoder)
    panel = PanelReader(load_reader(options.reader))
    as_of = max((info.as_of for info in index.documents() if info.as_of), default=None)
    heard = []
    for row in held_out(options.data):
        question = understand(row["question"], translator=translator, as_of=as_of)
        opinions = panel.hear(question, retriever.retrieve(row["question"], k=TOP_K))
        if opinions:
            heard.append(hear(row, opinions))
    print(f"{len(heard)} questions; right first, on left-out documents: {share_right(heard):.3f}")
    for name, weight in weights_of(fit(heard)).items():
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
