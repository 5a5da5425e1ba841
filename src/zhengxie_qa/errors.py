"""The one family of errors this product raises, and nothing else.

::

    ZhengxieError
    ├── InputError              what a person gave us is wrong          (exit code 2, HTTP 422)
    │   ├── QuestionError       empty, too long, not text
    │   ├── FileError           a file that cannot be read as an article
    │   │   ├── UnsupportedFileError  its suffix is none that is read   (HTTP 415)
    │   │   └── TooLargeError   it is above the limit                   (HTTP 413)
    │   ├── DatasetError        a question set that cannot be read
    │   └── SettingError        a setting with an unknown or impossible value
    ├── NotAllowedError         what the settings of the server forbid  (exit code 2, HTTP 403)
    ├── NotFoundError           a document or passage that is not in the index  (exit code 2, HTTP 404)
    ├── IndexMissingError       no index where one was expected         (exit code 2, HTTP 503)
    ├── IndexClosedError        an engine or index used after it was closed   (exit code 1, HTTP 503)
    ├── OverloadedError         more work waits than can be done soon   (exit code 1, HTTP 503)
    ├── IndexBusyError          another process is writing              (exit code 1, HTTP 409)
    ├── IndexDamagedError       checksum or format mismatch that could not be mended  (exit code 1, HTTP 503)
    ├── StorageError            the disk below the index refuses: read-only, failing  (exit code 1, HTTP 503)
    │   └── DiskFullError       it has no room left                     (exit code 1, HTTP 507)
    ├── ModelError              a model folder that cannot be loaded    (exit code 1, HTTP 503)
    └── NotInstalledError       a package of an extra is not installed  (exit code 1, HTTP 501)

Every message says what came, what was expected, and what to do, in one or two plain sentences. What a person of the
chat page can bring about is said in both languages, as :class:`Said`.
"""


class Said(str):
    """A sentence in English that brings the same in Chinese; wherever a text is wanted it is the English one."""

    zh: str

    def __new__(cls, english: str, zh: str) -> "Said":
        """Join the two."""
        said = super().__new__(cls, english)
        said.zh = zh
        return said

    def __reduce__(self) -> tuple[type["Said"], tuple[str, str]]:
        """Survive pickling between processes."""
        return Said, (str(self), self.zh)


class ZhengxieError(Exception):
    """The root: catch this to catch everything the product raises on purpose."""

    exit_code = 1
    http_status = 500

    @property
    def zh(self) -> str | None:
        """The message in Chinese, where whoever raised it gave it in both languages."""
        return getattr(self.args[0], "zh", None) if self.args else None


class InputError(ZhengxieError):
    """What a person gave us cannot be used."""

    exit_code = 2
    http_status = 422


class QuestionError(InputError):
    """A question or query that is empty, too long or not text."""


class FileError(InputError):
    """A file that cannot be read as an article."""


class UnsupportedFileError(FileError):
    """A file whose suffix no loader reads."""

    http_status = 415


class TooLargeError(FileError):
    """A file above the limit."""

    http_status = 413


class DatasetError(InputError):
    """A question set that cannot be read."""


class SettingError(InputError):
    """A setting with an unknown or impossible value."""


class NotAllowedError(ZhengxieError):
    """What the settings of the server forbid."""

    exit_code = 2
    http_status = 403


class NotFoundError(ZhengxieError):
    """A document or passage that is not in the index."""

    exit_code = 2
    http_status = 404


class IndexMissingError(ZhengxieError):
    """No index where one was expected."""

    exit_code = 2
    http_status = 503


class IndexBusyError(ZhengxieError):
    """Another process is writing to the index."""

    exit_code = 1
    http_status = 409


class IndexClosedError(ZhengxieError):
    """An engine or index is used after it was closed."""

    exit_code = 1
    http_status = 503


class OverloadedError(ZhengxieError):
    """More work waits already than can be done soon."""

    exit_code = 1
    http_status = 503


class IndexDamagedError(ZhengxieError):
    """A file of the index fails its checksum and could not be rebuilt."""

    exit_code = 1
    http_status = 503


class StorageError(ZhengxieError):
    """The disk, or the system, refuses what the index needs; the index itself is sound."""

    exit_code = 1
    http_status = 503


class DiskFullError(StorageError):
    """The disk has no room left."""

    http_status = 507


class ModelError(ZhengxieError):
    """A model folder or name that cannot be loaded."""

    exit_code = 1
    http_status = 503


class NotInstalledError(ZhengxieError):
    """What is asked for needs a package that only an extra installs."""

    http_status = 501
