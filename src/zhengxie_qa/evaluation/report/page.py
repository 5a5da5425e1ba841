"""Pieces of self-contained HTML pages, in English and Chinese at once; the reader's browser shows one of them."""

import json
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from typing import Any

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
"""The page may load nothing at all from elsewhere."""


def both(en: str, zh: str) -> str:
    """The same words in two languages, escaped; style rules hide one of them."""
    return f'<span class="en" lang="en">{escape(en)}</span><span class="zh" lang="zh-CN">{escape(zh)}</span>'


def page(*, title: str, body: str, data: Any, scripts: Sequence[str]) -> str:
    """A whole page.

    :param body: HTML.
    :param data: given to the scripts as JSON in the element ``data``.
    :param scripts: names of asset files, in order.
    """
    code = "\n".join(_asset(name) for name in scripts)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<link rel="icon" href="data:,">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_asset('report.css')}</style>\n</head>\n<body>\n{body}\n"
        f'<script type="application/json" id="data">{_json_for_script(data)}</script>\n'
        f"<script>\n{code}\n</script>\n</body>\n</html>\n"
    )


def heading(title_en: str, title_zh: str, note: str) -> str:
    """The top of a page, with the button that changes the language.

    :param note: HTML.
    """
    return (
        f'<header class="top"><div><h1>{both(title_en, title_zh)}</h1><p class="soft">{note}</p></div>'
        f'<button id="language" type="button">{both("中文", "English")}</button></header>'
    )


def question_list(title_en: str, title_zh: str, note: str = "") -> str:
    """The place where the scripts put filters, cards and pager.

    :param note: HTML.
    """
    return (
        f'<section aria-labelledby="questions"><h2 id="questions">{both(title_en, title_zh)}</h2>{note}'
        '<div class="filters" id="filters"></div><p class="soft" id="found" role="status"></p><div id="cards"></div>'
        '<div class="pager"><button id="back" type="button">←</button><button id="forward" type="button">→</button>'
        "</div></section>"
    )


def section(name: str, en: str, zh: str, content: str) -> str:
    """A part of the page under a heading.

    :param name: id of the heading.
    :param content: HTML.
    """
    return f'<section aria-labelledby="{name}"><h2 id="{name}">{both(en, zh)}</h2>{content}</section>'


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, label: str, caption: str = "") -> str:
    """A table that scrolls sideways where the screen is narrow.

    :param head: column titles, HTML.
    :param rows: the title of each row, then its cells made by :func:`cell`; HTML.
    :param label: what the table is, for those who hear the page.
    :param caption: HTML.
    """
    top = "".join(f'<th scope="col">{each}</th>' for each in head)
    lines = "".join(f'<tr><th scope="row">{first}</th>{"".join(rest)}</tr>' for first, *rest in rows)
    above = f"<caption>{caption}</caption>" if caption else ""
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(label)}">'
        f"<table>{above}<thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def cell(text: str, *, tone: str = "", share: float | None = None) -> str:
    """One cell.

    :param text: plain text.
    :param share: in [0, 1]; draws a bar of this length behind the text.
    """
    if share is not None:
        return f'<td class="bar" style="--share:{100 * share:.1f}">{escape(text)}</td>'
    return f'<td class="{tone}">{escape(text)}</td>' if tone else f"<td>{escape(text)}</td>"


def tiles(entries: Sequence[tuple[str, str]]) -> str:
    """Big figures side by side.

    :param entries: title and content of each, HTML.
    """
    inner = "".join(f'<div class="tile"><dt>{title}</dt><dd>{content}</dd></div>' for title, content in entries)
    return f'<dl class="tiles">{inner}</dl>'


def percent(value: float | None) -> str:
    """A share as a percentage with one decimal, or a dash."""
    return "–" if value is None else f"{100 * value:.1f}"


def _asset(name: str) -> str:
    return (files("zhengxie_qa.evaluation") / "assets" / name).read_text(encoding="utf-8")


def _json_for_script(data: Any) -> str:
    """JSON that cannot end the script element it stands in, nor open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
