"""English questions in Chinese terms: a weighted bag of words for search, and a rough sentence for reading.

Words and phrases are looked up, places and dates rewritten, numbers, names and Chinese that is already there carried
over. There is no grammar beyond moving the asking word and the adverbials to where Chinese has them, and no choice of
sense by context: that is what the weights of several renderings are for.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from zhengxie_qa.question.question import Translation
from zhengxie_qa.question.translation.figures import (
    MONTHS,
    NUMBER_WORDS,
    amount,
    counting,
    date,
    numeral,
    ordinal,
    ordinal_number,
    year,
)
from zhengxie_qa.question.translation.lexicon import LONGEST_PHRASE, Lexicon, Rendering, bundled_lexicon
from zhengxie_qa.question.translation.rendering import ORDINAL_WORDS, STOP_WORDS, Asking, english_words, find_asking
from zhengxie_qa.text.places import places_in, short_names

MOST_RENDERINGS = 6
WORD_WEIGHT = 0.8
"""Weight of the best rendering of a single word, against 1 for a term of the glossary, a place, a number or Chinese."""
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_PLACE_KINDS = "省市区州盟"

_ANY_ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(ORDINAL_WORDS)})"
_TOKEN = re.compile(
    rf"(?P<han>[“《「]?[{_HAN}][{_HAN}0-9“”《》「」、·]*)"
    rf"|(?P<date>\b(?:{'|'.join(MONTHS)})\b\.?(?: \d{{1,2}}(?:st|nd|rd|th)?\b(?!\d))?(?:,? (?:19|20)\d\d\b)?)"
    rf"|(?P<congress>\b{_ANY_ORDINAL}(?: national| party| cpc)* congress(?:es)?\b)"
    r"|(?P<amount>\d[\d,]*(?:\.\d+)? (?:million|billion|trillion)\b)"
    r"|(?P<ordinal>\b\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<year>(?<![\d.,])(?:19|20)\d\d(?![\d%]|[.,]\d))"
    r"|(?P<number>\d+(?:,\d{3})+(?:\.\d+)?%?|\d+(?:\.\d+)?%?)"
    r"|(?P<word>(?<![a-z]['’])(?<![a-z0-9])[a-z0-9]+)(?P<possessive>['’]s?(?![a-z]))?",
    re.IGNORECASE,
)
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}(?:'[a-z]+)?")


_REWRITES: Mapping[str, Callable[[str], str]] = {"date": date, "year": year, "ordinal": ordinal, "amount": amount}


class _Kind(StrEnum):
    """What a unit of the question is; the first two go to the front of a Chinese sentence."""

    TIME = "time"
    PLACE = "place"
    TERM = "term"
    LEARNT = "learnt"
    LITERAL = "literal"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class _Unit:
    """A stretch of the question with its renderings, best first; none for a stop word."""

    start: int
    end: int
    kind: _Kind
    renderings: tuple[Rendering, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    """A stretch of the question; ``tail`` is its end with a possessive ending."""

    start: int
    end: int
    tail: int
    kind: str
    text: str


def needs_translation(text: str) -> bool:
    """Whether a question is English at least in part; an abbreviation in capitals is at home in Chinese too."""
    latin = _LATIN_WORD.findall(text)
    return any(not word.isupper() for word in latin) or (bool(latin) and not _has_chinese(text))


def _has_chinese(text: str) -> bool:
    return bool(re.search(f"[{_HAN}]", text))


class LexiconTranslator:
    """Renders English questions in Chinese by word lists; see :class:`~zhengxie_qa.question.question.Translator`."""

    def __init__(self, lexicon: Callable[[], Lexicon]) -> None:
        """Translate with the word lists that ``lexicon`` opens, for the first question that needs them."""
        self._open = lexicon

    @cached_property
    def _lexicon(self) -> Lexicon:
        return self._open()

    def translate(self, question: str) -> Translation | None:
        """Translate a question; ``None`` where it needs no translation."""
        if not needs_translation(question):
            return None
        asking = find_asking(question)
        units = self._units(question, asking)
        if asking is None and _has_chinese(question):
            chinese = _replaced(question, units)
        else:
            chinese = _arrange(units, asking, question)
        best: dict[str, float] = {}
        for rendering in (rendering for unit in units for rendering in _weighted(unit)):
            best[rendering.text] = max(best.get(rendering.text, 0.0), rendering.weight)
        return Translation(chinese, tuple(Rendering(text, weight) for text, weight in best.items()))

    def _units(self, question: str, asking: Asking | None) -> list[_Unit]:
        """Cut a question into translated units, the longest known phrase first; what asks is left out."""
        tokens = [
            _token(match)
            for match in _TOKEN.finditer(question)
            if asking is None or match.end() <= asking.start or match.start() >= asking.end
        ]
        places = {place.start: place for place in places_in(question)}
        units = []
        position = 0
        while position < len(tokens):
            token = tokens[position]
            place = places.get(token.start)
            phrase = self._phrase(tokens, position)
            if place is not None and token.kind == "word" and (phrase is None or phrase.end <= place.end):
                unit = _Unit(place.start, place.end, _Kind.PLACE, (Rendering(_short(place.canonical), 1.0),))
            else:
                unit = phrase or self._single(token)
            units.append(unit)
            position += 1
            while position < len(tokens) and tokens[position].start < unit.end:
                position += 1
        return units

    def _phrase(self, tokens: Sequence[_Token], position: int) -> _Unit | None:
        """Find the longest phrase of the word lists that begins at a token, our glossary before the learnt lexicon."""
        words = _adjacent_words(tokens, position)
        for length in range(min(len(words), LONGEST_PHRASE), 0, -1):
            chosen = [word for token_words in words[:length] for word in token_words]
            if length == 1 and (chosen[0] in STOP_WORDS or chosen[0] in NUMBER_WORDS):
                return None
            end = tokens[position + length - 1].end
            if renderings := self._lexicon.term(chosen):
                return _Unit(tokens[position].start, end, _Kind.TERM, tuple(renderings))
            if length == 1 and tokens[position].kind == "ordinal":
                return None
            edges_matter = chosen[0] not in STOP_WORDS and chosen[-1] not in STOP_WORDS
            if edges_matter and (renderings := self._lexicon.learnt(chosen)):
                return _Unit(tokens[position].start, end, _Kind.LEARNT, tuple(renderings[:MOST_RENDERINGS]))
        return None

    def _single(self, token: _Token) -> _Unit:
        """Render a token that no list knows."""
        if token.kind == "word":
            return _word(token)
        if token.kind == "congress":
            number = numeral(ordinal_number(token.text.split()[0]))
            names = (Rendering(f"{number}大", 1.0), Rendering(f"第{number}次全国代表大会", 1.0))
            return _Unit(token.start, token.end, _Kind.TERM, names)
        kind = _Kind.TIME if token.kind in ("date", "year") else _Kind.LITERAL
        rewrite = _REWRITES.get(token.kind, str)
        return _literal(token, kind, rewrite(token.text))


def _token(match: re.Match[str]) -> _Token:
    """Take the one named stretch that matched, its possessive ending apart."""
    kind, text = next((name, text) for name, text in match.groupdict().items() if text is not None)
    return _Token(match.start(), match.start() + len(text), match.end(), kind, text)


def _word(token: _Token) -> _Unit:
    """Render a word that no list knows: a number, a function word, or a name that stays as it is."""
    lower = token.text.lower()
    if lower in NUMBER_WORDS:
        number = NUMBER_WORDS[lower]
        names = (Rendering(f"{counting(number)}个", 1.0), Rendering(numeral(number), 1.0))
        return _Unit(token.start, token.end, _Kind.LEARNT, names)
    if lower in STOP_WORDS:
        return _Unit(token.start, token.end, _Kind.STOP, ())
    return _literal(token, _Kind.LITERAL, token.text)


def _short(canonical: str) -> str:
    """Return the name that reports use: the official one without what kind of place it is (内蒙古自治区 → 内蒙古)."""
    plain = (name for name in short_names(canonical) if canonical.startswith(name) and name[-1] not in _PLACE_KINDS)
    return max(plain, key=len, default=canonical)


def _literal(token: _Token, kind: _Kind, text: str) -> _Unit:
    return _Unit(token.start, token.end, kind, (Rendering(text, 1.0),))


def _adjacent_words(tokens: Sequence[_Token], position: int) -> list[list[str]]:
    """Split the run of word-like tokens from a place on into English words, as the word lists spell them."""
    run: list[list[str]] = []
    for token in tokens[position : position + LONGEST_PHRASE]:
        gap = token.start - tokens[position + len(run) - 1].tail if run else 0
        words = english_words(token.text)
        if token.kind not in ("word", "ordinal") or gap > 1 or not words:
            break
        run.append(words)
    return run


def _weighted(unit: _Unit) -> list[Rendering]:
    """Turn shares into weights: certain things count 1, the best rendering of a single word a little less."""
    if unit.kind is not _Kind.LEARNT or not unit.renderings:
        return list(unit.renderings)
    best = unit.renderings[0].weight
    return [Rendering(r.text, round(WORD_WEIGHT * r.weight / best, 3)) for r in unit.renderings]


_AT_FRONT = frozenset(("什么时候", "哪一年", "哪一天", "为什么", "如何", "什么是"))
_BEFORE_NOUN = frozenset(("多少", "哪个", "什么", "谁的", "多大"))
_BE = re.compile(r"\s*(?:is|are|was|were|'s)\b", re.IGNORECASE)


def _arrange(units: Sequence[_Unit], asking: Asking | None, question: str) -> str:
    """Order the best renderings as Chinese does: time, place, the rest, with the asking words in their place."""
    front = [unit for kind in (_Kind.TIME, _Kind.PLACE) for unit in units if unit.kind is kind]
    rest = [unit for unit in units if unit.kind not in (_Kind.TIME, _Kind.PLACE)]
    if asking is None:
        return _joined([*front, *rest])
    before = _joined(front)
    if asking.chinese in _AT_FRONT:
        body = _joined(rest)
        return asking.chinese + before + body if asking.chinese == "什么是" else before + asking.chinese + body
    if asking.chinese in _BEFORE_NOUN:
        noun = _noun_after(rest, asking.end)
        others = [unit for unit in rest if unit not in noun]
        if asking.chinese in ("多少", "多大"):
            return before + _joined(others) + asking.chinese + _joined(noun)
        return before + asking.chinese + _joined(noun) + _joined(others)
    if asking.chinese == "谁":
        is_who = bool(_BE.match(question[asking.end :]))
        return before + (f"{_joined(rest)}是谁" if is_who else f"谁{_joined(rest)}")
    link = "在" if asking.chinese == "哪里" else ""
    return before + _joined(rest) + link + asking.chinese


def _noun_after(units: Sequence[_Unit], place: int) -> list[_Unit]:
    """Take the units right after the asking words, up to the next function word."""
    noun: list[_Unit] = []
    for unit in units:
        if unit.start < place:
            continue
        if unit.kind is _Kind.STOP:
            break
        noun.append(unit)
    return noun


def _joined(units: Sequence[_Unit]) -> str:
    """Write the best renderings one after the other, with a space only between Latin words."""
    text = ""
    for unit in units:
        word = unit.renderings[0].text if unit.renderings else ""
        if text.endswith(word):
            continue
        if text and text[-1].isascii() and word[0].isascii():
            text += " "
        text += word
    return text


def _replaced(question: str, units: Sequence[_Unit]) -> str:
    """Replace the English stretches of a Chinese question where they stand."""
    text, position = "", 0
    for unit in units:
        if unit.kind in (_Kind.PLACE, _Kind.TERM, _Kind.LEARNT) and unit.start >= position:
            text += question[position : unit.start] + unit.renderings[0].text
            position = unit.end
    return text + question[position:]


@lru_cache(maxsize=1)
def bundled_translator() -> LexiconTranslator:
    """Make the translator with the shipped word lists (30 MB in memory once a question needs them), once."""
    return LexiconTranslator(bundled_lexicon)
