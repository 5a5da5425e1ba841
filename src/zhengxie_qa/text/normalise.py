"""Matching forms of text: what differs only in writing becomes equal. Nothing stored is ever altered by this.

:func:`fold` keeps the length, so an offset in the folded text is an offset in the original; :func:`nfkc_lower`
does not and is for keys and vocabularies only.
"""

import unicodedata
from functools import lru_cache

_TABLE_SIZE = 0x32000
"""Code points covered by the table: the Basic plane to CJK Extension H; higher ones fold to themselves."""

_HAN_BLOCKS = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, _TABLE_SIZE))
_COMPATIBILITY_BLOCKS = ((0x2E80, 0x2FE0), (0xF900, 0xFB00), (0x2F800, 0x2FA20))
"""Radicals and compatibility ideographs: the same character at another code point, common in text copied from PDF."""

_FULL_WIDTH = range(0xFF01, 0xFF5F)
_FULL_WIDTH_SHIFT = 0xFEE0
_DOUBLE_QUOTES = "“”„‟「」『』〝〞〟＂﹁﹂﹃﹄"
_SINGLE_QUOTES = "‘’‚‛＇´"
_SPACES = "\u3000\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"


def fold(text: str) -> str:
    """Return the form in which texts are compared, code point for code point.

    Full-width ASCII becomes half-width, Traditional characters become Simplified one by one (OpenCC's ``t2s`` table),
    letters become lower case, quotation marks become ``"`` or ``'``, wide spaces become a space.

    :returns: a string of exactly ``len(text)`` code points; folding it again changes nothing.
    """
    if text.isascii():
        return text.lower()
    return text.translate(_table())


def nfkc_lower(text: str) -> str:
    """Return NFKC-normalised lower-case text; the length may change (``㎡`` → ``m2``)."""
    return unicodedata.normalize("NFKC", text).lower()


@lru_cache(maxsize=1)
def _table() -> str:
    """Build the folding table: character ``n`` of the string is what code point ``n`` folds to.

    A string is the fastest mapping ``str.translate`` accepts: no hashing, no exception for what stays as it is.
    """
    table = [chr(point) for point in range(_TABLE_SIZE)]
    for first, last in _COMPATIBILITY_BLOCKS:
        for point in range(first, last):
            _set_if_single(table, point, unicodedata.normalize("NFKC", chr(point)))
    for point in _FULL_WIDTH:
        table[point] = chr(point - _FULL_WIDTH_SHIFT)
    for characters, target in ((_DOUBLE_QUOTES, '"'), (_SINGLE_QUOTES, "'"), (_SPACES, " ")):
        for character in characters:
            table[ord(character)] = target
    _simplify(table)
    changed = {point for point, target in enumerate(table) if ord(target) != point or target.lower() != target}
    for point in changed:
        _set_if_single(table, point, table[point].lower())
    _settle(table, changed)
    return "".join(table)


def _set_if_single(table: list[str], point: int, replacement: str) -> None:
    if len(replacement) == 1:
        table[point] = replacement


def _simplify(table: list[str]) -> None:
    """Apply OpenCC to each Han character alone, so that no phrase rule can change the length."""
    import opencc

    points = [point for first, last in _HAN_BLOCKS for point in range(first, last)]
    converted = opencc.OpenCC("t2s").convert("\n".join(table[point] for point in points)).split("\n")
    for point, replacement in zip(points, converted, strict=True):
        _set_if_single(table, point, replacement)


def _settle(table: list[str], changed: set[int]) -> None:
    """Follow chains to their end (a → b → c gives a → c), so that folding is idempotent."""
    for point in changed:
        target = table[point]
        seen = {chr(point)}
        while target not in seen and ord(target) in changed:
            seen.add(target)
            target = table[ord(target)]
        table[point] = target
