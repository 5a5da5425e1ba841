"""Reads the *train* files of the data folder into articles and pairs of texts that belong together.

Everything comes back folded as the encoder will see it (:func:`zhengxie_qa.text.normalise.fold`). Files marked
*evaluate*, and the tuning sets, are never opened here. Nothing is tokenised here.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.sentences import sentence_spans
from zhengxie_qa.training.encoder.folds import is_held_out
from zhengxie_qa.training.ibm1 import glosses

MIN_PASSAGE = 160
MAX_PASSAGE = 300
"""Characters of a training passage; the index holds passages of about the same size."""


class Source(StrEnum):
    """Where an article comes from; the value is the folder under ``text/``."""

    STATE = "gwr_state_council"
    PROVINCES = "gwr_provinces_2026"
    CONGRESS = "cpc_congress_reports"
    LAWS = "laws_cn"
    PINGCAP = "pingcap_docs_cn"
    PYTHON = "python_docs_zh"
    WIKIPEDIA = "cmrc2018_train"


POLITICAL = (Source.STATE, Source.PROVINCES, Source.CONGRESS)

KEEP_EVERY: Mapping[Source, int] = {Source.LAWS: 3, Source.PINGCAP: 3}
"""Only every n-th file of the large, distant folders is read."""


class Task(StrEnum):
    """Why two texts belong together."""

    QUESTION_WIKIPEDIA = "question_wikipedia"
    QUESTION_POLITICAL = "question_political"
    EVIDENCE = "evidence"
    WORDINGS = "wordings"
    TITLE = "title"
    SYNONYM = "synonym"
    TATOEBA = "tatoeba"
    UN = "un"
    NTREX = "ntrex"
    PYTHON_DOCS = "python_docs"
    CEDICT = "cedict"
    GLOSSARY = "glossary"


CROSS_LINGUAL = (Task.TATOEBA, Task.UN, Task.NTREX, Task.PYTHON_DOCS, Task.CEDICT, Task.GLOSSARY)
PARALLEL_FILES: Mapping[Task, str] = {
    Task.TATOEBA: "tatoeba_cmn_eng.tsv",
    Task.UN: "un_v1_dev_test.tsv",
    Task.NTREX: "ntrex128_zhCN_en.tsv",
    Task.PYTHON_DOCS: "python_docs_313.tsv",
}


@dataclass(frozen=True, slots=True)
class Article:
    """One text, cut into passages of whole sentences: ``passages[i][j]`` is a sentence."""

    source: Source
    name: str
    title: str
    passages: tuple[tuple[str, ...], ...]

    def texts(self) -> list[str]:
        """Join each passage's sentences."""
        return ["".join(sentences) for sentences in self.passages]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together; ``answer`` must not stand in a negative example for ``left``."""

    left: str
    right: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """All that is learnt from."""

    articles: tuple[Article, ...]
    pairs: Mapping[Task, tuple[Pair, ...]]


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Read one JSON object per non-empty line."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_tsv(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the first two columns of every line that has them."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) >= 2 and row[0] and row[1]:
                yield row[0], row[1]


def pack(text: str, *, smallest: int = MIN_PASSAGE, largest: int = MAX_PASSAGE) -> tuple[tuple[str, ...], ...]:
    """Group the sentences of a text into passages, never across a long one's end.

    :param smallest: characters after which a paragraph's end closes the passage.
    :param largest: characters no passage exceeds, unless one sentence alone does; it is cut then.
    """
    passages: list[tuple[str, ...]] = []
    current: list[str] = []
    for paragraph in text.split("\n"):
        for start, end in sentence_spans(paragraph):
            for cut in range(start, end, largest):
                sentence = paragraph[cut : min(cut + largest, end)]
                if current and sum(map(len, current)) + len(sentence) > largest:
                    passages.append(tuple(current))
                    current = []
                current.append(sentence)
        if sum(map(len, current)) >= smallest:
            passages.append(tuple(current))
            current = []
    if current:
        passages.append(tuple(current))
    return tuple(passages)


def title_of(name: str, text: str) -> str:
    """Take the first line as title, with the file name where it says more (year, place)."""
    first = text.lstrip().split("\n", 1)[0].strip()
    stem = Path(name).stem.replace("_", " ")
    return first if len(first) > len(stem) or first in stem else stem


def load_articles(data: Path) -> list[Article]:
    """Read the text folders; a folder that is missing is an error of the open, not silence."""
    articles = []
    for source in Source:
        if source is Source.WIKIPEDIA:
            continue
        for path in sorted((data / "text" / source.value).glob("*.txt"))[:: KEEP_EVERY.get(source, 1)]:
            text = fold(path.read_text(encoding="utf-8"))
            articles.append(Article(source, path.name, title_of(fold(path.name), text), pack(text)))
    return articles


def locate(article: Article, answer: str, evidence: str) -> str | None:
    """Find the passage that holds the evidence and the answer; None where a cut divides them."""
    texts = article.texts()
    best = [text for text in texts if evidence in text] or [text for text in texts if evidence[:40] in text]
    return next((text for text in best if answer in text), None)


def political_pairs(data: Path, articles: Sequence[Article]) -> dict[Task, list[Pair]]:
    """Build question–passage, question–evidence and wording–wording pairs outside the held-out documents."""
    by_name = {article.name: article for article in articles}
    pairs: dict[Task, list[Pair]] = {Task.QUESTION_POLITICAL: [], Task.EVIDENCE: [], Task.WORDINGS: []}
    wordings: dict[str, str] = {}
    for row in read_jsonl(data / "political" / "train.jsonl"):
        document = str(row["doc"])
        if row["is_impossible"] or is_held_out(document) or document not in by_name:
            continue
        answers = row["answers"]
        answer = fold(answers[0]["text"]) if isinstance(answers, list) and answers else ""
        question, evidence = fold(str(row["question"])), fold(str(row["evidence"]))
        pairs[Task.EVIDENCE].append(Pair(question, evidence, answer))
        passage = locate(by_name[document], answer, evidence)
        if passage is not None:
            title = by_name[document].title
            pairs[Task.QUESTION_POLITICAL].append(Pair(question, f"{title}\n{passage}", answer))
        fact = str(row["fact_id"])
        if fact in wordings:
            pairs[Task.WORDINGS].append(Pair(wordings[fact], question))
        wordings[fact] = question
    return pairs


def wikipedia_material(data: Path) -> tuple[list[Article], dict[Task, list[Pair]]]:
    """Read the CMRC 2018 training paragraphs and their questions."""
    articles: dict[str, Article] = {}
    questions: list[Pair] = []
    for row in read_jsonl(data / "qa" / "cmrc2018_train.jsonl"):
        context = str(row["context"])
        if context not in articles:
            title = fold(str(row.get("title") or ""))
            articles[context] = Article(
                Source.WIKIPEDIA, "", "" if title.startswith("train") else title, pack(fold(context))
            )
        answers = row["answers"]
        answer = fold(answers[0]["text"]) if isinstance(answers, list) and answers else ""
        passage = next((text for text in articles[context].texts() if answer in text), None)
        if passage is not None and answer:
            questions.append(Pair(fold(str(row["question"])), passage, answer))
    return list(articles.values()), {Task.QUESTION_WIKIPEDIA: questions}


def cross_lingual_pairs(data: Path, glossary: Path | None) -> dict[Task, list[Pair]]:
    """Read sentence pairs, dictionary glosses and our own glossary; left is Chinese, right English."""
    pairs = {
        task: [Pair(fold(zh), fold(en)) for zh, en in read_tsv(data / "parallel" / name) if len(en) < 600]
        for task, name in PARALLEL_FILES.items()
    }
    pairs[Task.CEDICT] = [
        Pair(fold(zh), fold(gloss))
        for zh, english in read_tsv(data / "parallel" / "cc_cedict.tsv")
        for gloss in glosses(english)[:3]
    ]
    if glossary is not None:
        pairs[Task.GLOSSARY] = [Pair(fold(zh), fold(en)) for en, zh in read_tsv(glossary) if not en.startswith("#")]
    return pairs


def load_material(data: Path, *, glossary: Path | None = None, synonyms: Sequence[tuple[str, str]] = ()) -> Material:
    """Read everything the encoder may learn from.

    :param data: folder with ``qa``, ``political``, ``text`` and ``parallel``.
    :param glossary: English–Chinese pairs of our own.
    :param synonyms: everyday and official wordings of the same thing.
    :raises FileNotFoundError: if a file the recipe needs is missing.
    """
    articles = load_articles(data)
    contexts, questions = wikipedia_material(data)
    pairs = political_pairs(data, articles) | questions | cross_lingual_pairs(data, glossary)
    pairs[Task.TITLE] = [
        Pair(article.title, text)
        for article in [*articles, *contexts]
        if article.title and article.source is not Source.PYTHON
        for text in article.texts()[:3]
    ]
    pairs[Task.SYNONYM] = [Pair(fold(left), fold(right)) for left, right in synonyms]
    kept = {task: tuple(pair for pair in group if pair.left and pair.right) for task, group in pairs.items()}
    return Material((*articles, *contexts), {task: group for task, group in kept.items() if group})
