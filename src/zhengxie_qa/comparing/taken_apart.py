"""What a question about many documents asks of each: 各省2026年GDP目标是多少 asks each 2026年GDP目标是多少.

Only the words that say across what to compare, and which end of the figures is meant, are read and taken out. A
question with none of them is asked of every document as it stands.
"""

from zhengxie_qa.comparing.asked import Asked
from zhengxie_qa.comparing.asked_in_chinese import in_chinese
from zhengxie_qa.comparing.asked_in_english import in_english
from zhengxie_qa.question.alone import language_of
from zhengxie_qa.question.wording import plain_words
from zhengxie_qa.types import Language


def taken_apart(text: str) -> Asked:
    """Take a question about many documents apart."""
    plain = plain_words(text.strip())
    return in_chinese(plain) if language_of(plain) is Language.ZH else in_english(plain)
