"""Keys that people and programs show: made at random, kept as digests in ``keys.json`` beside the index.

A key is ``zq_<id>_<secret>``. Its secret has 256 random bits, which nobody guesses, so a plain SHA-256 keeps it as safe
as a slow password hash would, and each request is checked in microseconds. The file is read again when it changes.
"""

import hmac
import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from filelock import FileLock

from zhengxie_qa.errors import InputError, NotFoundError, StorageError
from zhengxie_qa.index.disk.folder import KEYS, write_durably
from zhengxie_qa.index.disk.refusals import disk_errors

PREFIX: Final = "zq"
ID_BYTES, SECRET_BYTES = 4, 32
MANY_A_MINUTE: Final = 600
LONGEST: Final = 200
"""Characters of what may be a key; longer words are not even hashed."""
LONGEST_NAME: Final = 60


class Scope(StrEnum):
    """What a key opens."""

    ASK = "ask"
    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


class Standing(StrEnum):
    """Whether a key still opens anything."""

    GOOD = "good"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key.

    :param digest: SHA-256 of the whole key.
    :param expires: the last day on which it opens anything, by this machine's clock.
    :param per_minute: requests that it may make in a minute.
    """

    key_id: str
    name: str
    scopes: tuple[Scope, ...]
    digest: str
    created: str
    expires: str | None = None
    revoked: str | None = None
    per_minute: int = MANY_A_MINUTE

    @property
    def standing(self) -> Standing:
        """What it is now."""
        if self.revoked:
            return Standing.REVOKED
        today = datetime.now().astimezone().date()
        return Standing.EXPIRED if self.expires and date.fromisoformat(self.expires) < today else Standing.GOOD

    def opens(self, wanted: Iterable[Scope]) -> bool:
        """Whether it may do what needs these scopes; ``admin`` may do everything."""
        return Scope.ADMIN in self.scopes or set(wanted) <= set(self.scopes)


class KeyRing:
    """The keys of one index.

    :param folder: of the index; made with the first key.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / KEYS
        self._read: tuple[object, tuple[Key, ...]] = (None, ())

    def all(self) -> tuple[Key, ...]:
        """Give all keys, in the order in which they were made.

        :raises StorageError: if their file cannot be read.
        """
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise self._unreadable() from error
        stamp = found.st_mtime_ns, found.st_size, found.st_ino
        known, keys = self._read
        if known != stamp:
            keys = self._load()
            self._read = stamp, keys
        return keys

    def shown(self, words: str) -> Key | None:
        """Give the key that someone shows, whatever its standing; None if it is none of ours."""
        if len(words) > LONGEST:
            return None
        digest = _digest(words)
        return next((key for key in self.all() if hmac.compare_digest(key.digest, digest)), None)

    def add(
        self, name: str, *, scopes: Iterable[Scope], expires: str | None = None, per_minute: int = MANY_A_MINUTE
    ) -> tuple[Key, str]:
        """Make a key; give what is kept of it, and the key itself, which is not kept.

        :raises InputError: if the name cannot be used or no scope is given.
        """
        name, chosen = name.strip(), tuple(dict.fromkeys(scopes))
        if not 0 < len(name) <= LONGEST_NAME or not name.isprintable() or not chosen:
            raise InputError(
                f"A key needs a name of 1 to {LONGEST_NAME} characters and a scope. Say who will use it, and for what."
            )
        with self._changing():
            taken = {key.key_id for key in self.all()}
            key_id = next(each for each in iter(lambda: secrets.token_hex(ID_BYTES), "") if each not in taken)
            words = f"{PREFIX}_{key_id}_{secrets.token_urlsafe(SECRET_BYTES)}"
            key = Key(key_id, name, chosen, _digest(words), _now(), expires=expires, per_minute=per_minute)
            self._save((*self.all(), key))
        return key, words

    def revoke(self, key_id: str) -> Key:
        """Make a key open nothing from now on; one that was revoked before stays as it is.

        :raises NotFoundError: if there is none of that id.
        """
        with self._changing():
            keys = {key.key_id: key for key in self.all()}
            if key_id not in keys:
                raise NotFoundError(f"There is no key {key_id!r}. List them with `zhengxie-qa keys list`.")
            keys[key_id] = replace(keys[key_id], revoked=keys[key_id].revoked or _now())
            self._save(tuple(keys.values()))
            return keys[key_id]

    def _changing(self) -> FileLock:
        with disk_errors(self._path.parent):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return FileLock(self._path.with_name(f".{KEYS}.lock"))

    def _load(self) -> tuple[Key, ...]:
        try:
            rows = json.loads(self._path.read_text(encoding="utf-8"))["keys"]
            return tuple(_key(row) for row in rows)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise self._unreadable() from error

    def _save(self, keys: Iterable[Key]) -> None:
        content = json.dumps({"format": 1, "keys": [asdict(key) for key in keys]}, ensure_ascii=False, indent=1)
        with disk_errors(self._path.parent):
            write_durably(self._path, content.encode())
            self._path.chmod(0o600)

    def _unreadable(self) -> StorageError:
        return StorageError(
            f"The keys in {self._path} cannot be read. Put the file back from a backup, or remove it and make new ones."
        )


def _key(row: dict[str, Any]) -> Key:
    key = Key(**{**row, "scopes": tuple(Scope(each) for each in row["scopes"])})
    if key.expires:
        date.fromisoformat(key.expires)
    return key


def _digest(words: str) -> str:
    return sha256(words.encode("utf-8", "replace")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
