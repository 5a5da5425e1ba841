"""The numbers that Word counts before the paragraphs of a list: 一、 （一） 1. 第三条, which stand in no run of text.

Counted as Word does for the formats that reports use; one that is not known here is written in Arabic figures, and
bullets are no numbers.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhengxie_qa.corpus.load.office.package import Package, below, children, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HAN: Final = "零一二三四五六七八九"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_ROMAN: Final = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST: Final = 99_999
_PLACE: Final = re.compile(r"%(\d)")
_CLOSED: Final = ("、", "）", ")", "】", "〕")
"""After these a number needs nothing to keep it apart from the words."""


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list is numbered: ``template`` has ``%1`` for the number of the first level, and so on."""

    form: str
    template: str
    first: int


class ListNumbers:
    """Counts the numbered paragraphs of one document, in the order in which they are asked for."""

    def __init__(self, package: Package) -> None:
        self._levels = _levels_of(package.xml("word/numbering.xml"))
        self._styles = _styles_of(package.xml("word/styles.xml"))
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def label(self, paragraph: "Element") -> str:
        """Return what Word prints before a paragraph, with what keeps it apart from the words; nothing if none."""
        numbered = below(paragraph, "pPr", "numPr")
        styled = self._styles.get(value(below(paragraph, "pPr", "pStyle")) or "", (None, 0))
        list_id = value(below(numbered, "numId")) or styled[0]
        written = value(below(numbered, "ilvl"))
        depth = int(written) if written and written.isdigit() else styled[1]
        levels = self._levels.get(list_id or "", {})
        level = levels.get(depth)
        if list_id is None or level is None:
            return ""
        counts = self._counts[list_id]
        counts[depth] = min(counts.get(depth, level.first - 1) + 1, _MOST)
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        if level.form in {"bullet", "none"}:
            return ""

        def counted(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            of = levels.get(at, level)
            return _written(counts.get(at, of.first), of.form)

        label = _PLACE.sub(counted, level.template).strip()
        return label if not label or label.endswith(_CLOSED) else f"{label} "


def _levels_of(numbering: "Element | None") -> dict[str, dict[int, _Level]]:
    """The levels of each list by its id."""
    if numbering is None:
        return {}
    abstract = {value(each, "abstractNumId"): _levels(each) for each in children(numbering, "abstractNum")}
    found = {}
    for each in children(numbering, "num"):
        levels = dict(abstract.get(value(below(each, "abstractNumId")), {}))
        for override in children(each, "lvlOverride"):
            levels |= _levels(override)
            depth, start = int(value(override, "ilvl") or 0), value(below(override, "startOverride"))
            if start and start.isdigit() and depth in levels:
                levels[depth] = _Level(levels[depth].form, levels[depth].template, int(start))
        found[value(each, "numId") or ""] = levels
    return found


def _levels(holder: "Element") -> dict[int, _Level]:
    return {
        int(value(level, "ilvl") or 0): _Level(
            value(below(level, "numFmt")) or "decimal",
            value(below(level, "lvlText")) or "",
            int(value(below(level, "start")) or 1),
        )
        for level in children(holder, "lvl")
    }


def _styles_of(styles: "Element | None") -> dict[str, tuple[str | None, int]]:
    """The list and level that a style of paragraphs brings."""
    found = {}
    for style in children(styles, "style") if styles is not None else ():
        numbered = below(style, "pPr", "numPr")
        if numbered is not None:
            depth = value(below(numbered, "ilvl")) or "0"
            found[value(style, "styleId") or ""] = (value(below(numbered, "numId")), int(depth))
    return found


def _written(number: int, form: str) -> str:
    """Write a number in one of Word's formats."""
    return _FORMS.get(form, str)(number)


def _han(number: int) -> str:
    """十二, 二十, 一百零三: as far as lists go."""
    if number >= 1000:
        return "".join(_HAN[int(digit)] for digit in str(number))
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    written = f"{_HAN[hundreds]}百" if hundreds else ""
    if tens:
        written += "十" if tens == 1 and not hundreds else f"{_HAN[tens]}十"
    elif hundreds and ones:
        written += "零"
    return written + (_HAN[ones] if ones or not number else "")


def _letters(number: int) -> str:
    """A … Z, AA, BB: Word repeats the letter."""
    rounds, at = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + at) * min(rounds + 1, 9)


def _roman(number: int) -> str:
    written = "m" * (number // 1000 % 10)
    rest = number % 1000
    for worth, letters in ((900, "cm"), (500, "d"), (400, "cd"), *_ROMAN):
        while rest >= worth:
            written, rest = written + letters, rest - worth
    return written


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _stem(number: int) -> str:
    return _STEMS[(number - 1) % len(_STEMS)]


def _wide(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_FORMS: Final[dict[str, Callable[[int], str]]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"), _han),
    **dict.fromkeys(("taiwaneseCountingThousand", "ideographDigital"), _han),
    "ideographTraditional": _stem,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": _wide,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
