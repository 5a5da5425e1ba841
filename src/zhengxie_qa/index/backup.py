"""An index in one file, taken while it is in use, and put back from it: what cannot be built again, nothing else.

The file is a ZIP with a ``MANIFEST.json`` that holds size and SHA-256 of every other file: the database as it was at
one moment, the files kept of documents, those that came by upload, feedback, keys and the record. Generations are built
anew from the database when it is put back. Settings, ``.env`` and the articles' own folders are not in it.
"""

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from zhengxie_qa import __version__
from zhengxie_qa.errors import IndexBusyError, IndexDamagedError, InputError
from zhengxie_qa.index.check import look
from zhengxie_qa.index.disk.folder import (
    AUDIT,
    DATABASE,
    FEEDBACK,
    KEYS,
    ORIGINALS,
    UPLOADS,
    sync_folder,
    was_there,
    writer_lock,
)
from zhengxie_qa.index.disk.refusals import disk_errors
from zhengxie_qa.index.disk.scratch import scratch_folder
from zhengxie_qa.index.encoders.protocol import Encoder
from zhengxie_qa.index.store.rows import Entry
from zhengxie_qa.index.store.store import Store
from zhengxie_qa.index.store.writable import WritableStore
from zhengxie_qa.index.writing.build import bring_up_to_date
from zhengxie_qa.index.writing.sources import origin_path

MANIFEST: Final = "MANIFEST.json"
FORMAT: Final = 1
BESIDE: Final = (FEEDBACK, KEYS, AUDIT)
"""What lies beside the database and is only ever added to, or replaced whole."""
_PRIVATE: Final = frozenset({KEYS, AUDIT})
_KNOWN: Final = re.compile(
    rf"{re.escape(DATABASE)}|{'|'.join(map(re.escape, BESIDE))}|{ORIGINALS}/[0-9a-f]{{64}}|{UPLOADS}/[^/\\.][^/\\]*"
)
"""Names that a backup may hold; nothing else is ever written."""
_ATTEMPTS: Final = 5
_PAUSE_SECONDS: Final = 0.3
_CHUNK_BYTES: Final = 1 << 20
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""What ZIP can tell of times."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup holds.

    :param at: when the database was copied.
    :param seq: the newest change in it.
    :param missing: files of documents that should have been there and were not, or not as they were kept.
    :param files: name → [bytes, sha256].
    """

    at: str
    program: str
    identity: str
    seq: int
    documents: int
    passages: int
    missing: tuple[str, ...]
    files: dict[str, tuple[int, str]]
    format: int = FORMAT

    @property
    def bytes(self) -> int:
        """What all files come to."""
        return sum(size for size, _ in self.files.values())


def backup(directory: Path | str, target: Path) -> Saved:
    """Write everything of an index into one new file, also while others ask and write.

    :raises InputError: if there is such a file already, or its folder does not exist.
    :raises IndexMissingError: if there is no index.
    :raises IndexDamagedError: if it is not sound: a backup of it would take the place of a good one.
    :raises StorageError: if a disk refuses.
    """
    source = Path(directory)
    if target.exists() or not target.parent.is_dir():
        raise InputError(f"{target} exists, or its folder does not. Name a new file in a folder that is there.")
    with disk_errors(target.parent), scratch_folder(".backup-", parent=target.parent) as scratch:
        before: Saved | None = None
        for attempt in range(_ATTEMPTS):
            packed = scratch / f"{attempt}.zip"
            saved = _packed(source, scratch, packed)
            if not saved.missing or (before and before.missing == saved.missing):
                packed.replace(target)
                sync_folder(target.parent)
                return saved
            packed.unlink()  # a file went or came while it was being packed, or is really missing: looking again tells
            before = saved
            time.sleep(_PAUSE_SECONDS)
    raise IndexBusyError(f"The index in {source} changes faster than it can be copied. Try again in a moment.")


def restore(archive: Path, directory: Path | str, *, encoder: Encoder) -> Saved:
    """Make an index from a backup where there is none, and compare everything in it with its checksum.

    :raises InputError: if the file is no backup or is not whole, or there is an index in the folder.
    :raises IndexDamagedError: if what was put back is not sound.
    :raises StorageError: if the disk refuses.
    """
    target = Path(directory)
    with disk_errors(target), _opened(archive) as (packed, saved):
        target.mkdir(parents=True, exist_ok=True)
        with writer_lock(target), scratch_folder(".restore-", parent=target) as scratch:
            if was_there(target) or any((target / name).exists() for name in (DATABASE, *BESIDE)):
                raise InputError(f"There is an index in {target}. Name another folder with --index, or move it away.")
            for name in saved.files:
                _unpack(packed, name, scratch / name, saved)
            for name in sorted(saved.files, key=lambda each: each == DATABASE):  # it comes last: then all is there
                (target / name).parent.mkdir(exist_ok=True)
                (scratch / name).replace(target / name)
            for folder in (UPLOADS, ORIGINALS, "."):
                if (target / folder).is_dir():
                    sync_folder(target / folder)
            with closing(WritableStore.open(target)) as store:
                bring_up_to_date(target, store, encoder=encoder)
    condition = look(target)
    found = condition.manifest
    if condition.problems or found is None or (found.documents, found.passages) != (saved.documents, saved.passages):
        raise IndexDamagedError(" ".join(condition.problems) or f"{target} does not hold what {archive} says.")
    return saved


def _packed(source: Path, scratch: Path, target: Path) -> Saved:
    """Pack an index as it is now."""
    copy = scratch / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with closing(Store.look(source)) as store:
        store.copy_to(copy / DATABASE)
    with closing(Store.look(copy)) as store:
        identity, seq = store.identity, store.seq()
        entries = store.entries(seq)
        store.check_structure()
        if problems := store.problems(seq):
            raise IndexDamagedError(f"In the database, {problems[0]} is not what was written: ingest it again first.")
    missing: list[str] = []
    with ZipFile(target, "x", ZIP_DEFLATED, compresslevel=1) as packed:
        target.chmod(0o600)  # the record may hold questions
        files = {DATABASE: _pack(packed, copy / DATABASE, DATABASE)}
        for name, digest in _kept(entries, source).items():
            try:
                files[name] = _pack(packed, source / name, name)
            except FileNotFoundError:
                missing.append(name)
            else:
                missing += [] if files[name][1] == digest else [name]
        files |= {name: _pack(packed, source / name, name) for name in BESIDE if (source / name).exists()}
        passages = sum(entry.end_number - entry.first_number for entry in entries)
        saved = Saved(at, __version__, identity, seq, len(entries), passages, tuple(missing), files)
        packed.writestr(MANIFEST, json.dumps(asdict(saved), ensure_ascii=False, indent=1))
    with target.open("rb") as handle:
        os.fsync(handle.fileno())
    return saved


def _kept(entries: Sequence[Entry], source: Path) -> dict[str, str]:
    """Name the files that are kept of documents, with the SHA-256 of what each should hold."""
    kept = {f"{ORIGINALS}/{entry.digest}": entry.digest for entry in entries}
    uploaded = {f"{UPLOADS}/{origin_path(each.origin, source).name}": each.digest for each in entries if each.uploaded}
    return {name: digest for name, digest in kept.items() if (source / name).exists()} | uploaded


def _pack(packed: ZipFile, path: Path, name: str) -> tuple[int, str]:
    """Put a file into the archive, and give size and SHA-256 of what was put there."""
    digest, size = hashlib.sha256(), 0
    info = ZipInfo(name, date_time=max(time.localtime(path.stat().st_mtime)[:6], _EARLIEST))
    info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
    with path.open("rb") as reading, packed.open(info, "w", force_zip64=True) as writing:
        while chunk := reading.read(_CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
            writing.write(chunk)
    return size, digest.hexdigest()


@contextmanager
def _opened(archive: Path) -> Iterator[tuple[ZipFile, Saved]]:
    """Open a backup with what it says of itself.

    :raises InputError: if it is none, or is not whole.
    """
    try:
        packed = ZipFile(archive)
    except (OSError, BadZipFile) as error:
        raise InputError(f"{archive} is no backup of zhengxie-qa, or not the whole of it ({error}).") from error
    with packed:
        try:
            values: dict[str, Any] = json.loads(packed.read(MANIFEST))
            values["files"] = {str(name): (int(size), str(sha)) for name, (size, sha) in values["files"].items()}
            saved = Saved(**{**values, "missing": tuple(values["missing"])})
        except (KeyError, ValueError, TypeError, BadZipFile) as error:
            raise InputError(f"{archive} is no backup of zhengxie-qa: its {MANIFEST} cannot be read.") from error
        held = set(packed.namelist()) - {MANIFEST}
        if saved.format != FORMAT or held != saved.files.keys() or not all(map(_KNOWN.fullmatch, held)):
            raise InputError(f"{archive} was made by another version, or altered: it holds other files than it says.")
        yield packed, saved


def _unpack(packed: ZipFile, name: str, target: Path, saved: Saved) -> None:
    """Write one file of a backup, and compare it with what the backup says of it."""
    target.parent.mkdir(exist_ok=True)
    digest, size = hashlib.sha256(), 0
    try:
        target.touch(0o600 if name in _PRIVATE else 0o666)
        with packed.open(name) as reading, target.open("wb") as writing:
            while chunk := reading.read(_CHUNK_BYTES):
                digest.update(chunk)
                size += len(chunk)
                writing.write(chunk)
            writing.flush()
            os.fsync(writing.fileno())
    except BadZipFile as error:
        raise InputError(f"{name} in {packed.filename} is damaged ({error}). Take an earlier backup.") from error
    if (size, digest.hexdigest()) != saved.files[name]:
        raise InputError(f"{name} in {packed.filename} is not what was saved. Take an earlier backup.")
