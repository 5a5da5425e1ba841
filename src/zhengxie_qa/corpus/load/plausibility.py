"""How likely it is that a decoded text is what its author wrote: the check against mojibake.

Each character has a probability: Chinese ones by their rank in running text, all others by their kind. Bytes read in
the wrong encoding give rare characters in the place of common ones. Only single characters are looked at, so a text
that consists of rare names alone may be doubted.
"""

import math
import unicodedata
from functools import lru_cache
from pathlib import Path

from zhengxie_qa.text.normalise import fold

SAMPLE = 200_000
"""Characters judged; a longer text is judged by its beginning."""

_CHARACTERS = Path(__file__).parent / "characters.txt"
"""Simplified characters by falling frequency: half from reports and laws, half from encyclopaedic articles."""

_LEAST_MEAN = -9.7
"""Mean log-probability of the telling characters; running Chinese has about -7, Chinese misread as Big5 about -13."""

_FEW = 6.0
"""A text of ``n`` telling characters may lie ``_FEW / n`` below the least mean: one rare name must not sink it."""

_PLAIN, _DRAWN, _LETTER, _SIGN, _UNKNOWN, _BROKEN = -4.0, -5.0, -9.0, -11.0, -16.0, -20.0
"""Log-probabilities: of ASCII and Chinese punctuation, table rules, other letters, other signs, what no text holds,
what could not be decoded."""

BYTE_ORDER_MARK = "\ufeff"
"""Stray ones stand where files were joined; many of them are binary data read as text."""

_DRAWING = range(0x2500, 0x2600)
_SCRIPTS = (range(0xC0, 0x180), range(0x370, 0x530), range(0x3040, 0x3130), range(0xAC00, 0xD7A4))
"""Accented Latin, Greek and Cyrillic, kana and bopomofo, hangul: letters that come in files without Unicode."""

_CHINESE_MARKS = frozenset(
    "，。、；：？！“”‘’（）《》〈〉【】—…·　％．－～「」『』〔〕〇○①②③④⑤⑥⑦⑧⑨⑩×÷℃㎡\u200b\xa0\x85\u2028\u2029"
)
_TWICE_SAMPLE = 4_000
_TWICE_ENCODED = ("gb18030", "cp1252", "latin-1")
_LEAST_RECOVERED, _ODD_PER_RECOVERED = 4, 8
"""Chinese characters that undoing must give, at least, and in how many others one; three or one and a half make one."""

_LOST, _LOST_EVERY = "锟斤拷", 100
"""What undecodable bytes become when saved as UTF-8 and read as GBK; once in so many characters is no quotation."""

_LEAST_GAIN = 2.0
"""How much likelier, per character, a text must become by undoing a wrong decoding to count as stored wrongly."""


def likelihood(text: str) -> float:
    """Return the mean log-probability of a text's characters; higher is likelier."""
    sample = fold(text[:SAMPLE])
    return sum(map(_log_probability, sample)) / max(1, len(sample))


def is_plausible(text: str) -> bool:
    """Whether the telling characters, those other than ASCII, punctuation and table rules, are those of a text.

    Characters that could not be decoded count as damage, not here. A text without telling characters is plausible.
    """
    telling = [_log_probability(character) for character in fold(text[:SAMPLE]) if _is_telling(character)]
    return not telling or sum(telling) / len(telling) >= _LEAST_MEAN - _FEW / len(telling)


def is_twice_encoded(text: str) -> bool:
    """Whether a text was misread and saved so before: undoing that (é‡‘é¢ → 金额) gives Chinese."""
    sample = text[:_TWICE_SAMPLE]
    if sample.isascii():
        return False
    if sample.count(_LOST) * _LOST_EVERY >= len(sample):
        return True
    odd = sum(not character.isascii() for character in sample)
    for encoding in _TWICE_ENCODED:
        undone = sample.encode(encoding, errors="ignore").decode("utf-8", errors="ignore")
        recovered = sum(map(_is_han, undone))
        is_enough = recovered >= max(_LEAST_RECOVERED, odd // _ODD_PER_RECOVERED)
        if is_enough and is_plausible(undone) and likelihood(undone) > likelihood(sample) + _LEAST_GAIN:
            return True
    return False


def _is_telling(character: str) -> bool:
    is_plain = character.isascii() or character in _CHINESE_MARKS or ord(character) in _DRAWING
    return not is_plain and character != "\ufffd"


@lru_cache(maxsize=100_000)
def _log_probability(character: str) -> float:
    """Log-probability of a folded character."""
    if character.isascii():
        return _PLAIN if character.isprintable() or character in "\t\n\r\f\v" else _UNKNOWN
    if character in _CHINESE_MARKS:
        return _PLAIN
    if _is_han(character):
        return _han_probabilities().get(character, _UNKNOWN)
    return _DRAWN if ord(character) in _DRAWING else _by_category(character)


def _by_category(character: str) -> float:
    category = unicodedata.category(character)
    if character == "\ufffd":
        return _BROKEN
    if category.startswith("L"):
        return _LETTER if any(ord(character) in script for script in _SCRIPTS) else _SIGN
    return _UNKNOWN if category in {"Cn", "Co", "Cc", "Cs"} or character == BYTE_ORDER_MARK else _SIGN


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U000323af"


@lru_cache(maxsize=1)
def _han_probabilities() -> dict[str, float]:
    """Log-probability of each listed character by its rank; the curve was fitted to counts over 20 million."""
    listed = "".join(_CHARACTERS.read_text(encoding="utf-8").split())
    return {character: -(3.5 + 0.55 * math.log(rank) + 0.0014 * rank) for rank, character in enumerate(listed, 1)}
