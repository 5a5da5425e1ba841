"""Titles and offices of persons; the list is in ``offices.tsv``, whose head says what each part of it is for."""

import re
from pathlib import Path
from typing import Final

from zhengxie_qa.text.word_lists import any_of, listed

OFFICES: Final = Path(__file__).with_name("offices.tsv")
OFFICE: Final = re.compile(rf"(?:常务副|副|代)?{any_of(listed(OFFICES, 'exact'))}")
"""An office that one person holds, with the word that makes it another one before it."""


def titles(part: str) -> str:
    """The alternation of one part of the list.

    :param part: as its head names it, e.g. ``before-name``.
    """
    return any_of(listed(OFFICES, part))
