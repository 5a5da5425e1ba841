"""Word documents (.docx): paragraphs, tables row by row, text boxes and notes, as they stand when all changes are
accepted.

Cells are parted by a tab and rows by a line end, so that no two figures become one. Deleted words, hidden text,
headers, footers and comments are no part of the article and are listed. Not read: pictures, charts, embedded files.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zhengxie_qa.corpus.figures_twice import audit
from zhengxie_qa.corpus.load.office.list_numbers import ListNumbers
from zhengxie_qa.corpus.load.office.package import Package, below, children, is_on, local, value
from zhengxie_qa.corpus.load.office.pieces import Pieces
from zhengxie_qa.corpus.load.office.twice.bare_words import bare_words
from zhengxie_qa.corpus.load.parsed import Format, Parsed
from zhengxie_qa.location import LocationKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_Words = list[tuple[str, str | None]]
"""Stretches of a paragraph, each with the rule that leaves it out, if any."""

_MARKS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_RULES: Final = {"del": "deleted", "moveFrom": "deleted", "rt": "reading aid"}
_SKIPPED: Final = frozenset({"Fallback", "tblGrid", "instrText", "delInstrText"})
"""A fallback repeats what stands beside it for older programs; properties, which end in ``Pr``, are skipped as well."""

_APART: Final = frozenset({"sup", "sub", "deg", "den"})
"""Parts of a formula before which a digit must not join the one before it."""

_BODY: Final = "word/document.xml"
_BESIDE: Final = (("word/header", "header"), ("word/footer", "footer"), ("word/comments", "comment"))
_NOTES: Final = ("word/footnotes.xml", "word/endnotes.xml")
_LINES: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})
"""Notes that only hold the rule above the notes."""

_LONGEST_JOINED: Final = 120
"""Characters of a cell whose paragraphs are joined to one line."""

_DEEPEST: Final = 9


def read(data: bytes, name: str) -> Parsed:
    """Read a Word document.

    :raises FileError: when it is damaged, encrypted, of another format, or unpacks to too much.
    """
    package = Package(data, name=name, save_as=".docx")
    document = package.xml(_BODY)
    body = below(document, "body")
    if body is None:
        raise package.broken()
    try:
        walk = _Walk(package)
        walk.blocks(body)
        for part in _NOTES:
            walk.notes(package.xml(part))
        for prefix, rule in _BESIDE:
            for each in package.names(prefix):
                walk.margin(package.xml(each), rule)
    except (ValueError, RecursionError):
        raise package.broken() from None
    article = walk.pieces.parsed()
    margins = [each for prefix, _ in _BESIDE for each in package.names(prefix)]
    second = bare_words(package, [_BODY, *_NOTES, *margins])
    whole = (0, len(article.raw_text), "\n".join([second, *walk.labels]))
    return replace(article, audit=audit(article.raw_text, [whole]))


class _Walk:
    """One way through a document."""

    def __init__(self, package: Package) -> None:
        self.pieces = Pieces()
        self.labels: list[str] = []
        """The numbers counted for paragraphs, which the file itself does not hold."""
        self._numbers = ListNumbers(package)
        self._depths = _heading_styles(package.xml("word/styles.xml"))
        self._paragraphs = self._tables = self._notes = self._margins = 0

    def blocks(self, holder: "Element", rule: str | None = None) -> None:
        """Add the paragraphs and tables in an element."""
        for child in holder:
            name = local(child)
            if name == "p":
                self._paragraph(child, rule)
            elif name == "tbl":
                self._table(child, rule)
            elif not _is_skipped(name):
                self.blocks(child, _rule_of(child, rule))

    def notes(self, part: "Element | None") -> None:
        """Add the footnotes or endnotes, each with its place."""
        for note in part if part is not None else ():
            if value(note, "type") not in _LINES:
                self._notes += 1
                self._lines(note, LocationKind.NOTE, self._notes)

    def margin(self, part: "Element | None", rule: str) -> None:
        """Add what stands beside the article, to be listed only."""
        if part is not None:
            self._margins += 1
            self._lines(part, LocationKind.MARGIN, self._margins, rule=rule)

    def _lines(self, holder: "Element", kind: LocationKind, *at: int, rule: str | None = None) -> None:
        """Add the paragraphs in an element, all of them at one place."""
        for words in self._paragraphs_in(holder, rule):
            self.pieces.at(kind, *at)
            self._add(words)
            self.pieces.add("\n", rule)

    def _paragraph(self, paragraph: "Element", rule: str | None) -> None:
        boxes: list[Element] = []
        words = self._words(paragraph, rule, boxes)
        if _has_words(words):
            self._paragraphs += 1
            depth = self._depth(paragraph)
            if depth:
                self.pieces.at(LocationKind.HEADING, self._paragraphs, depth)
            else:
                self.pieces.at(LocationKind.PARAGRAPH, self._paragraphs)
            self._add(words)
            if not is_on(below(paragraph, "pPr", "rPr", "del")):
                self.pieces.add("\n", rule)
        for box in boxes:
            self.blocks(box, rule)

    def _depth(self, paragraph: "Element") -> int:
        """Depth of a heading, 0 for a paragraph."""
        style = value(below(paragraph, "pPr", "pStyle")) or ""
        return _outline(below(paragraph, "pPr", "outlineLvl")) or self._depths.get(style, 0)

    def _table(self, table: "Element", rule: str | None) -> None:
        rows = [(row, _rule_of_row(row, rule)) for row in _inside(table, "tr")]
        self._tables += 1
        number = self._tables
        is_list = all(len(list(_inside(row, "tc"))) == 1 for row, _ in rows)
        for at, (row, row_rule) in enumerate(rows, start=1):
            cells = list(_cells(row))
            if is_list:
                self._lines(cells[0][1], LocationKind.TABLE, number, at, 1, rule=row_rule)
            else:
                self._row(cells, (number, at), row_rule)

    def _row(self, cells: "list[tuple[int, Element]]", place: tuple[int, int], rule: str | None) -> None:
        """Add the cells of a row as one line."""
        found = [(column, list(self._paragraphs_in(cell, rule))) for column, cell in cells]
        if not any(paragraphs for _, paragraphs in found):
            return
        before = 1
        for column, paragraphs in found:
            self.pieces.add("\t" * (column - before), rule)
            before = column
            self.pieces.at(LocationKind.TABLE, *place, column)
            length = sum(len(text) for words in paragraphs for text, _ in words)
            for number, words in enumerate(paragraphs):
                self.pieces.add(("\n" if length > _LONGEST_JOINED else " ") if number else "", rule)
                self._add(words, in_line=length <= _LONGEST_JOINED)
        self.pieces.add("\n", rule)

    def _paragraphs_in(self, holder: "Element", rule: str | None) -> Iterator[_Words]:
        """Yield the paragraphs with words in an element, those of tables and boxes in it too."""
        for child in holder:
            name = local(child)
            if name == "p":
                boxes: list[Element] = []
                words = self._words(child, rule, boxes)
                if _has_words(words):
                    yield words
                for box in boxes:
                    yield from self._paragraphs_in(box, rule)
            elif name == "tr":
                yield from self._paragraphs_in(child, _rule_of_row(child, rule))
            elif not _is_skipped(name):
                yield from self._paragraphs_in(child, _rule_of(child, rule))

    def _words(self, paragraph: "Element", rule: str | None, boxes: "list[Element]") -> _Words:
        """The words of a paragraph behind the number that Word counts for it; text boxes in it are put aside."""
        words: _Words = []
        _collect(paragraph, rule, words, boxes)
        label = self._numbers.label(paragraph) if any(not left_out for _, left_out in words) else ""
        self.labels += [label] if label else []
        return [(label, None), *words] if label else words

    def _add(self, words: _Words, *, in_line: bool = False) -> None:
        for text, rule in words:
            self.pieces.add(" ".join(text.split("\n")).replace("\t", " ") if in_line else text, rule)


def _collect(element: "Element", rule: str | None, words: _Words, boxes: "list[Element]") -> None:
    """Gather the stretches of text below an element."""
    for child in element:
        name = local(child)
        if name in {"t", "delText"}:
            words.append((child.text or "", rule))
        elif name in _MARKS:
            words.append((_MARKS[name], rule))
        elif name == "txbxContent":
            boxes.append(child)
        elif not _is_skipped(name):
            inner: _Words = []
            _collect(child, _rule_of(child, rule), inner, boxes)
            if inner and (name in _APART or _is_raised(child)) and _would_join(words, inner):
                words.append(("/" if name == "den" else " ", rule))
            words += inner


def _would_join(before: _Words, words: _Words) -> bool:
    """Whether two figures would become one."""
    last = next((text[-1] for text, rule in reversed(before) if text and not rule), "")
    first = next((text[0] for text, rule in words if text and not rule), "")
    return last.isdigit() and first.isdigit()


def _is_raised(run: "Element") -> bool:
    return (value(below(run, "rPr", "vertAlign")) or "baseline") != "baseline"


def _has_words(words: _Words) -> bool:
    return any(text.strip() for text, _ in words)


def _is_skipped(name: str) -> bool:
    return not name or name in _SKIPPED or name.endswith("Pr")


def _rule_of(element: "Element", rule: str | None) -> str | None:
    """The rule that leaves an element out: its own, or that of what it stands in."""
    name = local(element)
    if rule or name in _RULES:
        return rule or _RULES[name]
    if name == "r" and is_on(below(element, "rPr", "vanish")):
        return "hidden text"
    return "placeholder" if name == "sdt" and is_on(below(element, "sdtPr", "showingPlcHdr")) else None


def _rule_of_row(row: "Element", rule: str | None) -> str | None:
    if rule or below(row, "trPr", "del") is not None:
        return rule or "deleted"
    return "hidden row" if is_on(below(row, "trPr", "hidden")) else None


def _inside(holder: "Element", name: str) -> "Iterator[Element]":
    """Yield the rows of a table or the cells of a row, those within content controls and tracked changes too."""
    for child in holder:
        if local(child) == name:
            yield child
        elif local(child) not in {"tbl", "tc", "tr"} and not _is_skipped(local(child)):
            yield from _inside(child, name)


def _cells(row: "Element") -> "Iterator[tuple[int, Element]]":
    """Yield each cell with the column in which it begins."""
    column = 1 + int(value(below(row, "trPr", "gridBefore")) or 0)
    for cell in _inside(row, "tc"):
        yield column, cell
        column += int(value(below(cell, "tcPr", "gridSpan")) or 1)


def _heading_styles(styles: "Element | None") -> dict[str, int]:
    """Depth of the styles that make a paragraph a heading."""
    if styles is None:
        return {}
    return {
        value(style, "styleId") or "": depth
        for style in children(styles, "style")
        if (depth := _outline(below(style, "pPr", "outlineLvl")))
    }


def _outline(level: "Element | None") -> int:
    """Depth that an outline level stands for; Word's tenth is body text."""
    written = value(level)
    depth = int(written) + 1 if written else 0
    return depth if depth <= _DEEPEST else 0


FORMAT = Format((".docx", ".docm", ".dotx"), read, version=2)
