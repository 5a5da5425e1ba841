"""What can be set from outside: environment ``ZHENGXIE_QA_*`` or a ``.env`` file, read once, checked, frozen.

Nothing else in the product reads the environment; other floors receive plain values. An unknown or impossible value
is a :class:`SettingError` that names the setting, what came and what is valid.
"""

import os
import socket
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from zhengxie_qa.bundled import BUNDLED
from zhengxie_qa.errors import SettingError
from zhengxie_qa.interfaces.limits import MEGABYTE
from zhengxie_qa.types import MAX_TOP_K

ENV_PREFIX = "ZHENGXIE_QA_"
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
ANY_HOST = "*"
ANY_ADDRESS = "any address"
"""Stands for every host written as numbers: a foreign website can lend its name to this server, never its numbers."""
_TEST_ONLY = frozenset({"DATA"})
"""Names under our prefix that the test suite uses and the product does not."""


class LogLevel(StrEnum):
    """How much is written to the log."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Settings(BaseSettings):
    """Every setting of the product; the environment name is the field in capitals after ``ZHENGXIE_QA_``."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    index_dir: Path = Field(default=Path("indexes/default"), description="Folder that holds the index.")
    corpus_dir: Path = Field(default=Path("corpus"), description="Folder of articles that `make run` indexes.")
    encoder: str = Field(
        default=BUNDLED,
        min_length=1,
        description="`bundled`, a local model folder, or a hub name (BAAI/bge-small-zh-v1.5).",
    )
    reader: str = Field(
        default=BUNDLED, min_length=1, description="`bundled`, `rules`, a local folder, or a hub extractive QA model."
    )
    reader_windows: int = Field(
        default=10,
        ge=1,
        le=10,
        description="Windows of text the bundled reader reads for a question at most; 2 is fast.",
    )
    reranker: str | None = Field(default=None, description="Optional cross-encoder: a local folder or a hub name.")
    device: str = Field(
        default="cpu", pattern=r"^(cpu|mps|cuda(:\d+)?)$", description="Where hub models run: cpu, mps, cuda or cuda:N."
    )
    synonyms: Path | None = Field(
        default=None, description="Your own two-column synonyms file (UTF-8), read again when it changes."
    )
    host: str = Field(default="127.0.0.1", min_length=1, description="Address the server listens on.")
    port: int = Field(default=7860, ge=0, le=65535, description="Port the server listens on; 0 takes a free one.")
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Host names to answer to, comma-separated; by default this machine's own. `*` is any.",
    )
    open: bool = Field(
        default=False, description="Let everyone who reaches the server ask, read, add and delete: no keys."
    )
    title: str | None = Field(default=None, max_length=60, description="Title of the page; by default the product's.")
    top_k: int = Field(
        default=10, ge=1, le=MAX_TOP_K, description="Passages read for a question unless the request says."
    )
    max_upload_mb: float = Field(
        default=20.0, gt=0, le=1024, description="Largest file accepted for upload, in megabytes."
    )
    keep_originals: bool = Field(
        default=True, description="Keep PDF and Office files in the index, to show their pages; if not, none stays."
    )
    offer_originals: bool = Field(default=True, description="Whether the files kept may be downloaded.")
    max_waiting: int = Field(
        default=256,
        ge=1,
        le=100_000,
        description="Questions waiting at most; so many changes, and so many look-ups. Beyond it: 503, come again.",
    )
    log_level: LogLevel = Field(default=LogLevel.INFO, description="debug, info, warning or error.")
    log_questions: bool = Field(
        default=False, description="Write the words of questions into log and audit.jsonl; off for privacy."
    )

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: object) -> object:
        """Read ``a, b`` as two names."""
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _lower_level(cls, value: object) -> object:
        """Accept ``INFO`` for ``info``."""
        return value.lower() if isinstance(value, str) else value

    @field_validator("reranker", "synonyms", "title", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        """Treat an empty variable as not set."""
        return None if value == "" else value

    @property
    def max_upload_bytes(self) -> int:
        """The upload limit in bytes."""
        return int(self.max_upload_mb * MEGABYTE)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Host names the server answers to: those set, else this machine's own.

        Beyond loopback, :data:`ANY_ADDRESS` is among them. :data:`ANY_HOST`, which only a person can set, is any.
        """
        if self.allowed_hosts or is_loopback(self.host):
            return self.allowed_hosts or LOOPBACK_NAMES
        own = socket.gethostname().lower()
        return (*LOOPBACK_NAMES, ANY_ADDRESS, self.host.lower(), own, f"{own}.local")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server bound to ``host``."""
    return host in {"localhost", "::1"} or host.startswith("127.")


def load_settings(**overrides: Any) -> Settings:
    """Read the environment and ``.env``.

    :param overrides: values that win over the environment, by field name; ``None`` means not given.
    :raises SettingError: if a value is unknown or impossible.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    unknown = sorted(given.keys() - Settings.model_fields.keys())
    if unknown:
        valid = ", ".join(sorted(Settings.model_fields))
        raise SettingError(f"There is no setting named {', '.join(unknown)}. The settings are: {valid}.")
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingError(_explain(error)) from error
    except (UnicodeDecodeError, OSError) as error:
        raise SettingError(f"The file .env cannot be read ({error}). Save it as UTF-8 text or remove it.") from error


def unknown_variables(environment: Iterable[str] | None = None) -> list[str]:
    """List environment variables that carry our prefix but name no setting, most likely spelling mistakes.

    :param environment: variable names; the process environment by default.
    """
    names = os.environ if environment is None else environment
    known = {field.upper() for field in Settings.model_fields} | _TEST_ONLY
    return sorted(
        name for name in names if name.upper().startswith(ENV_PREFIX) and name.upper()[len(ENV_PREFIX) :] not in known
    )


def _explain(error: ValidationError) -> str:
    """One sentence per wrong setting: its name, what came, what is valid."""
    return " ".join(_explain_one(problem) for problem in error.errors())


def _explain_one(problem: Any) -> str:
    field = str(problem["loc"][0])
    came = problem.get("input")
    if field == "log_level":
        expected = "one of " + ", ".join(level.value for level in LogLevel)
    elif field == "device":
        expected = "cpu, mps, cuda or cuda:N"
    else:
        expected = problem["msg"][:1].lower() + problem["msg"][1:]
    return f"{ENV_PREFIX}{field.upper()} is {came!r}, which does not work: expected {expected}."
