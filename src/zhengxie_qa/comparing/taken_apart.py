"""What a question about many documents asks of each: 各省2026年GDP目标是多少 asks each 2026年GDP目标是多少.

Only the words that say across what to compare, and which end of the figures is meant, are read and taken out. A
question with none of them is asked of every document as it stands.
"""

import re
from collections.abc import Sequence
from typing import Final

from zhengxie_qa.comparing.asked import Asked, Level
from zhengxie_qa.comparing.asked_in_chinese import in_chinese
from zhengxie_qa.comparing.asked_in_english import in_english
from zhengxie_qa.comparing.comparison import By
from zhengxie_qa.question.alone import language_of
from zhengxie_qa.question.followup.complete import complete
from zhengxie_qa.question.question import Translator
from zhengxie_qa.question.wording import plain_words
from zhengxie_qa.text.places import places_in
from zhengxie_qa.types import Language, Turn

_END: Final = re.compile(
    r"^(?:那么?|其中|里面)?(?:(?:是|有)?哪一?(?:个|家|年|里|份|篇)?[省市地]?(?:方|区|份)?|谁)?的?(?P<end>最[高低多少大小快慢])(?:的)?"
    r"(?:是|有|呢|哪一?(?:个|家|年|里|份|篇)?[省市地]?(?:方|区|份)?|谁)*[?？。]?$"
)
_PLACE_ALONE: Final = re.compile(r"^(?:那么?)?(?P<place>[^?？。]{2,10}?)(?:的?(?:话|情况))?呢[?？。]?$")
_WHICH: Final = {By.YEAR: "哪年", By.DOCUMENT: "哪份报告"}
_WHICH_PLACE: Final = {Level.PROVINCES: "哪个省", Level.CITIES: "哪个市", Level.ANY: "哪个地方"}
_IS_HOW_MUCH: Final = re.compile(r"(?:是|有)?(?:多少|几)?[?？]$")


def taken_apart(text: str) -> Asked:
    """Take a question about many documents apart."""
    plain = plain_words(text.strip())
    return in_chinese(plain) if language_of(plain) is Language.ZH else in_english(plain)


def continued(question: str, history: Sequence[Turn], *, translator: Translator | None = None) -> str | None:
    """What a Chinese question asks behind one that compares: 哪个最低, 那广东呢; ``None`` for any other.

    :param history: earlier turns, oldest first.
    :param translator: as for :func:`~zhengxie_qa.question.followup.complete.complete`.
    """
    if not history or language_of(question) is not Language.ZH:
        return None
    before = taken_apart(complete(history[-1].question, history[:-1], translator=translator))
    if before.by is None or before.mentioned:
        return None
    plain = plain_words(question.strip())
    end, place = _END.match(plain), _PLACE_ALONE.match(plain)
    if end and not before.years:
        what = _IS_HOW_MUCH.sub("", before.each)
        if before.places:
            return f"{'和'.join(before.places)}谁的{what}{end['end'][1:]}？"
        which = _WHICH.get(before.by) or _WHICH_PLACE[before.level]
        return f"{which}{what}{end['end']}？"
    if place and before.by is By.PLACE and not before.places and not places_in(before.each):
        named = places_in(place["place"])
        return f"{place['place']}{before.each}" if len(named) == 1 and named[0].name == place["place"] else None
    return None
