"""Whether a question names an article of a law or of rules by its number, and whether it asks for all that it says.

第一条航线 names none: behind the number must stand what the article does (规定, 说) or what is asked of it (什么).
"""

import re
from typing import NamedTuple

from zhengxie_qa.corpus.articles import NUMBER, numbers_of

_PARTICLES = "(?:的|中|里|主要|具体|所|都|是|有|又)*"
_SAYS = "(?:规定|内容|条文|讲|说|写|要求|明确)"
_WHAT = "(?:什么|啥|哪些)(?:内容|规定|要求)?|怎么(?:规定|说|写|讲)|如何规定"
_NAMED = re.compile(rf"{NUMBER}(?:第.{{1,3}}[款项])?{_PARTICLES}(?:对[^,。?]{{1,12}})?{_PARTICLES}(?:{_SAYS}|{_WHAT})")
_WHOLE = re.compile(rf"{NUMBER}{_PARTICLES}{_SAYS}?(?:的|了|些|是|内容|条文)*(?:{_WHAT})?的?[?。]?$")


class ArticleAsked(NamedTuple):
    """The article a question names: its number, its part (1 for 第十条之一) and whether all of it is asked for."""

    number: int
    part: int
    is_whole: bool


def article_asked(folded: str) -> ArticleAsked | None:
    """Find the article that a folded Chinese question is about."""
    named = _NAMED.search(folded)
    return ArticleAsked(*numbers_of(named), _WHOLE.search(folded) is not None) if named else None
