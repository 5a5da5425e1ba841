"""The commands ``documents``, ``remove`` and ``verify``: what the index holds, taking out of it, and what it proves."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhengxie_qa.errors import InputError, NotFoundError
from zhengxie_qa.interfaces.cli.context import (
    IndexOption,
    JsonOption,
    KindOption,
    PlaceOption,
    SourceOption,
    YearOption,
    console,
    filters_of,
    print_json,
    settings_of,
    wants_json,
)
from zhengxie_qa.interfaces.listing import Sort, listed
from zhengxie_qa.interfaces.terminal import harmless_line, say

if TYPE_CHECKING:
    from zhengxie_qa.index.index import Index
    from zhengxie_qa.interfaces.ui.keeping.proofs import Proof

STANDS, ALTERED, GONE = "stands", "altered", "gone"
"""The words are there; other words are; the document is not in the index."""

QueryOption = Annotated[str, typer.Option("--query", metavar="WORDS", help="Words in title, file, source or place.")]
SortOption = Annotated[Sort, typer.Option(help="Order; with - the greatest first.")]
LeftOutOption = Annotated[
    bool, typer.Option("--left-out", help="Also show what their text does without, each stretch with its rule.")
]


def documents(
    context: typer.Context,
    query: QueryOption = "",
    source: SourceOption = None,
    year: YearOption = None,
    place: PlaceOption = None,
    kind: KindOption = None,
    sort: SortOption = Sort.FILE,
    left_out: LeftOutOption = False,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the documents of the index, all or those that fit."""
    from zhengxie_qa.interfaces import payloads, wiring
    from zhengxie_qa.interfaces.cli.show import show_documents, show_left_out

    opened = wiring.open_index(settings_of(context, index))
    filters = filters_of(source, year=year, place=place, kind=kind)
    held = {each.info.doc_id: each for each in opened.holdings()}
    infos = listed((each.info for each in held.values()), query=query, filters=filters, sort=sort)
    if wants_json(context, as_json):
        shown = [payloads.listed_document(held[info.doc_id]) for info in infos]
        if left_out:
            shown = [{**each, "left_out": payloads.left_out(opened.document(each["doc_id"]))} for each in shown]
        print_json({"total": len(infos), "documents": shown, "index": payloads.index_state(opened.state())})
    elif left_out:
        show_left_out(console(), (opened.document(info.doc_id) for info in infos))
    else:
        show_documents(console(), [held[info.doc_id] for info in infos])


def remove(
    context: typer.Context,
    doc_ids: Annotated[list[str], typer.Argument(metavar="DOC_ID...", help="As shown by `documents`.")],
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take documents out of the index; the files stay where they are."""
    from zhengxie_qa.interfaces import wiring

    wiring.open_writer(settings_of(context, index)).remove(doc_ids)
    if wants_json(context, as_json):
        print_json({"removed": doc_ids})
    else:
        say(f"Removed {len(doc_ids)} from the index.")


def verify(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Exported by the page: Word, HTML, or printed as PDF.")],
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say of each quote in an exported file whether it still stands where the file says."""
    from zhengxie_qa.corpus.reading_process import read_article
    from zhengxie_qa.interfaces import wiring
    from zhengxie_qa.interfaces.ui.keeping.proofs import proofs_in

    article, _ = read_article(file, file.name, file.name)
    found = list(dict.fromkeys(each for text in (article.text, article.raw_text or "") for each in proofs_in(text)))
    if not found:
        raise InputError(f"{file} holds no line that proves a quote (doc_id … SHA-256 …). Give an exported file.")
    opened = wiring.open_index(settings_of(context, index))
    told = {proof: _standing(opened, proof) for proof in found}
    if wants_json(context, as_json):
        print_json([{**asdict(proof), "standing": standing} for proof, standing in told.items()])
    else:
        for proof, standing in told.items():
            say(harmless_line(f"{standing:8} {proof.doc_id} [{proof.start}, {proof.end}) {proof.file}"))
    raise typer.Exit(0 if set(told.values()) == {STANDS} else 1)


def _standing(index: "Index", proof: "Proof") -> str:
    try:
        words = index.document(proof.doc_id).text[proof.start : proof.end]
    except NotFoundError:
        return GONE
    return STANDS if proof.proves(words) else ALTERED
