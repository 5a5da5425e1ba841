"""How the doors name a place in a file (p. 3, paragraph 12, Sheet1!C7), and figures read in two ways, in English and in
Chinese. Pure.
"""

from collections.abc import Sequence
from typing import Any, Final

from zhengxie_qa.errors import Said
from zhengxie_qa.location import Location, LocationKind, locate
from zhengxie_qa.types import Document, Doubt

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

_NAMED: Final = 3
"""Differing figures told; the others are counted."""


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


def differing(doubts: Sequence[Doubt]) -> Said | None:
    """Say which figures differ; nothing if none does."""
    if not doubts:
        return None
    count, shown = len(doubts), doubts[:_NAMED]
    english = ", ".join(f"{each.read or 'nothing'} / {each.other or 'nothing'}" for each in shown)
    chinese = "，".join(f"{each.read or '无'} / {each.other or '无'}" for each in shown)
    differ = "figure differs" if count == 1 else "figures differ"
    more = count > _NAMED
    return Said(
        f"read twice, {count} {differ} here: {english}{' …' if more else ''}",
        f"两次读取，此处有 {count} 个数字不一致：{chinese}{'……' if more else ''}",
    )


def doubts_as_json(doubts: Sequence[Doubt]) -> list[dict[str, Any]]:
    """Give them as the contract has it."""
    return [{"start": each.start, "end": each.end, "read": each.read, "other": each.other} for each in doubts]


def located_doubts(document: Document) -> list[dict[str, Any]]:
    """Give those of a document, each with its place in the file."""
    doubts = document.audit.doubts if document.audit else ()
    places = [as_json(locate(document.locations, each.start, each.end)) for each in doubts]
    return [{**each, "location": place} for each, place in zip(doubts_as_json(doubts), places, strict=True)]


def _named(location: Location) -> tuple[str, str]:
    if location.kind is LocationKind.SHEET:
        cell = "!".join(map(str, location.at))
        return cell, cell
    english, chinese = _NAMES[location.kind]
    return english.format(*location.at), chinese.format(*location.at)
