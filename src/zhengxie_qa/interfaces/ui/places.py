"""Where the page's own scripts draw what Gradio cannot: the limits above the box, and what this browser has kept."""

from pathlib import Path
from typing import Final

from zhengxie_qa.interfaces.ui import texts
from zhengxie_qa.interfaces.ui.texts import both, escape

ASSETS: Final = Path(__file__).parent / "assets"
LIMITS: Final = ("year", "place", "source", "doc_ids")


def script(*names: str) -> str:
    """Join scripts of the page into one."""
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in names)


def limits_place() -> str:
    """The chips and, behind a fold, the lists to choose from."""
    lists = "".join(
        f'<select name="{name}" data-labels="{escape("|".join(texts.LIMIT_LABELS[name]))}"></select>' for name in LIMITS
    )
    return (
        f'<div data-set=""><details><summary>{both(texts.LIMITS)}</summary><div class="by-hand">{lists}</div></details>'
        '<span class="chips"></span></div>'
    )


def kept_place() -> str:
    """The bar and the room for conversations."""
    return (
        '<div class="kept"><div class="bar"><input type="search"><span class="count" role="status"></span>'
        '<span class="all" hidden><label><input type="checkbox"></label></span></div><div class="talks"></div></div>'
    )
