"""Which elements of an HTML page no reader sees: ``hidden``, ``display: none``, ``visibility: hidden``.

Said by an attribute, by the element's own style, or by a rule of the page's style sheet for one class or one id. A rule
is taken at its word only where no other rule of the page speaks of the same name and shows it again, and outside
``@media``: a text hidden by mistake is lost, one shown by mistake is only quoted. Scripts are not run.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

_DISPLAY = re.compile(r"(?:^|[;{\s])display\s*+:\s*+([a-z-]++)", re.IGNORECASE)
_VISIBILITY = re.compile(r"(?:^|[;{\s])visibility\s*+:\s*+([a-z-]++)", re.IGNORECASE)
_CSS_PART = re.compile(r"[^{}]++|[{}]")
_SIMPLE = re.compile(r"[.#][\w-]+")
_NAME = re.compile(r"[.#][\w-]++")
_ALWAYS_SHOWN = frozenset({"html", "body"})
"""Hidden at first in pages that a script shows when it has run."""

_UNSEEN = frozenset({"template", "datalist"})


class Seen(StrEnum):
    """What an element says of itself and of what stands in it; ``HIDDEN`` can be undone further in, ``GONE`` cannot."""

    GONE = "gone"
    HIDDEN = "hidden"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class StyleRule:
    """One rule of a style sheet: its selectors, and the ``display`` and ``visibility`` it sets."""

    selectors: tuple[str, ...]
    sets: str


def seen(name: str, attributes: Mapping[str, str], hidden_names: frozenset[str]) -> Seen | None:
    """Tell what an element says of its being seen; nothing where it says nothing.

    :param hidden_names: classes and ids that the page's style sheets hide, as ``.class`` and ``#id``.
    """
    if name in _ALWAYS_SHOWN:
        return None
    is_closed_dialog = name == "dialog" and "open" not in attributes
    if name in _UNSEEN or is_closed_dialog or "hidden" in attributes:
        return Seen.GONE
    style = attributes.get("style", "")
    own = _said(style)
    if own is not None or not hidden_names or _shows(style):
        return own
    names = {f".{each}" for each in attributes.get("class", "").split()} | {f"#{attributes.get('id', '')}"}
    return Seen.GONE if names & hidden_names else None


def hidden_names(style_sheets: Iterable[str]) -> frozenset[str]:
    """Collect the classes and ids that style sheets hide and never show."""
    hidden: set[str] = set()
    shown: set[str] = set()
    for sheet in style_sheets:
        for rule in _rules(sheet):
            if _shows(rule.sets):
                for selector in rule.selectors:
                    shown.update(_NAME.findall(selector))
            elif _said(rule.sets):
                hidden.update(each for each in rule.selectors if _SIMPLE.fullmatch(each))
    return frozenset(hidden - shown)


def _said(style: str) -> Seen | None:
    """What declarations say of being seen; the last of each kind counts."""
    if _last(_DISPLAY, style) == "none":
        return Seen.GONE
    visibility = _last(_VISIBILITY, style)
    if visibility is None:
        return None
    return Seen.HIDDEN if visibility in {"hidden", "collapse"} else Seen.SHOWN


def _shows(style: str) -> bool:
    """Whether declarations make something seen that others hide."""
    display = _last(_DISPLAY, style)
    return display != "none" and (display is not None or _said(style) is Seen.SHOWN)


def _last(declaration: re.Pattern[str], style: str) -> str | None:
    values = declaration.findall(style)
    return values[-1].lower() if values else None


def _rules(sheet: str) -> Iterator[StyleRule]:
    """The rules of a sheet; of those within ``@media`` and the like only what shows something."""
    headings: list[str] = []
    before = ""
    for part in _CSS_PART.findall(_without_comments(sheet)):
        if part == "{":
            headings.append(before.strip())
        elif part == "}":
            if headings:
                headings.pop()
        elif headings and not headings[-1].startswith("@") and (len(headings) == 1 or _shows(part)):
            yield StyleRule(tuple(each.strip() for each in headings[-1].split(",")), part)
        before = "" if part in "{}" else part.rsplit(";", 1)[-1]


def _without_comments(sheet: str) -> str:
    kept = []
    position = 0
    while (start := sheet.find("/*", position)) >= 0:
        kept.append(sheet[position:start])
        end = sheet.find("*/", start + 2)
        position = len(sheet) if end < 0 else end + 2
    return " ".join([*kept, sheet[position:]])
