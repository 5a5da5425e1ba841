"""A name for the rules that readers rest on: it changes whenever their source, their word lists or their segmenter do.

Of the rules alone; weights have a fingerprint of their own, in the manifest beside them.
"""

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

RULES_LIE_IN: Final = (
    "types.py",
    "bundled.py",
    "text",
    "corpus/structure.py",
    "corpus/articles.py",
    "corpus/invisible.py",
    "corpus/offsets.py",
    "trees.py",
    "remembered.py",
    "question",
    "evidence",
    "reading",
)
"""Files and folders of the package that spans and their scores depend on, besides the weights."""
_LIBRARIES: Final = ("rjieba", "opencc", "onnxruntime", "tokenizers")
"""Segment, simplify, compute, cut into pieces: another version may read the same text otherwise."""
_PACKAGE: Final = Path(__file__).resolve().parent.parent


@lru_cache(maxsize=4)
def rules_fingerprint(package: Path = _PACKAGE) -> str:
    """Digest what the rules are made of.

    :param package: the folder that holds the rooms named in :data:`RULES_LIE_IN`.
    :returns: twelve hexadecimal digits; compiled files and caches do not count.
    """
    digest = hashlib.sha256(repr([(name, version(name)) for name in _LIBRARIES]).encode())
    for file in sorted(file for place in RULES_LIE_IN for file in _files(package / place)):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{file.relative_to(package).as_posix()}:{content}\n".encode())
    return digest.hexdigest()[:12]


def _files(place: Path) -> list[Path]:
    """The source and data files of a place, itself if it is one."""
    found = place.rglob("*") if place.is_dir() else [place]
    return [file for file in found if file.is_file() and "__pycache__" not in file.parts]
