"""Chinese surnames of one and of two characters: by which a personal name is told from other short words."""

from pathlib import Path
from typing import Final

from zhengxie_qa.text.word_lists import rows_of

_FILE: Final = Path(__file__).with_name("surnames.tsv")
COMMON_SURNAMES: Final = frozenset("".join(names for (names,) in rows_of(_FILE, "common")))
"""Those that, beginning a short word of which nothing else is known, make it likely a name."""
SURNAMES: Final = COMMON_SURNAMES | frozenset("".join(names for (names,) in rows_of(_FILE, "rarer")))
COMPOUND_SURNAMES: Final = tuple(name for (names,) in rows_of(_FILE, "compound") for name in names.split())


def may_be_name(text: str) -> bool:
    """Whether a text has the length and the beginning of a personal name: 王某, 李小明, 欧阳修, 司马相如."""
    if text.startswith(COMPOUND_SURNAMES):
        return 3 <= len(text) <= 4
    return 2 <= len(text) <= 3 and text[0] in SURNAMES
