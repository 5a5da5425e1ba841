"""Presentations (.pptx): slide after slide in the order in which they are shown, the title first, tables row by row.

Hidden slides and shapes, footers, slide numbers and the speaker's notes are no part of the article and are listed. Not
read: pictures, charts, and the numbers that PowerPoint counts before paragraphs.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from zhengxie_qa.corpus.load.office.package import Package, below, children, local, value
from zhengxie_qa.corpus.load.office.pieces import Pieces
from zhengxie_qa.corpus.load.parsed import Format, Parsed
from zhengxie_qa.location import LocationKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PRESENTATION: Final = "ppt/presentation.xml"
_TITLES: Final = frozenset({"title", "ctrTitle"})
_BESIDE: Final = frozenset({"ftr", "sldNum", "dt", "hdr"})
_NODES: Final = frozenset({"node", "asst", ""})
"""Points of a diagram that have words of their own; the others join them."""


def read(data: bytes, name: str) -> Parsed:
    """Read a presentation.

    :raises FileError: when it is damaged, encrypted, of another format, or unpacks to too much.
    """
    package = Package(data, name=name, save_as=".pptx")
    show = package.xml(_PRESENTATION)
    listed = below(show, "sldIdLst")
    if show is None or listed is None:
        raise package.broken()
    parts = package.related(_PRESENTATION)
    pieces = Pieces()
    try:
        for number, each in enumerate(children(listed, "sldId"), start=1):
            part = parts.get(_reference(each), "")
            slide = package.xml(part)
            if slide is not None:
                pieces.at(LocationKind.SLIDE, number)
                _Slide(package, part, pieces).add(slide)
    except (ValueError, RecursionError):
        raise package.broken() from None
    return pieces.parsed()


def _reference(element: "Element", name: str = "id") -> str:
    """The id of the part that an element refers to, an attribute in a namespace beside one without."""
    return next((str(held) for key, held in element.attrib.items() if str(key).endswith(f"}}{name}")), "")


class _Slide:
    """One slide, its words added in the order of reading."""

    def __init__(self, package: Package, part: str, pieces: Pieces) -> None:
        self._package, self._pieces = package, pieces
        self._parts = package.related(part)

    def add(self, slide: "Element") -> None:
        """Add its shapes, then, as left out, what the speaker is to say."""
        tree = below(slide, "cSld", "spTree")
        rule = "hidden slide" if (slide.get("show") or "1") in {"0", "false"} else None
        if tree is not None:
            self._shapes(sorted(tree, key=lambda shape: _role(shape) not in _TITLES), rule)
        for part in sorted(set(self._parts.values())):
            if "/notesslides/" in part.lower():
                notes = below(self._package.xml(part), "cSld", "spTree")
                for shape in notes if notes is not None else ():
                    if _role(shape) == "body":
                        self._paragraphs(below(shape, "txBody"), rule or "speaker notes")

    def _shapes(self, shapes: "list[Element]", rule: str | None) -> None:
        for shape in shapes:
            name = local(shape)
            own = rule or _rule_of(shape)
            if name == "sp":
                self._paragraphs(below(shape, "txBody"), own)
            elif name in {"grpSp", "Choice"}:
                self._shapes(list(shape), own)
            elif name == "AlternateContent":
                self._shapes(list(children(shape, "Choice"))[:1], own)
            elif name == "graphicFrame":
                self._frame(shape, own)

    def _frame(self, frame: "Element", rule: str | None) -> None:
        """Add a table or the words of a diagram."""
        for held in frame.iter():
            if local(held) == "tbl":
                for row in children(held, "tr"):
                    cells = [" ".join(_lines(below(cell, "txBody"))) for cell in children(row, "tc")]
                    self._line("\t".join(cells).rstrip("\t"), rule)
            elif local(held) == "relIds":
                data = self._package.xml(self._parts.get(_reference(held, "dm"), ""))
                points = below(data, "ptLst")
                for point in points if points is not None else ():
                    if (point.get("type") or "") in _NODES:
                        self._paragraphs(below(point, "t"), rule)

    def _paragraphs(self, body: "Element | None", rule: str | None) -> None:
        for line in _lines(body):
            self._line(line, rule)

    def _line(self, line: str, rule: str | None) -> None:
        if line.strip():
            self._pieces.add(line, rule)
            self._pieces.add("\n", rule)


def _lines(body: "Element | None") -> Iterator[str]:
    """The paragraphs with words below an element."""
    for paragraph in children(body, "p") if body is not None else ():
        line = " ".join(_words(paragraph, "").split("\n")).replace("\t", " ").strip()
        if line:
            yield line


def _words(element: "Element", before: str) -> str:
    """The words below an element; raised and lowered digits stay apart from those before them."""
    words = ""
    for child in element:
        name = local(child)
        if name == "t":
            words += child.text or ""
        elif name == "br":
            words += "\n"
        elif name and name != "Fallback" and not name.endswith("Pr"):
            inner = _words(child, before + words)
            is_raised = (value(below(child, "rPr"), "baseline") or "0") not in {"0", "0%"}
            joins = (before + words)[-1:].isdigit() and inner[:1].isdigit()
            words += f" {inner}" if is_raised and joins else inner
    return words


def _role(shape: "Element") -> str:
    """What a shape is for, if it fills a place of the layout."""
    return value(next(_inner(shape, "ph"), None), "type") or ""


def _rule_of(shape: "Element") -> str | None:
    """The rule that leaves a shape out."""
    named = next(_inner(shape, "cNvPr"), None)
    if named is not None and (named.get("hidden") or "0") in {"1", "true"}:
        return "hidden shape"
    return "footer" if _role(shape) in _BESIDE else None


def _inner(shape: "Element", name: str) -> "Iterator[Element]":
    """Yield what the properties of a shape itself, not of those in it, hold under a name."""
    for properties in shape:
        if local(properties).startswith("nv"):
            yield from (each for each in properties.iter() if local(each) == name)


FORMAT = Format((".pptx", ".pptm", ".ppsx"), read)
