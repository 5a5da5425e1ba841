"""Matching forms of text: what differs only in writing becomes equal. Nothing stored is ever altered by this.

:func:`fold` keeps the length, so an offset in the folded text is an offset in the original; :func:`legible` leaves
characters out and says where the others stood.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

_TABLE_SIZE = 0x32000
"""Code points covered by the table: the Basic plane to CJK Extension H; higher ones fold to themselves."""

_HAN_BLOCKS = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, _TABLE_SIZE))
_COMPATIBILITY_BLOCKS = ((0x2E80, 0x2FE0), (0xF900, 0xFB00), (0x2F800, 0x2FA20))
"""Radicals and compatibility ideographs: the same character at another code point, common in text copied from PDF."""

_GBK_PRIVATE_USE = 0xE815
"""First of the 80 code points that stood in for GBK's FE50–FEA0, rare characters of names, before Unicode had them."""
_GBK_TRAIL_BYTES = (*range(0x50, 0x7F), *range(0x80, 0xA1))
_GBK_LATECOMERS = {
    **dict(zip((0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864), range(0x9FB4, 0x9FBC), strict=True)),
    0xE816: 0x20087,
    0xE817: 0x20089,
    0xE818: 0x200CC,
    0xE831: 0x215D7,
    0xE83B: 0x2298F,
    0xE855: 0x241FE,
}
"""The last of them, given code points in GB 18030-2005, which Python's codec leaves in private use."""

_FULL_WIDTH = range(0xFF01, 0xFF5F)
_FULL_WIDTH_SHIFT = 0xFEE0
_DOUBLE_QUOTES = "“”„‟「」『』〝〞〟＂﹁﹂﹃﹄"
_SINGLE_QUOTES = "‘’‚‛＇´"
_SPACES = "\u3000\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"

_THIN = "\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
"""Spaces that typesetters put inside figures (GB/T 15835 §4.1.4: a quarter em), and nowhere else."""
_WIDE = " \u00a0\u3000"
"""Spaces that may stand in a figure or between two."""
_APOSTROPHES = "'’"
_GROUPED: Final = re.compile(
    rf"(?<![\d.．,，'’·])\d{{1,3}}(?:(?:[{_THIN}]\d{{3}})+|(?:[{_APOSTROPHES}]\d{{3}})+)(?![\d{_APOSTROPHES}])"
)
_SPACED: Final = re.compile(
    rf"(?:^|(?<=[\u3400-\u9fff：:（(])(?<![第表图件栏卷册页号楼栋]))\d{{1,3}}(?:[,，]?[{_WIDE}]\d{{3}})+(?![\d,，])"
    rf"(?=(?:[.．]\d+)?[{_WIDE}]?[%％\u3400-\u9fff])"
)
"""Thousands parted by an ordinary space: only where words stand directly before and a unit behind, as columns and
lists of figures are parted by spaces too."""
_SEPARATOR: Final = re.compile(rf"[{_THIN}{_WIDE}{_APOSTROPHES}]")
_PARTED: Final = re.compile(rf"[{_THIN}{_WIDE}{_APOSTROPHES}]\d{{3}}(?!\d)")
"""What every parted figure holds and few other texts do."""

INVISIBLE: Final = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Inside of a character class: controls that break no line, and Unicode's Default_Ignorable_Code_Point without letters:
zero-width characters, soft hyphens, direction marks, variation selectors, byte order marks."""
_PRIVATE_USE: Final = "\ue000-\ue814\ue865-\uf8ff\U000f0000-\U0010fffd"
_PASSED_OVER: Final = re.compile(f"[{INVISIBLE}{_PRIVATE_USE}]+")


class Legible(NamedTuple):
    """A text without what cannot be read: its character ``i`` stood at ``places[i]``; ``whole`` where all is there."""

    text: str
    places: Sequence[int]
    whole: bool = False

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stood, from its first character to its last."""
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def legible(text: str) -> Legible:
    """Pass over what no word or number is made of: invisible characters, and private ones, which no one can read.

    Words and numbers are found in this text, so that such a character never parts one; where they are quoted from,
    it stays.
    """
    if text.isascii() and text.isprintable():
        return Legible(text, range(len(text) + 1), whole=True)
    runs = [match.span() for match in _PASSED_OVER.finditer(text)]
    if not runs:
        return Legible(text, range(len(text) + 1), whole=True)
    kept: list[int] = []
    position = 0
    for start, end in runs:
        kept.extend(range(position, start))
        position = end
    kept.extend(range(position, len(text) + 1))
    return Legible("".join(text[place] for place in kept[:-1]), kept)


def fold(text: str) -> str:
    """Return the form in which texts are compared, character for character.

    Full-width ASCII becomes half-width, Traditional characters become Simplified one by one (OpenCC's ``t2s`` table),
    radicals the characters they are drawn as, letters lower case, quotation marks ``"`` or ``'``, wide spaces a
    space; whatever parts the thousands of one figure becomes a comma (``12 345`` with a thin space: ``12,345``).

    :returns: a string of exactly ``len(text)`` code points; folding it again changes nothing.
    """
    if _PARTED.search(text):
        for pattern in (_GROUPED, _SPACED):
            text = pattern.sub(lambda figure: _SEPARATOR.sub(",", figure[0]), text)
    return text.lower() if text.isascii() else text.translate(_table())


@lru_cache(maxsize=1)
def _table() -> str:
    """Build the folding table: character ``n`` of the string is what code point ``n`` folds to.

    A string is the fastest mapping ``str.translate`` accepts: no hashing, no exception for what stays as it is.
    """
    table = [chr(point) for point in range(_TABLE_SIZE)]
    for first, last in _COMPATIBILITY_BLOCKS:
        for point in range(first, last):
            _set_if_single(table, point, unicodedata.normalize("NFKC", chr(point)))
    for point, target in {**_radicals(), **_gbk_characters()}.items():
        table[point] = target
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


def _radicals() -> dict[int, str]:
    """Read Unicode's Equivalent_Unified_Ideograph for the CJK Radicals Supplement, which NFKC leaves as it is."""
    rows = Path(__file__).with_name("radicals.tsv").read_text(encoding="utf-8").splitlines()
    return {ord(radical): character for radical, _, character in (row.partition("\t") for row in rows)}


def _gbk_characters() -> dict[int, str]:
    """Private-use code points of GBK → the characters they have since become."""
    points = range(_GBK_PRIVATE_USE, _GBK_PRIVATE_USE + len(_GBK_TRAIL_BYTES))
    decoded = {p: bytes([0xFE, trail]).decode("gb18030") for p, trail in zip(points, _GBK_TRAIL_BYTES, strict=True)}
    return {**decoded, **{point: chr(later) for point, later in _GBK_LATECOMERS.items()}}


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
