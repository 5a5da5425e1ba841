"""Text of articles and names of files made fit for a terminal: what would steer it is shown instead of obeyed.

An article may hold escape sequences that move the cursor, rewrite what was printed, set the window's title or the
clipboard, and characters that turn the order of a line around. Each becomes one visible character.
"""

import re
from typing import Final

import typer

_PICTURES: Final = 0x2400
"""Unicode's pictures of the C0 controls: U+241B is that of ESC."""
_DELETE: Final = 0x7F
_SHOWN: Final[dict[int, int]] = {
    **{code: _PICTURES + code for code in range(0x20) if chr(code) not in "\t\n"},
    _DELETE: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),  # C1: U+009B is ESC [ in one
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),  # order of writing, Unicode UAX 9
}
_LINE: Final = {**_SHOWN, ord("\t"): ord(" "), ord("\n"): _PICTURES + ord("\n")}
_UNESCAPED_IN_JSON: Final = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """Give a text of the same length that steers nothing; lines and tabs stay."""
    return text.translate(_SHOWN)


def say(text: str, *, err: bool = False) -> None:
    """Print text for a person, whatever an article or a file's name put into it."""
    typer.echo(harmless(text), err=err)


def harmless_line(text: str) -> str:
    """Give a text of the same length that steers nothing and is one line, such as the name of a file."""
    return text.translate(_LINE)


def harmless_json(document: str) -> str:
    """Escape in a JSON document what the encoder lets through; it means the same as before."""
    return _UNESCAPED_IN_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", document)
