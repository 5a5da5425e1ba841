"""Short texts that do not say their encoding, names of files and headings of messages: UTF-8 or what Chinese Windows
writes. Longer texts are judged by how likely their words are (``load.encodings``); these are too short for that.
"""

import re
from typing import Final

_CHINESE: Final = re.compile(r"[\0-\x7f\u00b7\u2000-\u206f\u2460-\u24ff\u2e80-\U0003ffff]*")
"""What is written in Chinese text: ``通知`` in GBK is two letters of other scripts in UTF-8 by chance."""


def read_unlabelled(written: bytes) -> str:
    """Decode a short text, as UTF-8 where that gives Chinese or ASCII, else as GB18030, else as UTF-8 after all."""
    try:
        text = written.decode("utf-8")
    except UnicodeDecodeError:
        return written.decode("gb18030", errors="replace")
    if _CHINESE.fullmatch(text):
        return text
    try:
        return written.decode("gb18030")
    except UnicodeDecodeError:
        return text
