"""Choosing the confidence at which an answer is given: a table of thresholds on train questions.

``python -m zhengxie_qa.training.decision --data ../shared/data --index indexes/political`` asks the questions of the
documents that the reader's recipe keeps from the network, each once with no threshold, and prints what every threshold
would do. The re-ranker, the confidence and the ranker of passages have learnt from some of them: the table flatters.
``answering.decide.ANSWER_THRESHOLD`` and ``reading.rules`` name the constants read off it.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhengxie_qa.answering.pipeline import Engine
from zhengxie_qa.index.encoder import load_encoder
from zhengxie_qa.index.index import Index
from zhengxie_qa.reading.reader import BUNDLED, load_reader
from zhengxie_qa.retrieval.expand import ChineseTerms, OtherWords
from zhengxie_qa.retrieval.ranker import bundled_ranker
from zhengxie_qa.retrieval.retriever import HybridRetriever
from zhengxie_qa.retrieval.synonyms import Synonyms
from zhengxie_qa.retrieval.translation import bundled_translator
from zhengxie_qa.text.normalise import nfkc_lower
from zhengxie_qa.training.reader.examples import Source, Split, read_rows, split_of
from zhengxie_qa.types import Encoder

THRESHOLDS = (0.0, 0.02, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question when every answer was given.

    :param retrieved: a passage of the right document that holds the gold words was among those read.
    :param confidence: of the answer; -1 where it was declined for another reason than low confidence.
    """

    answerable: bool
    retrieved: bool
    right: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Point:
    """What one threshold does; all shares in [0, 1].

    :param answered: of the answerable questions whose passage was retrieved.
    :param declined: of the unanswerable ones.
    :param right: of all answerable ones.
    """

    threshold: float
    answered: float
    declined: float
    right: float


def held_out(data: Path) -> list[dict[str, Any]]:
    """Read the train questions about reports that the reader's network has not been taught."""
    rows = read_rows(data / "political" / "train.jsonl")
    return [
        row
        for row in rows
        if not row["corpus"].startswith("laws") and split_of(row["doc"], Source.POLITICAL) is Split.RERANKER
    ]


def ask(engine: Engine, row: dict[str, Any]) -> Outcome:
    """Ask one question of an engine that gives every answer."""
    golds = {bare(words) for words in (*(each["text"] for each in row["answers"]), *(row.get("alternatives") or ()))}
    answer = engine.ask(row["question"])
    retrieved = any(
        Path(hit.document.file).name == row["doc"] and any(gold in bare(hit.passage.text) for gold in golds)
        for hit in answer.hits
    )
    return Outcome(
        answerable=not row["is_impossible"],
        retrieved=retrieved,
        right=answer.text is not None and bare(answer.text) in golds,
        confidence=-1.0 if answer.abstained else answer.confidence,
    )


def make_retriever(index: Index, encoder: Encoder) -> HybridRetriever:
    """Join the retriever as the product does."""
    translator = bundled_translator()
    return HybridRetriever(
        index,
        encoder,
        translator=ChineseTerms(translator),
        expander=OtherWords(Synonyms(), translator=translator),
        rankers=[bundled_ranker()],
    )


def curve(outcomes: Sequence[Outcome], thresholds: Sequence[float] = THRESHOLDS) -> list[Point]:
    """Compute what each threshold does."""
    able = [each for each in outcomes if each.answerable]
    found = [each for each in able if each.retrieved]
    unable = [each for each in outcomes if not each.answerable]
    return [
        Point(
            threshold=threshold,
            answered=_share([each.confidence >= threshold for each in found]),
            declined=_share([each.confidence < threshold for each in unable]),
            right=_share([each.right and each.confidence >= threshold for each in able]),
        )
        for threshold in thresholds
    ]


def bare(words: str) -> str:
    """Reduce words to what is compared: NFKC, lower case, letters, digits and per cent signs."""
    return "".join(character for character in nfkc_lower(words) if character.isalnum() or character in "%.")


def main(arguments: Sequence[str] | None = None) -> None:
    """Ask the held-out questions and print the table."""
    parser = argparse.ArgumentParser(prog="python -m zhengxie_qa.training.decision", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with political/train.jsonl")
    parser.add_argument("--index", type=Path, required=True, help="index of the political corpus")
    parser.add_argument("--reader", default=BUNDLED, help="bundled, rules, or a folder")
    options = parser.parse_args(arguments)
    encoder = load_encoder()
    index = Index.open(options.index, encoder=encoder)
    engine = Engine(
        index,
        make_retriever(index, encoder),
        load_reader(options.reader),
        translator=bundled_translator(),
        threshold=0.0,
    )
    outcomes = [ask(engine, row) for row in held_out(options.data)]
    print(f"{len(outcomes)} questions, {sum(not each.answerable for each in outcomes)} of them unanswerable")
    print("threshold  answered  declined  right")
    for point in curve(outcomes):
        print(f"{point.threshold:9.2f}  {point.answered:8.3f}  {point.declined:8.3f}  {point.right:5.3f}")


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0


if __name__ == "__main__":
    main()
