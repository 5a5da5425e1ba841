"""Retrieval figures on questions that were not trained on: BM25, dense and hybrid side by side.

Tuning sets only: the political training questions of the held-out documents over all political reports, CMRC 2018
trial, and DRCD dev in simplified characters. The public evaluation sets are measured elsewhere.
``python -m zhengxie_qa.training.encoder.figures --data ../shared/data`` measures the shipped encoder.
"""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from zhengxie_qa.index.encoders.named import bundled_encoder_path, load_encoder
from zhengxie_qa.index.search.terms import LexicalField, WeightedTerm, query_to_terms
from zhengxie_qa.question.translation.translation import bundled_translator
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.retrieval.expand import OtherWords, own_terms, to_encode
from zhengxie_qa.retrieval.synonyms import Synonyms
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.training.encoder.bm25 import Bm25
from zhengxie_qa.training.encoder.folds import is_held_out
from zhengxie_qa.training.encoder.material import MAX_PASSAGE, POLITICAL, pack, read_jsonl, title_of

COSINE_WEIGHTS = (0.1, 0.2, 0.3, 0.5)
NOT_FOUND = 10**6
Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
_FIELDS: Mapping[LexicalField | None, str] = {
    None: "word",
    LexicalField.WORDS: "word",
    LexicalField.BIGRAMS: "bigram",
    LexicalField.CHARACTERS: "character",
}


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Questions and the passages among which theirs must be found.

    :param indexed: passages with their titles, as BM25 sees them.
    :param relevant: for each question the rows of the right passages.
    """

    name: str
    passages: tuple[str, ...]
    indexed: tuple[str, ...]
    questions: tuple[str, ...]
    relevant: tuple[frozenset[int], ...]


def political_fold(data: Path) -> tuple[RetrievalSet, RetrievalSet]:
    """Build the held-out political questions, Chinese and English apart, over all reports."""
    passages: list[str] = []
    indexed: list[str] = []
    rows_of: dict[str, range] = {}
    for source in POLITICAL:
        for path in sorted((data / "text" / source.value).glob("*.txt")):
            text = fold(path.read_text(encoding="utf-8"))
            title = title_of(fold(path.name), text)
            texts = ["".join(sentences) for sentences in pack(text, largest=MAX_PASSAGE)]
            rows_of[path.name] = range(len(passages), len(passages) + len(texts))
            passages += texts
            indexed += [f"{title}\n{passage}" for passage in texts]
    questions: dict[bool, list[tuple[str, frozenset[int]]]] = {False: [], True: []}
    for row in read_jsonl(data / "political" / "train.jsonl"):
        document = str(row["doc"])
        if row["is_impossible"] or document not in rows_of or not is_held_out(document):
            continue
        relevant = _relevant(row, [(i, passages[i]) for i in rows_of[document]])
        if relevant:
            questions[row["lang"] != "zh"].append((str(row["question"]), relevant))
    chinese, english = (
        RetrievalSet(name, tuple(passages), tuple(indexed), tuple(q for q, _ in found), tuple(r for _, r in found))
        for name, found in (("political_zh", questions[False]), ("political_en", questions[True]))
    )
    return chinese, english


def _relevant(row: Mapping[str, object], candidates: Sequence[tuple[int, str]]) -> frozenset[int]:
    """Find the passages that hold an answer together with the evidence around it."""
    evidence = fold(str(row["evidence"]))
    answers = row["answers"]
    texts = [fold(answer["text"]) for answer in answers] if isinstance(answers, list) else []
    near = [(i, text) for i, text in candidates if evidence in text]
    near = near or [(i, text) for i, text in candidates if evidence[:30] in text or evidence[-30:] in text]
    return frozenset(i for i, text in near if any(answer in text for answer in texts))


def paragraphs(data: Path, name: str) -> RetrievalSet:
    """Build a reading set as retrieval: its paragraphs, its questions."""
    places: dict[str, int] = {}
    questions, relevant = [], []
    for row in read_jsonl(data / "qa" / f"{name}.jsonl"):
        place = places.setdefault(fold(str(row["context"])), len(places))
        questions.append(str(row["question"]))
        relevant.append(frozenset((place,)))
    texts = tuple(places)
    return RetrievalSet(name, texts, texts, tuple(questions), tuple(relevant))


def first_ranks(scores: npt.NDArray[np.float64], relevant: Sequence[frozenset[int]]) -> npt.NDArray[np.int64]:
    """Give the rank of each question's first right passage; ties count against it, zero scores are not found.

    :param scores: shape ``(questions, passages)``.
    """
    ranks = np.full(len(relevant), NOT_FOUND)
    for row, wanted in enumerate(relevant):
        for column in wanted:
            score = scores[row, column]
            if score > 0:
                ranks[row] = min(ranks[row], int((scores[row] >= score).sum()))
    return ranks


def summarise(ranks: npt.NDArray[np.int64]) -> dict[str, float]:
    """Compute recall at 1, 5, 10 and MRR at 10, in percent."""
    found = {f"R@{k}": float((ranks <= k).mean() * 100) for k in (1, 5, 10)}
    found["MRR@10"] = float(np.where(ranks <= 10, 1 / ranks, 0).mean() * 100)
    return {name: round(value, 1) for name, value in found.items()}


def weighted_fields(terms: Sequence[WeightedTerm]) -> dict[str, dict[str, float]]:
    """Sort the product's lexical terms into the fields of :class:`Bm25`; the title is part of the text here."""
    fields: dict[str, dict[str, float]] = {"word": {}, "bigram": {}, "character": {}}
    for term in terms:
        if term.field is not LexicalField.TITLE:
            found = fields[_FIELDS[term.field]]
            found[term.text] = max(found.get(term.text, 0.0), term.weight)
    return fields


def measure(
    collection: RetrievalSet,
    *,
    encode: Encode,
    terms: Callable[[str], Sequence[WeightedTerm]] = query_to_terms,
    query_text: Callable[[str], str] = str,
) -> dict[str, dict[str, float]]:
    """Measure BM25, dense and their sums ``coverage + λ · cosine`` on one set.

    :param encode: texts → unit vectors.
    :param terms: question → lexical terms; its own words by default.
    :param query_text: question → what is encoded for it.
    """
    index = Bm25(collection.indexed)
    lexical = np.stack([index.coverage(weighted_fields(terms(question))) for question in collection.questions])
    queries = encode([query_text(question) for question in collection.questions])
    cosine = (queries @ encode(collection.indexed).T).astype(np.float64)
    systems = {"bm25": lexical, "dense": cosine}
    systems |= {f"hybrid {weight}": lexical + weight * cosine for weight in COSINE_WEIGHTS}
    return {name: summarise(first_ranks(scores, collection.relevant)) for name, scores in systems.items()}


def measure_all(encode: Encode, data: Path) -> dict[str, dict[str, dict[str, float]]]:
    """Measure on every tuning set, the political ones also with synonyms and translations as the product uses them."""
    others, understood = OtherWords(Synonyms()), partial(understand, translator=bundled_translator())
    chinese, english = political_fold(data)
    plain = (chinese, english, paragraphs(data, "cmrc2018_trial"), paragraphs(data, "drcd_dev_trad"))
    found = {collection.name: measure(collection, encode=encode) for collection in plain}
    for collection in (chinese, english):
        found[f"{collection.name} expanded"] = measure(
            collection,
            encode=encode,
            terms=lambda text: [*own_terms(understood(text)), *others.expand(understood(text))],
            query_text=lambda text: to_encode(understood(text)),
        )
    return found


def main(arguments: list[str] | None = None) -> None:
    """Measure a finished encoder through the product's own runtime; write ``figures.json`` beside it."""
    parser = argparse.ArgumentParser(prog="python -m zhengxie_qa.training.encoder.figures", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with qa, political and text")
    parser.add_argument("--encoder", type=Path, default=bundled_encoder_path())
    options = parser.parse_args(arguments)
    encoder = load_encoder(options.encoder)
    found = measure_all(encoder.encode_passages, options.data)
    for name, systems in found.items():
        for system, values in systems.items():
            print(f"{name:24} {system:12} {values}")
    text = json.dumps({"encoder": encoder.fingerprint, "figures": found}, ensure_ascii=False, indent=1)
    (options.encoder / "figures.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
