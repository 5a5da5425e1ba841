"""What a person asks, without the courtesies around it: greetings, thanks, 帮我查一下, spaces within asking words.

Drops nothing that could belong to a question, and tells apart the several questions that one message may hold.
"""

import re
from typing import Final

from zhengxie_qa.question.scope import is_out_of_scope, without_opening
from zhengxie_qa.text.normalise import fold

_HELP: Final = r"(?:请|麻烦|劳驾|拜托|能不能|能否|可不可以|可以|可否|你|您|帮忙|帮我们?|给我们?|替我们?|帮)"
_LOOK: Final = (
    r"(?:查一?下|查一查|查查|找一?下|找一找|找找|看一?下|看一看|看看|搜一?下|搜一搜|搜搜|问一?下|问一问|问问"
    r"|说一?下|说一说|说说|讲一?下|讲一讲|讲讲|告诉我(?:们|一下)?|回答(?:一下|我))"
)
_REQUEST: Final = re.compile(
    rf"^(?:{_HELP}*{_LOOK}|{_HELP}+[查找搜](?![处出获明办封询看回到])"
    r"|我?(?:很|就)?(?:想要?|希望)(?:知道|了解|问|请教|咨询|查)(?:一下|下|的是)?"
    r"|(?:can|could|would|will) you (?:please )?(?:tell me|let me know|check|find out)(?= )"
    r"|please (?:tell me|let me know|check|find out)(?= )"
    r"|i(?:'d| would)? (?:like|want) to (?:know|ask)(?= ))"
    r"(?:有关|关于)?[\s,，:：]*"
)
"""A request to look something up, before what is asked; 查处, 查获 and 查明 are words of reports."""
_THANKS: Final = re.compile(
    r"(?<=[\s,，。.!！?？~;；、…])(?:(?:非常|十分|多|太)?(?:谢谢|感谢|多谢|谢了|谢啦|拜托|麻烦|辛苦)(?:[了啦]|[你您]们?|大家)*"
    r"|在线等|急|很急|thanks?(?: you)?(?: very much| so much| a lot| in advance)?|pls|please)"
    r"[\s呀啊哦啦了,，。.!！~…]*$",
    re.IGNORECASE,
)
"""Thanks behind a question, parted from it by a mark or a space; 对谁表示感谢 asks."""
_HAN: Final = "\u4e00-\u9fff"
_SPLIT_ASKING: Final = re.compile(
    rf"(?<=多少)\s+(?=[{_HAN}])|(?<=[几哪])\s+(?=[{_HAN}])|(?<=什么)\s+(?=时候|时间|地方|意思|原因|人)|(?<=[是叫指])\s+(?=什么|多少|谁|哪|啥)"
)
"""Spaces inside the words that ask (多少 场, 什么 时候, 是 谁)."""
_MARK: Final = re.compile(r"(?<=[?？])\s*(?=[^\s”’」』）)\"])|[;；]\s*(?=\S)")
_ASKS: Final = re.compile(
    r"多少|几(?!乎|经|番|代|度)|谁|哪[个位家年天里些一几]|什么时候|何时|为什么|为何|是什么|有什么|指什么|多[久长大高]"
    r"|\b(?:how (?:many|much|long)|what|who|when|where|which|why)\b"
)
_LEAST: Final = 5
"""Characters of the shortest question of its own; 是谁？ belongs to the one before."""


def plain_words(text: str) -> str:
    """Drop the courtesies around a question; what is nothing else, or asks for no report at all, stays as it is."""
    bare = without_opening(text)
    if is_out_of_scope(bare):
        return bare
    while (shorter := _without_courtesy(bare)) != bare:
        bare = shorter
    return _SPLIT_ASKING.sub("", bare)


def questions_in(text: str) -> tuple[str, ...]:
    """Tell apart the questions of one message, parted by question marks or semicolons; mostly there is one.

    A remark behind a question (最少得花多久？报告怎么说的？) is none of its own, nor is what asks nothing definite.
    """
    parts = [part.strip() for part in _MARK.split(text) if part.strip()]
    if len(parts) < 2 or not all(len(part) >= _LEAST and _ASKS.search(fold(part)) for part in parts):
        return (text,)
    return tuple(parts)


def _without_courtesy(text: str) -> str:
    request = _REQUEST.match(fold(text))
    rest = text[request.end() :] if request else text
    thanked = _THANKS.search(rest)
    rest = without_opening(rest[: thanked.start()].rstrip(" ,，、;；~…") if thanked else rest)
    return rest if any(map(str.isalnum, rest)) else text
