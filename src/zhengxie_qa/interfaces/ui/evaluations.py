"""Files of the page: question sets that come in, reports and tables that go out; where they lie, and for how long.

A question set is deleted when it has been asked, and the oldest when too many wait. Reports and tables are kept until
newer ones take their place or the server stops. A server that was killed leaves its folder behind; the next one
removes it.
"""

import secrets
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Final

from fastapi import APIRouter, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from zhengxie_qa.errors import DatasetError, Said
from zhengxie_qa.index.disk.scratch import scratch_folder
from zhengxie_qa.index.writing.sources import safe_name
from zhengxie_qa.interfaces.http.middleware import QUESTION_SETS
from zhengxie_qa.interfaces.limits import MEGABYTE

KINDS: Final = (".csv", ".tsv", ".xlsx", ".jsonl", ".json")
REPORT: Final = "report.html"
PREDICTIONS: Final = "predictions.jsonl"
WORKBOOK: Final = "table.xlsx"
LINES: Final = "table.csv"
KEPT: Final = 8
"""Question sets that wait to be asked, and reports that can be downloaded."""
KEPT_TABLES: Final = 256
PREFIX: Final = "zhengxie-qa-page-"


class EvaluationDesk:
    """Takes in question sets and gives out reports, in a temporary folder of its own.

    :param largest: bytes of a question set.
    :param parent: where the folder is made; the system's place for temporary files by default.
    """

    def __init__(self, *, largest: int, parent: Path | None = None) -> None:
        self._largest = largest
        self._until_closed = ExitStack()
        self._folder = self._until_closed.enter_context(scratch_folder(PREFIX, parent=parent))
        self._sets, self._reports, self._tables = (self._folder / name for name in ("sets", "reports", "tables"))
        for folder in (self._sets, self._reports, self._tables):
            folder.mkdir()
        self.closing = threading.Event()

    def keep(self, name: str, content: IO[bytes]) -> str:
        """Keep a question set until it is asked; give the ticket that it is asked with.

        :raises DatasetError: if it is of no kind that is read, or too large.
        :raises FileError: if its name cannot be used.
        """
        bare = safe_name(name)
        if Path(bare).suffix.lower() not in KINDS:
            kinds = ", ".join(KINDS)
            raise DatasetError(
                Said(
                    f"{bare} cannot be read as a question set. Choose one of {kinds}.",
                    f"{bare} 不是问题集。请选择 {kinds} 中的一种。",
                )
            )
        words = content.read(self._largest + 1)
        if len(words) > self._largest:
            limit = f"{self._largest / MEGABYTE:g} MB"
            raise DatasetError(
                Said(
                    f"{bare} is larger than {limit}. Split the question set.",
                    f"{bare} 超过 {limit}。请分成几份问题集。",
                )
            )
        ticket, folder = self._new(self._sets)
        (folder / bare).write_bytes(words)
        return ticket

    @contextmanager
    def taken(self, ticket: str) -> Iterator[Path]:
        """Give a question set to be asked; it is deleted afterwards.

        :raises DatasetError: if it is not there any more.
        """
        folder = self._sets / ticket
        found = next(folder.iterdir(), None) if _is_ticket(ticket) and folder.is_dir() else None
        if found is None:
            raise DatasetError(
                Said(
                    "The question set is not there any more. Choose it again and run again.",
                    "问题集已经不在了。请重新选择，再开始评测。",
                )
            )
        try:
            yield found
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def reporting(self) -> Iterator[tuple[str, Path]]:
        """Give a ticket and a folder for a report; without a report at the end, nothing is kept."""
        ticket, folder = self._new(self._reports)
        try:
            yield ticket, folder
        finally:
            if self.closing.is_set() or not (folder / REPORT).exists():
                shutil.rmtree(folder, ignore_errors=True)

    def shelve(self, files: Mapping[str, bytes]) -> str:
        """Keep a table for download; give its ticket.

        :param files: content by name: :data:`WORKBOOK`, :data:`LINES`.
        """
        ticket, folder = self._new(self._tables, kept=KEPT_TABLES)
        for name, content in files.items():
            (folder / name).write_bytes(content)
        return ticket

    def report(self, ticket: str, name: str) -> Path | None:
        """Give a file of a report or a table, if there is such a one."""
        shelves = {REPORT: self._reports, PREDICTIONS: self._reports, WORKBOOK: self._tables, LINES: self._tables}
        file = shelves.get(name, self._reports) / ticket / name
        return file if _is_ticket(ticket) and name in shelves and file.is_file() else None

    def close(self) -> None:
        """Remove everything; evaluations that go on are told to stop by ``closing``."""
        self.closing.set()
        self._until_closed.close()

    def _new(self, parent: Path, *, kept: int = KEPT) -> tuple[str, Path]:
        by_age = sorted(parent.iterdir(), key=lambda folder: folder.stat().st_mtime_ns)
        for old in by_age[: max(0, len(by_age) - kept + 1)]:
            shutil.rmtree(old, ignore_errors=True)
        ticket = secrets.token_urlsafe(16)
        folder = parent / ticket
        folder.mkdir()
        return ticket, folder


def router(desk: EvaluationDesk) -> APIRouter:
    """The two routes of the page that carry files: a question set in, a report or table out, always as a download."""
    routes = APIRouter()

    @routes.post(QUESTION_SETS, status_code=201)
    def keep(file: UploadFile) -> dict[str, str]:
        return {"ticket": desk.keep(file.filename or "", file.file)}

    @routes.get("/page/reports/{ticket}/{name}")
    def report(ticket: str, name: str) -> FileResponse:
        file = desk.report(ticket, name)
        if file is None:
            raise HTTPException(404)
        return FileResponse(file, media_type="application/octet-stream", headers={"Content-Disposition": "attachment"})

    return routes


def _is_ticket(ticket: str) -> bool:
    return bool(ticket) and ticket.replace("-", "").replace("_", "").isalnum()
