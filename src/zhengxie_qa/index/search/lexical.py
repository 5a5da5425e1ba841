"""tantivy over the terms of one generation: BM25 with k1 = 1.2, b = 0.75, queries built term by term.

tantivy's query parser is never used: it trips over Chinese punctuation. Terms are segmented beforehand and joined by
spaces. tantivy does not notice flipped bits; the generation's checksums do.
"""

import math
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from zhengxie_qa.errors import IndexDamagedError
from zhengxie_qa.index.disk.folder import writable
from zhengxie_qa.index.disk.refusals import disk_error, told_by_library, trial
from zhengxie_qa.index.search.periods import day_number, known_days
from zhengxie_qa.index.search.terms import FIELD_WEIGHTS, TEXT_FIELDS, LexicalField, WeightedTerm, analyse, by_field
from zhengxie_qa.types import DocumentInfo, Filters, Passage

K1 = 1.2
"""tantivy's constant (Robertson and Zaragoza 2009 use the same); a term contributes at most ``idf · (K1 + 1)``."""

_HEAP_BYTES = 64_000_000
_NUMBER, _DOC_ID, _SOURCE, _FIRST_DAY, _LAST_DAY = "number", "doc_id", "source", "first_day", "last_day"


class LexicalIndex:
    """Reads one tantivy directory."""

    def __init__(self, directory: Path) -> None:
        """Open the directory for reading.

        :raises IndexDamagedError: when tantivy cannot read it.
        """
        import tantivy

        self._tantivy = tantivy
        try:
            with _where_locks_can_be_made(directory) as place:
                index = tantivy.Index.open(str(place))
                index.config_reader("manual")  # the directory never changes: no watcher thread
                self._searcher: Any = index.searcher()
        except (ValueError, OSError) as error:
            if refusal := told_by_library(error):
                raise disk_error(directory, refusal) from error
            raise IndexDamagedError(f"tantivy cannot read {directory}: {error}. Ingest the articles again.") from error
        self._schema: Any = index.schema

    def search(self, terms: Iterable[WeightedTerm], *, k: int, filters: Filters) -> list[tuple[int, float]]:
        """Return the ``k`` best passages as (number, BM25), best first; those that match no term are left out."""
        weights = by_field(terms)
        if not weights:
            return []
        limits = self._limits(filters)
        query = self._any_of(weights)
        if limits:
            must = self._tantivy.Occur.Must
            query = self._tantivy.Query.boolean_query([(must, query), *((must, limit) for limit in limits)])
        return self._run(query, k)

    def scores(self, terms: Iterable[WeightedTerm], numbers: Sequence[int]) -> list[float]:
        """Return the BM25 of each given passage, 0 where no term matches."""
        weights = by_field(terms)
        if not weights or not numbers:
            return [0.0] * len(numbers)
        tv = self._tantivy
        chosen = tv.Query.const_score_query(tv.Query.term_set_query(self._schema, _NUMBER, list(numbers)), 0.0)
        query = tv.Query.boolean_query([(tv.Occur.Must, self._any_of(weights)), (tv.Occur.Must, chosen)])
        found = dict(self._run(query, len(numbers)))
        return [found.get(number, 0.0) for number in numbers]

    def ceiling(self, terms: Iterable[WeightedTerm]) -> float:
        """Return ``Σ weight · idf · (K1 + 1)`` over the text fields: the BM25 no passage text can exceed.

        Terms that stand nowhere in the index count with the idf of a term found in no passage, so that a query with
        many unknown words is covered by little.
        """
        total = 0.0
        for (field, text), weight in by_field(terms).items():
            if field in TEXT_FIELDS:
                total += weight * self.idf(text, field) * (K1 + 1)
        return total

    def idf(self, text: str, field: LexicalField = LexicalField.WORDS) -> float:
        """Return BM25's inverse document frequency of a term."""
        return inverse_document_frequency(self._searcher.doc_freq(field.value, text), passages=self._searcher.num_docs)

    def _any_of(self, weights: Mapping[tuple[LexicalField, str], float]) -> Any:
        tv = self._tantivy
        return tv.Query.boolean_query(
            [
                (
                    tv.Occur.Should,
                    tv.Query.boost_query(tv.Query.term_query(self._schema, field.value, text, "freq"), weight),
                )
                for (field, text), weight in weights.items()
            ]
        )

    def _limits(self, filters: Filters) -> list[Any]:
        query, unsigned = self._tantivy.Query, self._tantivy.FieldType.Unsigned
        limits = []
        if filters.sources:
            limits.append(query.term_set_query(self._schema, _SOURCE, list(filters.sources)))
        if filters.doc_ids:
            limits.append(query.term_set_query(self._schema, _DOC_ID, list(filters.doc_ids)))
        if filters.published_from:
            first = day_number(filters.published_from, last=False)
            limits.append(query.range_query(self._schema, _LAST_DAY, unsigned, first, None))
        if filters.published_to:
            last = day_number(filters.published_to, last=True)
            limits.append(query.range_query(self._schema, _FIRST_DAY, unsigned, None, last))
        return [query.const_score_query(limit, 0.0) for limit in limits]

    def _run(self, query: Any, k: int) -> list[tuple[int, float]]:
        hits = self._searcher.search(query, k, count=False).hits
        numbers = self._searcher.fast_field_values(_NUMBER, [address for _, address in hits])
        return [(int(number), float(score)) for (score, _), number in zip(hits, numbers, strict=True)]


@contextmanager
def _where_locks_can_be_made(directory: Path) -> Iterator[Path]:
    """Give the directory, or for a read-only one a temporary folder of links to its files.

    tantivy makes a lock file beside the files it opens, also for reading; what it has opened it keeps open.
    """
    if writable(directory):
        yield directory
        return
    with tempfile.TemporaryDirectory(prefix="zhengxie-qa-") as folder:
        for path in directory.iterdir():
            if not path.name.endswith(".lock"):
                (Path(folder) / path.name).symlink_to(path.resolve())
        yield Path(folder)


def inverse_document_frequency(found_in: int, *, passages: int) -> float:
    """Return ``ln(1 + (N − n + 0.5) / (n + 0.5))`` (Robertson and Spärck Jones, as in Lucene and tantivy)."""
    return math.log(1 + (max(passages - found_in, 0) + 0.5) / (found_in + 0.5))


def write_lexical(
    directory: Path,
    passages: Iterable[tuple[int, Passage, DocumentInfo]],
    *,
    removed: Iterable[tuple[int, int]] = (),
) -> None:
    """Add passages to a tantivy directory (made if absent) and delete the half-open ranges of numbers ``removed``.

    :raises OSError: when the disk refuses.
    """
    try:
        _write(directory, passages, removed)
    except ValueError as error:  # tantivy's word for everything
        raise told_by_library(error) or trial(directory) or OSError(0, str(error)) from error


def _write(
    directory: Path, passages: Iterable[tuple[int, Passage, DocumentInfo]], removed: Iterable[tuple[int, int]]
) -> None:
    import tantivy

    directory.mkdir(parents=True, exist_ok=True)
    exists = tantivy.Index.exists(str(directory))
    index = tantivy.Index.open(str(directory)) if exists else tantivy.Index(_schema(), str(directory))
    writer = index.writer(_HEAP_BYTES, 1)
    for start, end in removed:
        # delete_documents_by_term quietly deletes nothing on an unsigned field
        bounds = tantivy.Query.range_query(index.schema, _NUMBER, tantivy.FieldType.Unsigned, start, end - 1)
        writer.delete_documents_by_query(bounds)
    for number, passage, info in passages:
        entry = _entry(number, passage, info)
        try:
            writer.add_document(entry)
        except ValueError:
            writer.commit()  # says why the writer's thread has ended
            raise
    writer.commit()
    writer.wait_merging_threads()


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    for field in FIELD_WEIGHTS:
        builder.add_text_field(field.value, tokenizer_name="whitespace", index_option="freq")
    for name in (_DOC_ID, _SOURCE):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(_NUMBER, indexed=True, fast=True)
    for name in (_FIRST_DAY, _LAST_DAY):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    return builder.build()


def _entry(number: int, passage: Passage, info: DocumentInfo) -> Any:
    import tantivy

    entry = tantivy.Document()
    entry.add_unsigned(_NUMBER, number)
    for field, terms in analyse(passage, info).items():
        entry.add_text(field.value, " ".join(terms))
    entry.add_text(_DOC_ID, passage.doc_id)
    if info.source:
        entry.add_text(_SOURCE, info.source)
    days = known_days(info)
    if days is not None:
        entry.add_unsigned(_FIRST_DAY, days[0])
        entry.add_unsigned(_LAST_DAY, days[1])
    return entry
