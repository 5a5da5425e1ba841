"""The one entry: a person's words, and what was asked before them, become a question understood.

A follow-up is completed, English is rendered once, and kind, unit, names, years, places and outlook are found; all that
comes later asks the object.
"""

from collections.abc import Sequence
from dataclasses import replace

from zhengxie_qa.corpus.invisible import without_invisible
from zhengxie_qa.question.alone import understand_alone
from zhengxie_qa.question.followup.complete import complete
from zhengxie_qa.question.question import Question, Translator
from zhengxie_qa.question.wording import plain_words
from zhengxie_qa.types import Turn


def understand(
    text: str, history: Sequence[Turn] = (), *, as_of: str | None = None, translator: Translator | None = None
) -> Question:
    """Understand a question.

    :param history: earlier turns, oldest first, from which a follow-up such as 那浙江呢 is completed.
    :param as_of: ISO date or year against which 去年 or 今年 is read, e.g. that of the newest article.
    :param translator: renders English in Chinese; without one an English question is matched as it is.
    """
    earlier = [replace(turn, question=without_invisible(turn.question).text) for turn in history]
    return understand_alone(complete(plain_words(text.strip()), earlier), as_of=as_of, translator=translator)
