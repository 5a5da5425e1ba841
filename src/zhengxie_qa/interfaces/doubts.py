"""How the doors tell of figures that two readings of a file see differently, in English and in Chinese. Pure."""

from collections.abc import Sequence
from typing import Any, Final

from zhengxie_qa.errors import Said
from zhengxie_qa.interfaces import locations
from zhengxie_qa.location import locate
from zhengxie_qa.types import Document, Doubt

_NAMED: Final = 3
"""Figures told; the others are counted."""


def told(doubts: Sequence[Doubt]) -> Said | None:
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


def as_json(doubts: Sequence[Doubt]) -> list[dict[str, Any]]:
    """Give them as the contract has it."""
    return [{"start": each.start, "end": each.end, "read": each.read, "other": each.other} for each in doubts]


def located(document: Document) -> list[dict[str, Any]]:
    """Give those of a document, each with its place in the file."""
    doubts = document.audit.doubts if document.audit else ()
    places = [locations.as_json(locate(document.locations, each.start, each.end)) for each in doubts]
    return [{**each, "location": place} for each, place in zip(as_json(doubts), places, strict=True)]
