"""A process of one's own for work on files that may have been made to harm: what such a file costs is its own work.

The process is started when first needed and kept for the next file. Each file has so much time and memory; what goes
beyond, or brings the process down, is told as :class:`EndedError`, and the next file gets a new process. A process
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
import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Final

from zhengxie_qa.corpus.archives import size

try:
    import resource
except ImportError:  # on Windows, where the clock is the only limit
    resource = None  # type: ignore[assignment]

MEGABYTE: Final = 1024 * 1024
SECONDS_TO_END: Final = 2.0

_TIME_IS_UP: Final = {-signal.SIGPROF, -signal.SIGALRM} if resource else {1}
"""How a process ends when its time is up, by the processor's or the clock; without signals for it, with exit code 1."""

Work = Callable[..., Iterable[object]]
"""(path, …) → the parts of an answer."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: several times what reports of its size need (0.3 s a megabyte, 800 MB for the largest).

    :param seconds: of processor time, for any file. :param seconds_per_mb: in addition, for each megabyte of it.
    :param patience: seconds on the clock for each second of processor time, on a machine with other work.
    :param megabytes: of memory, the program itself included.
    """

    seconds: float = 10.0
    seconds_per_mb: float = 1.0
    patience: float = 10.0
    megabytes: int = 2048

    def seconds_for(self, size: int) -> float:
        """Return the processor time of a file of so many bytes."""
        return self.seconds + self.seconds_per_mb * size / MEGABYTE


@dataclass(slots=True)
class _Clock:
    """Until when the work that is being done in this process may take, and where the end of it is told to nobody."""

    patience: float
    until: float
    nowhere: IO[str] | None = None


_clock: _Clock | None = None


def allow(*, seconds: float, megabytes: int) -> None:
    """Give the work on a file more, once it knows that it needs it; where nothing bounds it, nothing changes.

    :param seconds: of processor time, in addition. :param megabytes: of memory, the program itself included.
    """
    if _clock is None:
        return
    _clock.until += seconds * _clock.patience
    if not resource:
        _end_at(_clock)
        return
    left, _ = signal.getitimer(signal.ITIMER_PROF)
    signal.setitimer(signal.ITIMER_PROF, left + seconds)
    signal.setitimer(signal.ITIMER_REAL, max(_clock.until - time.monotonic(), 0.001))
    _bound_memory(megabytes * MEGABYTE, anew=False)


class How(StrEnum):
    """How work came to an end without an answer."""

    TIME = "its time was up"
    MEMORY = "it needed too much memory"
    OTHERWISE = "the process broke down"


class EndedError(Exception):
    """Work came to an end without an answer; whoever asked words it for a person."""

    def __init__(self, how: How) -> None:
        super().__init__(how)
        self.how = how


class GuardedProcess:
    """Does one sort of work elsewhere and within limits; one file at a time, asked from any thread.

    :param work: ``module:function`` of a :data:`Work`.
    :param imports: modules that are imported before any file's time runs.
    """

    def __init__(self, work: str, *, limits: Limits, imports: tuple[str, ...] = ()) -> None:
        self._work = (work, *imports)
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
        program = f"import sys; sys.path.insert(0, sys.argv[1]); from {__name__} import serve; serve(*sys.argv[2:])"
        command = [sys.executable, "-P", "-c", program, home, *self._work]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        self._finalizer = weakref.finalize(self, _end, self._process)

    def ask(self, path: Path, *more: object) -> list[Any]:
        """Have work done on a file.

        :returns: the parts of the answer.
        :raises EndedError: when it goes beyond the limits or brings the process down; else what the work raises.
        """
        with self._asking:
            self.start()
            try:
                parts = list(self._asked(path, *more))
            except (EOFError, OSError, pickle.UnpicklingError):
                raise EndedError(self._how_it_ended()) from None
            except BaseException:  # Ctrl-C: what is still being done is nobody's answer any more
                self.close()
                raise
        if parts and isinstance(parts[0], BaseException):
            raise parts[0]
        return parts

    def close(self) -> None:
        """End the process; the next file starts another."""
        if self._finalizer is not None:
            self._finalizer()
        self._process = self._finalizer = None

    def _asked(self, *question: object) -> Iterator[object]:
        """Send a question and take the answer in, part by part; who unpickles it at once holds the interpreter."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise EOFError
        pickle.dump((self._limits, question), process.stdin)
        process.stdin.flush()
        while (part := pickle.load(process.stdout)) is not None:  # noqa: S301 - of our own process
            yield part

    def _how_it_ended(self) -> How:
        process = self._process
        try:
            code = process.wait(timeout=SECONDS_TO_END) if process else None
        except subprocess.TimeoutExpired:
            code = None
        self.close()
        return How.TIME if code in _TIME_IS_UP else How.OTHERWISE


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


def serve(name: str, *imports: str) -> None:
    """Be the process: do what is asked for on standard input until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asks
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    module, _, function = name.partition(":")
    work: Work = getattr(importlib.import_module(module), function)
    for each in imports:
        importlib.import_module(each)
    while True:
        try:
            limits, question = pickle.load(asked)  # noqa: S301 - of our own process
            answers.write(_within(limits, work, *question))
            answers.flush()
        except (EOFError, BrokenPipeError):
            os._exit(0)


def _within(limits: Limits, work: Work, path: Path, *more: object) -> bytes:
    """Work within limits: beyond the time, the system ends the process; beyond the memory, Python says so.

    :returns: the parts of the answer, or the error, pickled, and None at the end.
    """
    try:
        seconds = limits.seconds_for(size(path))
        with _bounds(seconds, limits.patience, limits.megabytes * MEGABYTE):
            return b"".join(map(pickle.dumps, (*work(path, *more), None)))
    except MemoryError:
        return b"".join(map(pickle.dumps, (EndedError(How.MEMORY), None)))
    except SystemError:  # of C code that was not given the memory it asked for
        return b"".join(map(pickle.dumps, (EndedError(How.OTHERWISE), None)))
    except Exception as error:
        return b"".join(map(pickle.dumps, (_portable(error), None)))


@contextmanager
def _bounds(processor_seconds: float, patience: float, memory: int) -> Iterator[None]:
    """Bound the time of a block and, where the system can, the processor's time and the memory."""
    global _clock
    seconds = processor_seconds * patience
    with ExitStack() as lifted:
        _clock = _Clock(patience, time.monotonic() + seconds)
        if not resource:
            _clock.nowhere = lifted.enter_context(Path(os.devnull).open("w", encoding="utf-8"))
            lifted.callback(faulthandler.cancel_dump_traceback_later)
            _end_at(_clock)
        else:
            _, most = resource.getrlimit(resource.RLIMIT_AS)
            lifted.callback(resource.setrlimit, resource.RLIMIT_AS, (most, most))
            _bound_memory(memory)
            for timer, limit in ((signal.ITIMER_PROF, processor_seconds), (signal.ITIMER_REAL, seconds)):
                signal.setitimer(timer, limit)
                lifted.callback(signal.setitimer, timer, 0)
        try:
            yield
        finally:
            _clock = None


def _bound_memory(least: int, *, anew: bool = True) -> None:
    """Bound the memory to so many bytes, if the system allows as many; unless anew, never to less than it is."""
    now, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = least if anew else max(least, now)
    resource.setrlimit(resource.RLIMIT_AS, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def _end_at(clock: _Clock) -> None:
    left = max(clock.until - time.monotonic(), 0.001)
    faulthandler.dump_traceback_later(left, exit=True, file=clock.nowhere or sys.stderr)


def _portable(error: Exception) -> Exception:
    """Return an error that can be told to another process."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
