"""The chat's links to sources and the sentence around a quote; the panel's source cards, one per passage, every quoted
stretch of it marked. Pure, every field escaped.

Quotes of one passage share a card instead of repeating it; where they overlap, as a list and its items do, the text
is cut at every boundary and each piece carries the names of all the quotes it belongs to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from zhengxie_qa.answering.answer import Answer, CellNames, Citation
from zhengxie_qa.interfaces.locations import differing, named
from zhengxie_qa.interfaces.ui import texts
from zhengxie_qa.interfaces.ui.texts import both, escape, plain
from zhengxie_qa.types import DocumentInfo, Hit


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted stretch.

    :param anchor: what a link in the chat opens, e.g. ``src-3-1``.
    :param mark: the number or letter shown for it.
    """

    anchor: str
    mark: str
    citation: Citation


def source_cards(quotes: Sequence[Quote]) -> str:
    """Show the passages quoted, in the order in which they are first quoted."""
    by_passage: dict[str, list[Quote]] = {}
    for quote in quotes:
        by_passage.setdefault(quote.citation.passage.passage_id, []).append(quote)
    return "".join(_source_card(group) for group in by_passage.values())


def nearest_card(turn: int, hit: Hit) -> str:
    """Show a passage that comes near, with nothing marked."""
    passage = hit.passage
    place = f"{passage.doc_id}-{passage.start}-{passage.end}"
    number = f'<span class="num">{hit.rank}</span>'
    return _article(f' id="near-{turn}-{hit.rank}"', number, hit.document, passage.heading, escape(passage.text), place)


def _source_card(quotes: Sequence[Quote]) -> str:
    cited = quotes[0].citation
    numbers = "".join(f'<span class="num">{escape(quote.mark)}</span>' for quote in quotes)
    place = f"{cited.document.doc_id}-{cited.start}-{cited.end}"
    found = dict.fromkeys(filter(None, (named(quote.citation.locations) for quote in quotes)))
    where = "".join(f'<span class="dot">·</span><span class="where">{both((each.zh, each))}</span>' for each in found)
    differs = dict.fromkeys(filter(None, (differing(quote.citation.doubts) for quote in quotes)))
    body = marked(quotes)
    note = "".join(f'<p class="doubt">{both((each.zh, each))}</p>' for each in differs)
    return _article("", numbers, cited.document, cited.passage.heading, body, place, where=where, note=note)


def marked(quotes: Sequence[Quote]) -> str:
    """Mark the quotes in the text of their passage; without the tags, the text is the passage's, escaped.

    :param quotes: of one passage, at least one.
    """
    passage = quotes[0].citation.passage
    spans = [(quote.citation.start - passage.start, quote.citation.end - passage.start) for quote in quotes]
    cuts = sorted({0, len(passage.text), *(cut for span in spans for cut in span)})
    opened: set[str] = set()
    pieces = []
    for start, end in pairwise(cuts):
        names = [quote.anchor for quote, (first, last) in zip(quotes, spans, strict=True) if first <= start < last]
        text = escape(passage.text[start:end])
        anchors = "".join(f'<a class="anchor" id="{name}" tabindex="-1"></a>' for name in names if name not in opened)
        opened.update(names)
        pieces.append(f'{anchors}<mark class="{" ".join(names)}">{text}</mark>' if names else text)
    return "".join(pieces)


def _article(
    identity: str,
    numbers: str,
    info: DocumentInfo,
    heading: str | None,
    body: str,
    place: str,
    *,
    where: str = "",
    note: str = "",
) -> str:
    date = f"<time>{escape(info.published)}</time>" if info.published else both(texts.NO_DATE)
    source = escape(info.source) if info.source else both(texts.NO_SOURCE)
    section = f'<p class="heading">{escape(heading)}</p>' if heading else ""
    return (
        f'<article class="src"{identity} tabindex="-1"><h2>{numbers}{escape(info.title)}</h2>'
        f'<p class="meta">{source}<span class="dot">·</span>{date}{where}</p>{note}{section}'
        f"<blockquote>{body}</blockquote>"
        f'<p class="links"><a class="full" href="#doc-{escape(place)}">{both(texts.FULL_TEXT)}</a>'
        f'<a class="back" href="#chat">{both(texts.BACK)}</a></p></article>'
    )


def chip(anchor: str, mark: str, cited: Citation) -> str:
    """Link to the card of a quote.

    :param anchor: what it opens, e.g. ``src-3-1``. :param mark: the number or letter shown.
    """
    return f'<a class="chip" href="#{anchor}" title="{escape(_origin(cited.document))}">{mark}</a>'


def around(answer: Answer) -> str:
    """Show the sentence in which the quoted words stand, the words marked, where there is more in it than they."""
    if answer.cell:
        return _in_table(answer.text or "", answer.cell)
    sentence = answer.evidence
    if sentence is None or len(sentence.text) <= len(answer.text or "") + 1:
        return ""
    start, end = answer.citations[0].start - sentence.start, answer.citations[0].end - sentence.start
    text = sentence.text
    before, words, after = (plain(part) for part in (text[:start], text[start:end], text[end:]))
    return f'<span class="around">{before}<mark>{words}</mark>{after}</span>'


def _in_table(words: str, cell: CellNames) -> str:
    """Show what the table calls the quoted cell: its name, row, column and unit."""
    names = [*filter(None, [cell.caption]), *cell.row, *cell.column]
    called = " · ".join(plain(name.text) for name in names)
    unit = f" {plain(cell.unit.text)}" if cell.unit else ""
    return f'<span class="around">{called}：<mark>{plain(words)}</mark>{unit}</span>'


def _origin(info: DocumentInfo) -> str:
    return " · ".join(part for part in (info.title, info.source, info.published) if part)
