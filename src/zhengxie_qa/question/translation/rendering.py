"""English as it stands in questions: words, their dictionary forms, and phrases that ask.

Rules of spelling only; no model and no file. What a word means in Chinese is the concern of ``translation``.
"""

import re
from dataclasses import dataclass

_STOP_WORDS = """
    a an the of to in on at for and or nor is are was were be been being am do does did done doing with by from as
    that this these those there it its their them they his her hers he him she we us our ours i me my mine you your
    yours has have had having not can could would will shall should may might must into about over under than then
    also more most some any each other such only very so if but s t up out off during between through per within
    while according what which who whom whose when where why how many much long far old often please tell list name
    give mentioned say says said new one both all once just still here be get got let doesn don didn isn wasn weren
    hasn haven hadn won couldn shouldn wouldn mean meant
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words with no content of their own. ``new`` and ``one`` are translated only inside phrases."""

_ORDINALS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth twentieth
"""
_ORDINAL_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
ORDINAL_WORDS = {word: f"{n}{_ORDINAL_ENDINGS.get(n, 'th')}" for n, word in enumerate(_ORDINALS.split(), start=1)}
"""Ordinals in words and as they are written with digits."""

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[a-z]*\d+(?:\.\d+)?[a-z]*")
_POSSESSIVE = re.compile(r"'s\b|(?<=s)'(?=\s|$)")

_IRREGULAR = {
    "held": "hold", "built": "build", "grew": "grow", "grown": "grow", "rose": "rise", "risen": "rise", "fell": "fall",
    "fallen": "fall", "went": "go", "gone": "go", "made": "make", "took": "take", "taken": "take", "gave": "give",
    "given": "give", "spent": "spend", "sold": "sell", "bought": "buy", "brought": "bring", "began": "begin",
    "begun": "begin", "won": "win", "led": "lead", "met": "meet", "paid": "pay", "kept": "keep", "saw": "see",
    "seen": "see", "chosen": "choose", "written": "write", "wrote": "write", "drawn": "draw", "known": "know",
    "said": "say", "set": "set", "came": "come", "become": "become", "became": "become", "found": "find",
    "people": "people", "children": "child", "women": "woman", "men": "man", "lives": "life", "left": "leave",
    "sent": "send", "taught": "teach", "thought": "think", "lost": "lose", "broke": "break", "broken": "break",
    "drew": "draw", "put": "put", "ran": "run", "spoke": "speak", "spoken": "speak", "stood": "stand",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asking:
    """A stretch that asks, and the Chinese words that ask the same."""

    start: int
    end: int
    chinese: str


_ASKING = tuple(
    (re.compile(pattern), chinese)
    for pattern, chinese in (
        (r"\bby (?:how much|what (?:percentage|percent))\b", "百分之多少"),
        (r"\b(?:what|which) (?:percentage|percent|proportion|share)(?: of)?\b|\bhow many per ?cent\b", "百分之多少"),
        (r"\bhow many percentage points\b", "多少个百分点"),
        (r"\bhow much money\b|\bhow many yuan\b", "多少元"),
        (r"\bhow many (?:people|persons)\b", "多少人"),
        (r"\bhow many times\b", "多少次"),
        (r"\bhow many years\b", "多少年"),
        (r"\bhow many days\b", "多少天"),
        (r"\bhow many (?:kilomet(?:er|re)s|km)\b", "多少公里"),
        (r"\bhow far\b", "多远"),
        (r"\bhow many (?:households|families)\b", "多少户"),
        (r"\bhow old\b", "多少岁"),
        (r"\bhow long\b", "多长时间"),
        (r"\bhow often\b", "多久"),
        (r"\bhow (?:big|large|high|tall)\b", "多大"),
        (r"\bhow (?:many|much)\b", "多少"),
        (r"\b(?:in|since|by|from|until)? ?(?:what|which) year\b", "哪一年"),
        (r"\b(?:on|in)? ?(?:what|which) (?:date|day)\b", "哪一天"),
        (r"\b(?:in|on|at)? ?(?:what|which) (?:month|time)\b|\bwhen\b", "什么时候"),
        (r"\bin (?:what|which) (?:city|province|place|region|county|town|district)\b|\bwhere\b", "哪里"),
        (r"\bwhose\b", "谁的"),
        (r"\bwho(?:m)?\b", "谁"),
        (r"\bwhy\b|\bfor what reason\b|\bwhat (?:is|was|were|are) the reasons? (?:for|why)\b", "为什么"),
        (r"\bhow (?:did|do|does|is|are|was|were|will|would|should|can|has|have)\b|\bin what way\b|\bhow\b", "如何"),
        (r"\bwhat (?:is|are) meant by\b|\bwhat does (?=.* (?:mean|stand for|refer to))", "什么是"),
        (r"\bwhat(?:'s| is| are| was| were)\b", "是什么"),
        (r"\bwhich\b", "哪个"),
        (r"\bwhat\b", "什么"),
    )
)
_DEFINITION = re.compile(
    r"^\s*what(?:'s| is| are) (?:an? |the )?(?:\"[^\"]+\"|[\w一-鿿'-]+(?: [\w一-鿿'-]+){0,2})\s*\?*\s*$"
)


def english_words(text: str) -> list[str]:
    """List the lower-case words and numbers of an English text, possessive endings and hyphens dropped.

    Ordinals in words come with digits (tenth → 10th), so that either way of writing finds the other.
    """
    words = _WORD.findall(_POSSESSIVE.sub("", text.lower().replace("’", "'")))
    return [ORDINAL_WORDS.get(word, word) for word in words]


def base_forms(word: str) -> list[str]:
    """List what a dictionary may call an English word, the word itself first."""
    forms = [word]
    if word in _IRREGULAR:
        forms.append(_IRREGULAR[word])
    if word.endswith("ies") and len(word) > 4:
        forms.append(word[:-3] + "y")
    if word.endswith("es") and len(word) > 4:
        forms.append(word[:-2])
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        forms.append(word[:-1])
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            forms += _without(word, ending)
    if word.endswith("ly") and len(word) > 5:
        forms.append(word[:-2])
    return list(dict.fromkeys(forms))


def _without(word: str, ending: str) -> list[str]:
    """Take off -ed or -ing: walked, closed, planned, carried."""
    stem = word[: -len(ending)]
    forms = [stem, stem + "e"]
    if len(stem) > 2 and stem[-1] == stem[-2]:
        forms.append(stem[:-1])
    if stem.endswith("i"):
        forms.append(stem[:-1] + "y")
    return forms


def find_asking(text: str) -> Asking | None:
    """Find the words that ask in an English question; None if there are none.

    A short ``What is X?`` asks for a definition (什么是), any other ``what is`` for a thing or figure (是什么).
    """
    folded = text.lower()
    if match := _DEFINITION.match(folded):
        opening = re.match(r"\s*what(?:'s| is| are)", folded)
        return Asking(match.start(), opening.end() if opening else match.start(), "什么是")
    found = [
        (match.start(), order, match.end(), zh) for order, (p, zh) in enumerate(_ASKING) if (match := p.search(folded))
    ]
    if not found:
        return None
    start, _, end, chinese = min(found, key=lambda item: (item[0], item[1]))
    return Asking(start, end, chinese)
