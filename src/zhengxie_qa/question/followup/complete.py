"""Follow-up questions completed from what was asked before, by deterministic rewriting; no model.

那浙江呢？ takes the previous question and puts 浙江 in the place of its place; 其中市级的有多少？ takes its topic;
他是谁？ takes its answer. A question that stands on its own comes back unchanged.
"""

from collections.abc import Sequence
from typing import Final

from zhengxie_qa.question.alone import is_english, language_of
from zhengxie_qa.question.followup.chinese import completed_in_chinese
from zhengxie_qa.question.followup.english import completed_in_english, joins_in_english
from zhengxie_qa.question.question import Translator
from zhengxie_qa.types import Language, Turn

REMEMBERED: Final = 8
"""Earlier turns looked at; a follow-up further from its topic than that is asked in full anyway."""


def complete(question: str, history: Sequence[Turn], *, translator: Translator | None = None) -> str:
    """Complete a follow-up question so that it can be answered alone.

    :param translator: renders an English question on which a Chinese one follows.
    :param history: earlier turns, oldest first; follow-ups among them are completed first, in order.
    :returns: the completed question, or ``question`` itself where it stands on its own or nothing came before.
    """
    previous: Turn | None = None
    for turn in history[-REMEMBERED:]:
        previous = Turn(_completed(turn.question, previous, translator), turn.answer)
    return _completed(question, previous, translator)


def _completed(question: str, previous: Turn | None, translator: Translator | None) -> str:
    if previous is None or not previous.question.strip():
        return question
    wordless = not any(character.isalpha() for character in question)
    if language_of(previous.question if wordless else question) is Language.EN or joins_in_english(question):
        return completed_in_english(question, previous)
    rendered = translator.translate(previous.question) if translator and is_english(previous.question) else None
    return completed_in_chinese(question, Turn(rendered.chinese, previous.answer) if rendered else previous)
