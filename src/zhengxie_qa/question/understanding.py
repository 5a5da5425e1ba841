"""The one entry: a person's words are checked and, with what was asked before them, become a question understood.

A follow-up is completed, English is rendered once, and kind, unit, names, years, places and outlook are found; all that
comes later asks the object.
"""

from collections.abc import Sequence
from dataclasses import replace

from zhengxie_qa.corpus.invisible import without_invisible
from zhengxie_qa.errors import QuestionError, Said
from zhengxie_qa.question.alone import understand_alone
from zhengxie_qa.question.followup.complete import complete
from zhengxie_qa.question.question import Question, Translator
from zhengxie_qa.question.wording import plain_words
from zhengxie_qa.types import MAX_QUESTION, Turn


def understand(
    text: str, history: Sequence[Turn] = (), *, as_of: str | None = None, translator: Translator | None = None
) -> Question:
    """Understand a question.

    :param history: earlier turns, oldest first, from which a follow-up such as 那浙江呢 is completed.
    :param as_of: ISO date or year against which 去年 or 今年 is read, e.g. that of the newest article.
    :param translator: renders English in Chinese; without one an English question is matched as it is.
    """
    earlier = [replace(turn, question=without_invisible(turn.question).text) for turn in history]
    return understand_alone(
        complete(plain_words(text.strip()), earlier, translator=translator), as_of=as_of, translator=translator
    )


def valid(question: str) -> str:
    """Check a question or query; take off the space around it and the invisible characters that copying left in it.

    :raises QuestionError: if it is empty, too long or not text.
    """
    if not isinstance(question, str):
        raise QuestionError(f"A question is text, but {type(question).__name__} came. Send a string.")
    stripped = without_invisible(question).text.strip()
    if not any(character.isalnum() for character in stripped):
        raise QuestionError(
            Said(
                "The question is empty. Type a question, for example: How many consultations were held?",
                "问题是空的。请输入问题，例如：市政协组织了多少场“深聊会”？",
            )
        )
    if len(stripped) > MAX_QUESTION:
        raise QuestionError(
            Said(
                f"The question has {len(stripped)} characters; at most {MAX_QUESTION} can be answered. Shorten it.",
                f"问题有 {len(stripped)} 个字，最多 {MAX_QUESTION} 个字。请缩短后再问。",
            )
        )
    return stripped
