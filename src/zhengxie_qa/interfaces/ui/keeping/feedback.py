"""What people say of answers that were wrong: rows of a question set beside the index, which ``evaluate`` reads.

A row holds the question, the words that would have been right (or that the corpus does not say it), and what was
answered instead, from which state of the index. Rows are only ever added; the owner edits the file.
"""

import json
import os
import re
import secrets
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import Field, model_validator

from zhengxie_qa import __version__
from zhengxie_qa.corpus.offsets import to_raw
from zhengxie_qa.errors import InputError, Said, TooLargeError
from zhengxie_qa.index.disk.folder import FEEDBACK
from zhengxie_qa.index.disk.refusals import disk_errors
from zhengxie_qa.interfaces.http.schemas import MAX_HISTORY, MAX_QUOTE, Flag, Offset, Request, ShortText, TurnIn
from zhengxie_qa.interfaces.payloads import Json
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.types import MAX_QUESTION, Document

ADDED: Final = "/page/feedback"
LARGEST: Final = 64 * 1024 * 1024
"""Bytes of the file; strangers shall not fill the disk."""
LONGEST: Final = 2_000
"""Characters of the right words."""
_LINE_ENDS: Final = re.compile("[\u0085\u2028\u2029]")
"""What some readers of lines take for the end of one."""


class Answered(Request):
    """What the page answered, as it was kept with the question."""

    text: Annotated[str, Field(max_length=MAX_QUOTE)] | None = None
    confidence: float | None = None
    doc_id: ShortText | None = None
    file: Annotated[str, Field(max_length=1_000)] | None = None
    start: int | None = None
    end: int | None = None


class Marked(Request):
    """Where words that a person marked stand, in code points of the document's text."""

    doc_id: ShortText
    start: Offset
    end: Offset


class Complaint(Request):
    """What one person says of one answer."""

    question: Annotated[str, Field(min_length=1, max_length=MAX_QUESTION, pattern=r"\S")]
    history: list[TurnIn] = Field(default=[], max_length=MAX_HISTORY)
    right: Annotated[str, Field(max_length=LONGEST)] = Field(description="The right words; empty where there are none.")
    absent: Flag = Field(description="Whether the corpus does not say it.")
    place: Marked | None = Field(default=None, description="Where the right words stand, if they were marked.")
    answered: Answered
    generation: ShortText

    @model_validator(mode="after")
    def _says_what(self) -> "Complaint":
        """Refuse what says neither what would be right nor that nothing would."""
        if bool(self.right.strip()) == self.absent or (self.absent and self.place):
            raise ValueError("give the right words, or say that the corpus does not have them")
        return self

    def to_row(self, source: Document | None) -> Json:
        """The row of a question set.

        :param source: the document in which the right words were marked.
        :raises InputError: if they don't stand there.
        """
        row: Json = {"id": f"feedback-{secrets.token_hex(6)}", "question": self.question.strip()}
        row |= {"answers": [], "is_impossible": True} if self.absent else {"answers": [self._right_in(source)]}
        row |= {"doc": source.info.file} if source else {}
        row |= {"history": [turn.model_dump(exclude_none=True) for turn in self.history]} if self.history else {}
        return row | {
            "answered": self.answered.model_dump(),
            "index": self.generation,
            "version": __version__,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
        }

    def _right_in(self, source: Document | None) -> Json:
        """The right words, with their place in the file as evaluation reads it where they stand in it as they are."""
        words = self.right.strip()
        if source is None or self.place is None:
            return {"text": words}
        if source.text[self.place.start : self.place.end] != words:
            raise InputError(
                Said(
                    "The words that were marked do not stand there any more. Mark them again.",
                    "标出的原文已经变动，请重新标出。",
                )
            )
        start, _ = to_raw(source.segments, self.place.start, self.place.end)
        return {"text": words, **({"answer_start": start} if source.raw_text.startswith(words, start) else {})}


class Feedback:
    """Adds rows to the file.

    :param folder: of the index.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FEEDBACK
        self._lock = threading.Lock()

    def add(self, complaint: Complaint, source: Document | None = None) -> str:
        """Add a row, durably; give its id.

        :param source: the document in which the right words were marked.
        :raises InputError: if they don't stand there.
        :raises TooLargeError: if the file has grown too large.
        :raises StorageError: if the disk refuses.
        """
        row = complaint.to_row(source)
        line = _LINE_ENDS.sub(_escaped, json.dumps(row, ensure_ascii=False)) + "\n"
        with self._lock, disk_errors(self._path.parent):
            if self._path.exists() and self._path.stat().st_size > LARGEST:
                raise TooLargeError(
                    Said(
                        f"{FEEDBACK} beside the index has grown too large. Its owner should move it away.",
                        f"索引旁的 {FEEDBACK} 太大了，请管理员移走。",
                    )
                )
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        return str(row["id"])


def router(service: Service) -> APIRouter:
    """The route of the page that takes what people say."""
    routes = APIRouter()
    feedback = Feedback(service.settings.index_dir)

    @routes.post(ADDED, status_code=201)
    @service.reads.queued
    def add(body: Complaint) -> Json:
        source = service.document(body.place.doc_id) if body.place else None
        return {"id": feedback.add(body, source)}

    return routes


def _escaped(found: "re.Match[str]") -> str:
    return f"\\u{ord(found.group()):04x}"
