"""The figures that the cells of a workbook show against the numbers they hold, read once more from the bare XML.

A cell that shows 3.9% must hold 0.039 but for what rounding hides, one that shows 2024年3月 a day of that month. What a
cell shows otherwise than by a number (words, a formula's text) is shown as it is held and not compared.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from zhengxie_qa.corpus.figures_twice import figures
from zhengxie_qa.corpus.load.office.package import Package, children
from zhengxie_qa.corpus.load.parsed import Parsed
from zhengxie_qa.types import Audit, Doubt

_BOOK: Final = "xl/workbook.xml"
_CELL: Final = re.compile(
    r'<(?:\w+:)?c\b(?=[^>]*?\br="(?P<place>[A-Z]+\d+)")(?P<says>[^>]*[^/])?>'
    r"(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>(?P<held>-?\d{1,30}(?:\.\d{1,30})?(?:[Ee][+-]?\d{1,3})?)</",
    re.DOTALL,
)
_NO_NUMBER: Final = re.compile(r'\bt="(?:s|str|b|e|d|inlineStr)"')
_MOMENT: Final = re.compile(r"[年月日时分秒:/]|\d-\d|[A-Z][a-z]{2}|[AP]M|上午|下午|星期|周")
_SCALES: Final = tuple(Decimal(10) ** -power for power in (0, 3, 4, 6, 8, 9))
"""By which a format shows less than is held: thousands, 万, millions, 亿."""
_SLACK: Final = Decimal("1.000001")
"""Of half a unit of the last place: what a binary number may be beside it."""
_PARTS: Final = {"%": Decimal(100), "％": Decimal(100), "‰": Decimal(1000)}
_FIRST_DAY, _LATER_FIRST_DAY = datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1)
_LAST_DAY: Final = 2_900_000
_NEGATIVE: Final = re.compile(r"[-−－(（△▲负]")


def held_figures(article: Parsed, package: Package, *, since_1904: bool) -> Audit:
    """Compare the figures of cells with what these hold.

    :param since_1904: whether days are counted from then, as on old Macs.
    """
    held = dict(_held(package))
    compared, doubts = 0, list[Doubt]()
    raw = article.raw_text
    ends = [*(each.start for each in article.locations[1:]), len(raw)]
    for place, end in zip(article.locations, ends, strict=False):
        number = held.get(place.at)
        shown = raw[place.start : end].strip("\t\n")
        if number is None or not any(map(str.isdigit, shown)):
            continue
        compared += 1
        if not (_shows(shown, number) or _shows_moment(shown, number, since_1904=since_1904)):
            doubts.append(Doubt(place.start, place.start + len(shown), shown, str(number)))
    return Audit(compared, tuple(doubts))


def _held(package: Package) -> Iterator[tuple[tuple[int | str, ...], Decimal]]:
    """Yield sheet and cell of every number, and the number."""
    book, parts = package.xml(_BOOK), package.related(_BOOK)
    for listed in children(book, "sheets") if book is not None else ():
        for sheet in children(listed, "sheet"):
            written = (package.read(_part(sheet.attrib, parts)) or b"").decode("utf-8", "replace")
            for cell in _CELL.finditer(written):
                if not _NO_NUMBER.search(cell["says"] or ""):
                    yield (sheet.get("name") or "", cell["place"]), Decimal(cell["held"])


def _part(named: Mapping[str, str], parts: Mapping[str, str]) -> str:
    return next((parts.get(str(held), "") for key, held in named.items() if str(key).endswith("}id")), "")


def _shows(shown: str, number: Decimal) -> bool:
    """Whether some words show a number, rounded to as many places as they have."""
    times = {Decimal(1), *(times for sign, times in _PARTS.items() if sign in shown)}
    is_signed = number >= 0 or bool(_NEGATIVE.search(shown)) or not any(each in shown for each in "123456789")
    return is_signed and any(
        _is_rounded(each.folded.strip("-%‰"), abs(number) * part) for each in figures(shown) for part in times
    )


def _is_rounded(written: str, size: Decimal) -> bool:
    try:
        figure = Decimal(written)
    except InvalidOperation:
        return False
    half = Decimal(5).scaleb(-1 - len(written.partition(".")[2]))
    return any(abs(size * scale - figure) <= half * _SLACK for scale in _SCALES)


def _shows_moment(shown: str, number: Decimal, *, since_1904: bool) -> bool:
    """Whether some words show the day or time that a number counts."""
    if not _MOMENT.search(shown) or not 0 <= number < _LAST_DAY:
        return False
    moment = (_LATER_FIRST_DAY if since_1904 else _FIRST_DAY) + datetime.timedelta(days=float(number))
    near = [moment, moment + datetime.timedelta(seconds=0.5)]
    parts = {part for each in near for part in (*each.timetuple()[:6], each.year % 100, each.hour % 12 or 12)}
    parts |= {int(number * unit) for unit in (24, 1440, 86400)} | {round(number * 86400)}
    return {int(part) for part in re.findall(r"\d{1,6}", shown)} <= parts
