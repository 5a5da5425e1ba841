"""The record of who did what: a line of JSON for each question, change, sign-in and refusal, only ever added to.

``audit.jsonl`` lies beside the index. The words of questions are in it only where the settings say so. What a program
does of itself, such as trying the page's examples, has nobody behind it and is not recorded.
"""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from zhengxie_qa.index.disk.folder import AUDIT
from zhengxie_qa.index.disk.refusals import disk_errors
from zhengxie_qa.interfaces.access.keys import Key


class Did(StrEnum):
    """What was done."""

    ASK = "ask"
    SEARCH = "search"
    COMPARE = "compare"
    UPLOAD = "upload"
    REMOVE = "remove"
    EDIT = "edit"
    SIGN_IN = "sign-in"
    REFUSED = "refused"
    KEY_ADDED = "key-added"
    KEY_REVOKED = "key-revoked"


CHANGES: Final = frozenset({Did.UPLOAD, Did.REMOVE, Did.EDIT, Did.KEY_ADDED, Did.KEY_REVOKED})
"""What must have reached the disk before it is acknowledged."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who makes a request: from which address and, where keys are wanted, with which."""

    address: str
    key: Key | None = None


_visitor: ContextVar[Visitor | None] = ContextVar("visitor", default=None)


@contextmanager
def acting(visitor: Visitor | None) -> Iterator[None]:
    """Say for whom everything within is done, also what it puts into a queue."""
    token = _visitor.set(visitor)
    try:
        yield
    finally:
        _visitor.reset(token)


class Record:
    """Adds lines to the file.

    :param folder: of the index.
    :param with_questions: whether to write the words of questions.
    """

    def __init__(self, folder: Path, *, with_questions: bool) -> None:
        self._path = folder / AUDIT
        self._with_questions = with_questions
        self._lock = threading.Lock()

    def note(self, did: Did, *, question: str | None = None, **what: Any) -> None:
        """Add a line for the visitor at hand, if there is one.

        :param what: anything else that tells what it was done to.
        :raises StorageError: if the disk refuses; then nothing is acknowledged.
        """
        visitor = _visitor.get()
        if visitor is None:
            return
        known = {"question": question} if question is not None and self._with_questions else {}
        by = {"key": visitor.key.key_id, "name": visitor.key.name} if visitor.key else None
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = {"at": now, "did": did.value, "by": by, "address": visitor.address, **known, **what}
        content = json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        with self._lock, disk_errors(self._path.parent):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(descriptor, content)
                if did in CHANGES:
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)
