"""OFD files (GB/T 33190) that hold text: paragraphs joined across lines and pages, as those of a PDF are.

What stands in templates is read with the page. Seals, annotations, attachments and groups that are drawn from the
resources are not read; a page without text is listed, as pictures in OFD files are not recognised.
"""

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from zhengxie_qa.corpus.load.office.package import Package, below, children, local
from zhengxie_qa.corpus.load.office.pdf.document import article_of
from zhengxie_qa.corpus.load.office.pdf.lines import Character, Page, lines_of
from zhengxie_qa.corpus.load.parsed import Format, Parsed
from zhengxie_qa.errors import FileError, Said

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ROOT: Final = "OFD.xml"
_A4: Final = (0.0, 0.0, 210.0, 297.0)
"""Left, top, width and height of a page in millimetres, where the file does not say."""

_POINTS: Final = 72 / 25.4
"""Of a millimetre."""

_UPRIGHT: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_FIRST_WIDE: Final = "\u2e80"
_NARROW: Final = 0.5
"""Width of a Latin character, in its size, where the file does not say."""

_LONGEST_STEP: Final = 1.5
"""Of the size: a longer step to the next character holds a gap, after a digit any that is longer than its own width."""

_DRAWN: Final = frozenset({"TextObject", "ImageObject", "PathObject", "CompositeObject"})
_FARTHEST: Final = 1e6
"""Millimetres."""
_MOST_PAGES: Final = 5000


def read(data: bytes, name: str) -> Parsed:
    """Read an OFD file.

    :raises FileError: when it is damaged, encrypted, unpacks to too much, or has no page with text.
    """
    package = Package(data, name=name, save_as=".ofd")
    try:
        pages = [_page(*each, number) for number, each in enumerate(_pages(package), start=1)]
    except (ValueError, IndexError, OverflowError, RecursionError):
        raise package.broken() from None
    if not any(page.lines for page in pages):
        raise FileError(_without_text(name))
    return article_of(pages)


def _pages(package: Package) -> "Iterator[tuple[list[Element], tuple[float, ...]]]":
    """Yield each page as what is drawn on it, its templates first, and its box."""
    root = package.xml(_ROOT)
    if root is None:
        raise package.broken()
    seen = 0
    for body in children(root, "DocBody"):
        path = _resolved(package, _ROOT, _said(below(body, "DocRoot")))
        document = package.xml(path)
        common = below(document, "CommonData")
        listed = below(document, "Pages")
        templates = {
            each.get("ID"): _resolved(package, path, each.get("BaseLoc") or "")
            for each in (children(common, "TemplatePage") if common is not None else ())
        }
        usual = _box(below(common, "PageArea"), _A4)
        for each in children(listed, "Page") if listed is not None else ():
            page = package.xml(_resolved(package, path, each.get("BaseLoc") or ""))
            seen += 1
            if seen > _MOST_PAGES:
                raise package.broken()
            if page is None:
                yield [], usual
                continue
            used = (package.xml(templates.get(use.get("TemplateID"), "")) for use in children(page, "Template"))
            yield [*(template for template in used if template is not None), page], _box(below(page, "Area"), usual)


def _resolved(package: Package, base: str, location: str) -> str:
    """The part that a location means: from the root, from the folder of the part that names it, or, wrongly, from the
    root without saying so.
    """
    location = location.strip().replace("\\", "/")
    if location.startswith("/"):
        return location.lstrip("/")
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(base), location))
    return location if not package.has(beside) and package.has(location) else beside


def _page(layers: "list[Element]", box: tuple[float, ...], number: int) -> Page:
    characters = [each for layer in layers for each in _characters(layer, box[3])]
    lines = lines_of(characters, number, max(box[3] * _POINTS, 1.0))
    has_more = any(local(each) in _DRAWN for layer in layers for each in layer.iter())
    codes = (each.text or "" for layer in layers for each in layer.iter() if local(each) == "TextCode")
    return Page(number, lines, is_unread=not lines and has_more, second="\n".join(codes))


def _characters(layer: "Element", height: float) -> Iterator[Character]:
    """Yield the characters of a page or template in the order in which they were set."""
    content = below(layer, "Content")
    for drawn in content.iter() if content is not None else ():
        if local(drawn) != "TextObject" or drawn.get("Visible") == "false":
            continue
        left, top = [*_numbers(drawn.get("Boundary")), 0.0, 0.0][:2]
        matrix = (_numbers(drawn.get("CTM")) or list(_UPRIGHT))[:6]
        size = _number(drawn.get("Size") or "0")
        x = y = 0.0
        for code in children(drawn, "TextCode"):
            x, y = _number(code.get("X") or x), _number(code.get("Y") or y)
            yield from _set(code, (x, y), size, matrix, (left, top, height))


def _set(
    code: "Element", at: tuple[float, float], size: float, matrix: list[float], page: tuple[float, float, float]
) -> Iterator[Character]:
    """Yield the characters of one stretch, each where the steps from the one before put it.

    :param page: left and top of the object on the page, and the page's height, in millimetres.
    """
    text = code.text or ""
    across, down = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
    a, b, c, d, e, f = matrix
    (x, y), (left, top, height) = at, page
    for number, character in enumerate(text):
        natural = size * (1 if character >= _FIRST_WIDE else _NARROW)
        step_x = across[number] if across else 0.0 if down else natural
        step_y = down[number] if down else 0.0
        is_own = 0 < step_x < (natural if character.isdigit() else _LONGEST_STEP * size)
        width = step_x if is_own else natural
        x0 = (a * x + c * y + e + left) * _POINTS
        x1 = (a * (x + width) + c * y + e + left) * _POINTS
        baseline = (height - (b * x + d * y + f + top)) * _POINTS
        tall = size * (c * c + d * d) ** 0.5 * _POINTS
        wide = size * (a * a + b * b) ** 0.5 * _POINTS
        if character not in "\r\n":
            em = wide if character >= _FIRST_WIDE else 0.8 * tall
            yield Character(character, min(x0, x1), max(x0, x1), baseline, tall, em)
        x, y = x + step_x, y + step_y


def _steps(said: str | None, count: int) -> list[float]:
    """How far each character is from the one before: numbers, of which ``g 3 5.1`` means three of 5.1.

    The last goes on; none where nothing is said.
    """
    steps: list[float] = []
    words = iter((said or "").split())
    for word in words:
        if word.lower() == "g":
            times, step = min(int(next(words, "0")), count), _number(next(words, "0"))
            steps += [step] * times
        else:
            steps.append(_number(word))
        if len(steps) >= count:
            break
    return (steps + steps[-1:] * count)[:count]


def _box(area: "Element | None", usual: tuple[float, ...]) -> tuple[float, ...]:
    box = tuple(_numbers(_said(below(area, "PhysicalBox"))))
    return box if len(box) == len(usual) else usual


def _said(element: "Element | None") -> str:
    return (element.text or "").strip() if element is not None else ""


def _numbers(said: str | None) -> list[float]:
    return [_number(each) for each in (said or "").split()]


def _number(said: str | float) -> float:
    """A measure on a page.

    :raises ValueError: when it is none.
    """
    number = float(said)
    if not abs(number) < _FARTHEST:
        raise ValueError(f"{said} is no place on a page")
    return number


def _without_text(name: str) -> Said:
    return Said(
        f"{name} holds no text that can be read, only pictures or drawings of its pages. In OFD files these are not "
        "recognised: print it as PDF and ingest that, or the text or Word version.",
        f"{name} 没有可读的文字，只有页面图像；OFD 里的图像不做文字识别。请打印为 PDF 再导入，或导入文本、Word 版。",
    )


FORMAT = Format((".ofd",), read, version=2)
