"""How the doors name a place in a file: p. 3, paragraph 12, Sheet1!C7, in English and in Chinese. Pure."""

from collections.abc import Sequence
from typing import Any, Final

from zhengxie_qa.errors import Said
from zhengxie_qa.location import Location, LocationKind

_NAMES: Final = {
    LocationKind.PAGE: ("p. {0}", "第{0}页"),
    LocationKind.SCAN: ("p. {0}, read by OCR", "第{0}页，由 OCR 读出"),
    LocationKind.PARAGRAPH: ("paragraph {0}", "第{0}段"),
    LocationKind.HEADING: ("paragraph {0}", "第{0}段"),
    LocationKind.TABLE: ("table {0}, row {1}, column {2}", "表{0}第{1}行第{2}列"),
    LocationKind.NOTE: ("note {0}", "注{0}"),
    LocationKind.SLIDE: ("slide {0}", "第{0}张幻灯片"),
    LocationKind.PART: ("part {0}", "第{0}部分"),
    LocationKind.MARGIN: ("beside the text", "正文以外"),
}


def named(locations: Sequence[Location]) -> Said | None:
    """Name the place of some words, from the first to the last; nothing where the file is its own text."""
    if not locations:
        return None
    english, chinese = zip(*map(_named, locations), strict=True)
    return Said("–".join(dict.fromkeys(english)), "至".join(dict.fromkeys(chinese)))


def as_json(locations: Sequence[Location]) -> dict[str, Any] | None:
    """Give the place of some words as the contract has it; ``to`` is null where they begin and end at one place."""
    said = named(locations)
    if said is None:
        return None
    places = [{"kind": each.kind.value, "at": list(each.at)} for each in locations]
    return {**places[0], "to": places[1] if len(places) > 1 else None, "name": str(said), "name_zh": said.zh}


def _named(location: Location) -> tuple[str, str]:
    if location.kind is LocationKind.SHEET:
        cell = "!".join(map(str, location.at))
        return cell, cell
    english, chinese = _NAMES[location.kind]
    return english.format(*location.at), chinese.format(*location.at)
