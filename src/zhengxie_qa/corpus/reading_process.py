"""Reads articles in a process of its own: a file made to harm costs its own reading, not the program that asked.

The process is started when first needed and kept for the next file. Each file has so much time and memory; what goes
beyond, or brings the process down, is an error that names the file, and the next file gets a new process. A process
whose asker is gone ends by itself, at the latest when its file's time is up.

Started by name rather than forked or spawned: a fork of a threaded program may hang, and ``multiprocessing`` would run
the main module of whoever uses the package a second time.
"""

import faulthandler
import importlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Final

from zhengxie_qa.corpus.archives import size
from zhengxie_qa.errors import FileError, Said
from zhengxie_qa.types import Document, Passage

try:
    import resource
except ImportError:  # on Windows, where the clock is the only limit
    resource = None  # type: ignore[assignment]

MEGABYTE: Final = 1024 * 1024
SECONDS_TO_END: Final = 2.0
AT_A_TIME: Final = 256
"""Segments or passages told at once; who unpickles more at once holds the interpreter too long."""

LISTS: Final = ("segments", "left_out", "locations")
"""What is long in a document besides its words."""

_TIME_IS_UP: Final = {-signal.SIGPROF, -signal.SIGALRM} if resource else {1}
"""How a process ends when its time is up, by the processor's or the clock; without signals for it, with exit code 1."""

Read = tuple[Document, Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: several times what reports of its size need (0.3 s a megabyte, 800 MB for the largest).

    :param seconds: of processor time, for any file. :param seconds_per_mb: in addition, for each megabyte of it.
    :param patience: seconds on the clock for each second of processor time, on a machine with other work.
    :param megabytes: of memory, the program itself included.
    """

    seconds: float = 10.0
    seconds_per_mb: float = 1.0
    patience: float = 5.0
    megabytes: int = 2048

    def seconds_for(self, size: int) -> float:
        """Return the processor time of a file of so many bytes."""
        return self.seconds + self.seconds_per_mb * size / MEGABYTE


def read_article(path: Path, file: str, doc_id: str) -> Read:
    """Load an article file and cut it into passages, in this process and without limits.

    :raises FileError: when it cannot be read or holds no text.
    """
    from zhengxie_qa.corpus.chunk import chunk
    from zhengxie_qa.corpus.load import load_file

    document = load_file(path, file=file, doc_id=doc_id)
    return document, chunk(document)


class ReadingProcess:
    """Reads as :func:`read_article` does, elsewhere and within limits; one file at a time, from any thread."""

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits = limits
        self._asking = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._finalizer: weakref.finalize[Any, Any] | None = None

    def start(self) -> None:
        """Start the process if there is none, so that it is there when the first file comes."""
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        home = str(Path(__file__).resolve().parents[2])
        program = f"import sys; sys.path.insert(0, sys.argv[1]); from {__name__} import serve; serve()"
        command = [sys.executable, "-P", "-c", program, home]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        self._finalizer = weakref.finalize(self, _end, self._process)

    def read(self, path: Path, file: str, doc_id: str) -> Read:
        """Load an article file and cut it into passages.

        :raises FileError: when it cannot be read, holds no text, or goes beyond the limits.
        """
        with self._asking:
            self.start()
            try:
                answer = self._ask((path, file, doc_id, self._limits))
            except (EOFError, OSError, pickle.UnpicklingError):
                raise FileError(self._why_it_ended(file)) from None
            except BaseException:  # Ctrl-C: what is still being read is nobody's answer any more
                self.close()
                raise
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def close(self) -> None:
        """End the process; the next file starts another."""
        if self._finalizer is not None:
            self._finalizer()
        self._process = self._finalizer = None

    def _ask(self, question: object) -> Read | BaseException:
        """Send a question and take the answer in, part by part, as :func:`_told` gives it."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise EOFError
        pickle.dump(question, process.stdin)
        process.stdin.flush()
        told = process.stdout
        document: Document | BaseException = pickle.load(told)  # noqa: S301 - of our own process
        if isinstance(document, BaseException):
            return document
        *lists, passages = (_items(told) for _ in range(len(LISTS) + 1))
        whole: dict[str, Any] = {name: tuple(items) for name, items in zip(LISTS, lists, strict=True)}
        return replace(document, **whole), passages

    def _why_it_ended(self, file: str) -> Said:
        process = self._process
        try:
            code = process.wait(timeout=SECONDS_TO_END) if process else None
        except subprocess.TimeoutExpired:
            code = None
        self.close()
        if code in _TIME_IS_UP:
            return Said(
                f"{file} took too long to read: no report needs so much. Check what is in it, or split it. It was left "
                "out; nothing else was touched.",
                f"读取 {file} 用时太久，一般报告远不需要这么久。请检查内容，或拆分后再试。其他文件不受影响。",
            )
        return Said(
            f"{file} brought its reading to an end (it may have needed too much memory). Check what is in it, or split "
            "it. It was left out; nothing else was touched.",
            f"读取 {file} 时中断（可能占用内存过多）。请检查内容，或拆分后再试。其他文件不受影响。",
        )


def _end(process: "subprocess.Popen[bytes]") -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except OSError:  # what was not yet written is not needed any more
                continue
    try:
        process.wait(timeout=0.2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def serve() -> None:
    """Be the process: read what is asked for on standard input until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asks
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    importlib.import_module("zhengxie_qa.corpus.chunk")  # before any file's time runs
    importlib.import_module("zhengxie_qa.corpus.load")
    while True:
        try:
            path, file, doc_id, limits = pickle.load(asked)  # noqa: S301 - of our own process
            answers.write(_within(limits, path, file, doc_id))
            answers.flush()
        except (EOFError, BrokenPipeError):
            os._exit(0)


def _within(limits: Limits, path: Path, file: str, doc_id: str) -> bytes:
    """Read a file within limits: beyond the time, the system ends the process; beyond the memory, Python says so.

    :returns: the article and its passages, or the error, pickled.
    """
    try:
        seconds = limits.seconds_for(size(path))
        with _bounds(seconds, seconds * limits.patience, limits.megabytes * MEGABYTE):
            return b"".join(map(pickle.dumps, _told(*read_article(path, file, doc_id))))
    except MemoryError:
        words = Said(
            f"{file} needs too much memory to read: no report needs so much. Split it, or leave it out.",
            f"读取 {file} 占用内存过多，一般报告远不需要这么多。请拆分，或不导入。",
        )
        return pickle.dumps(FileError(words))
    except Exception as error:
        return pickle.dumps(_portable(error))


@contextmanager
def _bounds(processor_seconds: float, seconds: float, memory: int) -> Iterator[None]:
    """Bound the time of a block and, where the system can, the processor's time and the memory."""
    with ExitStack() as lifted:
        if not resource:
            nowhere = lifted.enter_context(Path(os.devnull).open("w", encoding="utf-8"))
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            lifted.callback(faulthandler.cancel_dump_traceback_later)
        else:
            _, most = resource.getrlimit(resource.RLIMIT_AS)
            least = memory if most == resource.RLIM_INFINITY else min(memory, most)
            resource.setrlimit(resource.RLIMIT_AS, (least, most))
            lifted.callback(resource.setrlimit, resource.RLIMIT_AS, (most, most))
            for timer, limit in ((signal.ITIMER_PROF, processor_seconds), (signal.ITIMER_REAL, seconds)):
                signal.setitimer(timer, limit)
                lifted.callback(signal.setitimer, timer, 0)
        yield


def _told(document: Document, passages: Sequence[Passage]) -> Iterator[object]:
    """Give a document without its lists, then these and the passages, each list ended by none."""
    bare: dict[str, Any] = dict.fromkeys(LISTS, ())
    yield replace(document, **bare)
    for items in (*(getattr(document, name) for name in LISTS), passages):
        for start in range(0, len(items), AT_A_TIME):
            yield list(items[start : start + AT_A_TIME])
        yield []


def _items(told: IO[bytes]) -> list[Any]:
    """Take one of the lists in."""
    items: list[Any] = []
    while part := pickle.load(told):  # noqa: S301 - of our own process
        items += part
    return items


def _portable(error: Exception) -> Exception:
    """Return an error that can be told to another process."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
