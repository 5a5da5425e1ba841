"""Baselines in one table with the product: BM25 alone, dense alone, both fused, other encoders, other readers.

Everything runs over the same index and the same questions. ``bm25``, ``dense`` and ``fused`` are the bare engines:
no translation of English, no synonyms, no learned ranker.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from zhengxie_qa.answering.pipeline import Answerer, Library
from zhengxie_qa.bundled import RULES
from zhengxie_qa.evaluation.harness import Evaluation, Progress, Task, evaluate
from zhengxie_qa.evaluation.protocol import QuestionAnswerer
from zhengxie_qa.evaluation.reencoded import OnEncoded, ReencodedIndex
from zhengxie_qa.index.encoders.protocol import Encoder
from zhengxie_qa.index.index import Index
from zhengxie_qa.question.question import Question
from zhengxie_qa.reading.protocol import Reader
from zhengxie_qa.reading.rules.reader import RulesReader
from zhengxie_qa.retrieval.protocol import Retriever
from zhengxie_qa.retrieval.retriever import HybridRetriever
from zhengxie_qa.types import Filters, Hit, SearchMode

PRODUCT = "product"
_SHOWN = (
    *("em", "f1", "em_numeric", "right", "answered", "declined"),
    *("hit@1", "hit@5", "hit@10", "mrr@10", "ndcg@10", "doc_hit@1"),
)


@dataclass(frozen=True, slots=True)
class System:
    """One row of the table.

    :param label: names the row and its folder.
    :param engine: answers the questions.
    :param mode: how its searches rank.
    """

    label: str
    engine: QuestionAnswerer
    mode: SearchMode = SearchMode.HYBRID


class OneMode:
    """A retriever that always ranks in one way, whatever is asked of it."""

    def __init__(self, retriever: Retriever, mode: SearchMode) -> None:
        self._retriever = retriever
        self._mode = mode

    def retrieve(
        self, question: Question, *, k: int, mode: SearchMode = SearchMode.HYBRID, filters: Filters = Filters()
    ) -> list[Hit]:
        """Find the ``k`` best passages in the one mode; ``mode`` is not looked at."""
        return self._retriever.retrieve(question, k=k, mode=self._mode, filters=filters)


def standard_systems(
    task: Task, *, product: Answerer, index: Index | None = None, encoder: Encoder | None = None
) -> tuple[System, ...]:
    """The baselines that make sense for a task, the product last.

    :param product: the engine as it is shipped.
    :param index: what it searches, not needed for reading.
    :param encoder: what the index was made with, not needed for reading.
    :raises ValueError: when a task that searches is given no index or encoder.
    """
    rules = reader_system(RULES, RulesReader(), task=task, product=product, index=index)
    if task is Task.READING:
        return rules, System(PRODUCT, product)
    if index is None or encoder is None:
        raise ValueError("baselines that search need the index and its encoder")
    bare = HybridRetriever(index, encoder)
    modes = {"bm25": SearchMode.LEXICAL, "dense": SearchMode.DENSE, "fused": SearchMode.HYBRID}
    systems = tuple(_bare_system(name, mode, index, bare, task) for name, mode in modes.items())
    return (*systems, *((rules,) if task is Task.END_TO_END else ()), System(PRODUCT, product))


def reader_system(name: str, reader: Reader, *, task: Task, product: Answerer, index: Index | None = None) -> System:
    """Another reader in the place of the product's: over the given contexts, or over what the product finds.

    :param name: what to call the reader.
    :param index: what the product searches, not needed for reading.
    """
    label = name if task is Task.READING else f"{PRODUCT}+{name}"
    return System(label, Answerer(index or product, product.retriever, reader, translator=product.translator))


@contextmanager
def encoder_systems(
    name: str,
    encoder: Encoder,
    *,
    task: Task,
    index: Index,
    on_encoded: OnEncoded = lambda _done, _total: None,
) -> Iterator[tuple[System, System]]:
    """The passages of an index under another encoder: dense alone, and fused with BM25; the index is only read.

    The vectors lie in a temporary folder and live as long as the block.

    :param name: what to call the encoder.
    :param task: one that searches.
    :param on_encoded: told how many passages are encoded, and how many there are.
    :raises ModelError: when the encoder gives vectors that cannot be used.
    """
    with index.pinned(), TemporaryDirectory(prefix="zhengxie-qa-baseline-") as folder:
        searched = ReencodedIndex(index, encoder, folder=Path(folder), on_encoded=on_encoded)
        bare = HybridRetriever(searched, encoder)
        yield (
            _bare_system(f"dense {name}", SearchMode.DENSE, searched, bare, task),
            _bare_system(f"fused {name}", SearchMode.HYBRID, searched, bare, task),
        )


def _bare_system(name: str, mode: SearchMode, index: Library, retriever: Retriever, task: Task) -> System:
    label = f"{name}+{RULES}" if task is Task.END_TO_END else name
    return System(label, Answerer(index, OneMode(retriever, mode), RulesReader()), mode)


def evaluate_systems(
    dataset: Path,
    *,
    systems: Sequence[System],
    output: Path,
    task: Task,
    top_k: int = 10,
    depth: int = 50,
    simplify: bool = False,
    limit: int | None = None,
    resume: bool = True,
    seed: int = 0,
    on_progress: Callable[[str, Progress], None] | None = None,
) -> list[Evaluation]:
    """Evaluate each system in a folder of its own under ``output``, then write the table of all.

    :param on_progress: told the label of the system and how far it is.
    The remaining arguments are those of :func:`~zhengxie_qa.evaluation.harness.evaluate`.

    :returns: one evaluation a system, in the order given; the table is in ``systems.json`` and ``systems.md``.
    """
    done = [
        evaluate(
            dataset,
            engine=system.engine,
            output=output / _slug(system.label),
            task=task,
            mode=system.mode,
            top_k=top_k,
            depth=depth,
            simplify=simplify,
            limit=limit,
            resume=resume,
            seed=seed,
            label=system.label,
            on_progress=_naming(system.label, on_progress),
        )
        for system in systems
    ]
    rows = {each.metrics.run["label"]: dict(each.metrics.figures) for each in done}
    (output / "systems.json").write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (output / "systems.md").write_text(markdown_table(done), encoding="utf-8")
    return done


def markdown_table(evaluations: Sequence[Evaluation]) -> str:
    """One row a system, figures in percent, the best of each column in bold."""
    figures = [evaluation.metrics.figures for evaluation in evaluations]
    names = [name for name in _SHOWN if any(name in row for row in figures)]
    best = {name: max(row.get(name, 0.0) for row in figures) for name in names}
    lines = ["| system | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names)]
    for evaluation, row in zip(evaluations, figures, strict=True):
        cells = [_cell(row.get(name), best[name]) for name in names]
        lines.append(f"| {evaluation.metrics.run['label']} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _cell(value: float | None, best: float) -> str:
    if value is None:
        return "–"
    text = f"{100 * value:.1f}"
    return f"**{text}**" if value == best and value > 0 else text


def _naming(label: str, on_progress: Callable[[str, Progress], None] | None) -> Callable[[Progress], None] | None:
    return None if on_progress is None else (lambda progress: on_progress(label, progress))


def _slug(label: str) -> str:
    return re.sub(r"[^\w.+-]+", "-", label).strip("-") or "system"
