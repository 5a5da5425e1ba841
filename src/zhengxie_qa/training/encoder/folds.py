"""Which documents' questions the encoder never learns from, so that others can tune on them."""

import hashlib

HELD_OUT_PARTS = 4
"""One document in this many is held out."""


def is_held_out(document: str) -> bool:
    """Tell whether all questions on this document are kept out of training.

    The choice depends on the file name alone, so that every recipe of the project can agree on it without a list.

    :param document: file name as in the ``doc`` field of a question row.
    """
    return hashlib.sha256(document.encode("utf-8")).digest()[0] % HELD_OUT_PARTS == 0
