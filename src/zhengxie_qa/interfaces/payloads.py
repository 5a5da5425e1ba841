"""Documents, passages and citations as the JSON objects of the contract; one place for HTTP and command line.

Pure: plain dictionaries of plain values, in the contract's key order, further keys after them. Nothing is computed
here that the answer does not already hold.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from zhengxie_qa.answering.answer import Citation
from zhengxie_qa.corpus.page_pictures import Page, pages
from zhengxie_qa.index.store.corrections import CORRECTABLE
from zhengxie_qa.interfaces import locations
from zhengxie_qa.location import locate
from zhengxie_qa.text.addresses import web_address
from zhengxie_qa.text.genres import kind_of
from zhengxie_qa.types import Document, DocumentInfo, Hit, Holding, IndexState, Quantity, SearchMode, Turn

Json = dict[str, Any]
MILLISECOND_DIGITS: Final = 2
SCORE_DIGITS: Final = 6
LONGEST_EXCERPT: Final = 200
"""Characters shown of a stretch that was left out."""


def document_info(info: DocumentInfo) -> Json:
    """What is known about a document besides its words."""
    return {
        "doc_id": info.doc_id,
        "file": info.file,
        "title": info.title,
        "source": info.source,
        "published": info.published,
        "published_time": info.published_time,
        "url": web_address(info.url),
        "year": info.year,
        "place": info.place,
        "kind": kind_of(info.title).value,
    }


def original(info: DocumentInfo, before: DocumentInfo | None) -> Json:
    """What the file says of what a person has corrected.

    :param before: what is known of it from its file, where something was corrected.
    """
    said = {name: getattr(before, name) for name in CORRECTABLE} if before else {}
    return {name: value for name, value in said.items() if value != getattr(info, name)}


def listed_document(item: Holding) -> Json:
    """What is known about a document, and how its pages and figures were read."""
    return {
        **document_info(item.info),
        "pages": item.pages,
        "unread_pages": item.unread_pages,
        "scanned_pages": item.scanned_pages,
        "figures": item.figures,
        "doubts": item.doubts,
    }


def holding(item: Holding) -> Json:
    """What a list of the collection tells of a document."""
    return {
        **listed_document(item),
        "passages": item.passages,
        "characters": item.characters,
        "left_out": item.left_out,
        "uploaded": item.uploaded,
        "original": original(item.info, item.original),
    }


def document(item: Document, *, raw: bool = False) -> Json:
    """A document in full.

    :param raw: also give the raw text, which ``raw_start`` and ``raw_end`` of a citation point into.
    """
    return {
        **document_info(item.info),
        "characters": len(item.text),
        "text": item.text,
        "raw_text": item.raw_text if raw else None,
        "left_out": left_out(item),
        "original": original(item.info, item.original),
        "pages": [_page(each) for each in pages(item)],
        "figures": item.audit.compared if item.audit else None,
        "doubts": locations.located_doubts(item),
    }


def _page(item: Page) -> Json:
    return {"number": item.number, "start": item.start, "end": item.end, "is_scan": item.is_scan}


def left_out(item: Document) -> list[Json]:
    """What a document's text does without, in the order of the source file, whose code points the offsets count."""
    return [
        {
            "start": each.start,
            "end": each.end,
            "rule": each.rule,
            "excerpt": item.raw_text[each.start : min(each.end, each.start + LONGEST_EXCERPT)],
            "location": locations.as_json(locate(item.locations, each.start, each.end)),
        }
        for each in item.left_out
    ]


def hit(item: Hit, *, explain: bool = False) -> Json:
    """A passage found, with its document's name.

    :param explain: also give each part of the score.
    """
    payload: Json = {
        "rank": item.rank,
        "score": round(item.score, SCORE_DIGITS),
        "passage_id": item.passage.passage_id,
        "doc_id": item.document.doc_id,
        "title": item.document.title,
        "source": item.document.source,
        "published": item.document.published,
        "url": web_address(item.document.url),
        "start": item.passage.start,
        "end": item.passage.end,
        "text": item.passage.text,
        "file": item.document.file,
        "heading": item.passage.heading,
        "kind": item.passage.kind.value,
    }
    if explain:
        payload["parts"] = rounded(item.parts)
    return payload


def citation(item: Citation) -> Json:
    """Where quoted words stand: ``text[start:end] == quote`` in the document's text."""
    return {
        "n": item.n,
        "doc_id": item.document.doc_id,
        "file": item.document.file,
        "title": item.document.title,
        "source": item.document.source,
        "published": item.document.published,
        "url": web_address(item.document.url),
        "passage_id": item.passage.passage_id,
        "start": item.start,
        "end": item.end,
        "quote": item.quote,
        "passage": item.passage.text,
        "passage_start": item.passage.start,
        "raw_start": item.raw_start,
        "raw_end": item.raw_end,
        "heading": item.passage.heading,
        "location": locations.as_json(item.locations),
        "doubts": locations.doubts_as_json(item.doubts),
    }


def index_state(state: IndexState) -> Json:
    """Which build of the index answered."""
    return {
        "generation": state.generation,
        "encoder": state.encoder,
        "documents": state.documents,
        "passages": state.passages,
    }


def understood(quantity: Quantity | None) -> Json:
    """The number that an answer states, null throughout where it states none."""
    return {name: getattr(quantity, name, None) for name in ("value", "upper", "unit", "approximate")}


def search(
    query: str,
    hits: Sequence[Hit],
    *,
    mode: SearchMode,
    took_ms: float,
    state: IndexState,
    explain: bool = False,
) -> Json:
    """The passages found for a query, best first."""
    return {
        "query": query,
        "mode": mode.value,
        "took_ms": round(took_ms, MILLISECOND_DIGITS),
        "index": index_state(state),
        "hits": [hit(each, explain=explain) for each in hits],
    }


def turns(history: Sequence[Any]) -> tuple[Turn, ...]:
    """Earlier questions from JSON: strings, or objects with ``question`` and perhaps ``answer``.

    :raises ValueError: if an entry is neither.
    """
    return tuple(_turn(entry) for entry in history)


def plain(value: Any) -> Any:
    """Turn an explanation into JSON values: enums by value, tuples as lists, numpy scalars as numbers."""
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in (sorted(value, key=str) if isinstance(value, set | frozenset) else value)]
    if value is None or type(value) in (str, bool, int):
        return value
    if isinstance(value, str):
        return str(value)
    if hasattr(value, "item"):
        return plain(value.item())
    return round(value, SCORE_DIGITS) if isinstance(value, float) else str(value)


def _turn(entry: Any) -> Turn:
    if isinstance(entry, str):
        return Turn(question=entry)
    if isinstance(entry, Mapping) and isinstance(entry.get("question"), str):
        given = entry.get("answer")
        return Turn(question=entry["question"], answer=given if isinstance(given, str) else None)
    raise ValueError('each entry of history is a string or an object {"question": …, "answer": …}')


def rounded(parts: Mapping[str, float], *, digits: int = SCORE_DIGITS) -> dict[str, float]:
    """Shorten numbers that only tell how something came about."""
    return {name: round(float(value), digits) for name, value in parts.items()}
