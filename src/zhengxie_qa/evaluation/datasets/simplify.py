"""Traditional → Simplified for a whole example, character for character, so that every offset stays true."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from zhengxie_qa.evaluation.examples import Example, GoldAnswer
from zhengxie_qa.types import Turn


def simplified(example: Example) -> Example:
    """The same example in Simplified characters; a gold with a place is cut anew from the converted context."""
    context = None if example.context is None else to_simplified(example.context)
    return replace(
        example,
        question=to_simplified(example.question),
        context=context,
        answers=tuple(_gold(gold, context) for gold in example.answers),
        alternatives=tuple(to_simplified(each) for each in example.alternatives),
        history=tuple(
            Turn(to_simplified(turn.question), None if turn.answer is None else to_simplified(turn.answer))
            for turn in example.history
        ),
    )


def _gold(gold: GoldAnswer, context: str | None) -> GoldAnswer:
    if context is None or gold.start is None:
        return GoldAnswer(to_simplified(gold.text), gold.start)
    return GoldAnswer(context[gold.start : gold.end], gold.start)


def to_simplified(text: str) -> str:
    """OpenCC ``t2s`` with its phrase rules where they keep the length, else character by character.

    :returns: a string of exactly ``len(text)`` code points.
    """
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(_one(char) for char in text)


def _one(char: str) -> str:
    converted: str = _converter().convert(char)
    return converted if len(converted) == 1 else char


@lru_cache(maxsize=1)
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
