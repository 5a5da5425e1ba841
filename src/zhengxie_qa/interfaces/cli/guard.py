"""Runs a command and turns whatever goes wrong into one plain sentence on stderr and an exit code."""

import logging
import os
import sys
from collections.abc import Sequence
from typing import Final

import typer

from zhengxie_qa.errors import NotInstalledError, ZhengxieError
from zhengxie_qa.interfaces.terminal import harmless_line, say

PROGRAM: Final = "zhengxie-qa"
INTERRUPTED: Final = 130


def guarded(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Run one command and give its exit code.

    :param arguments: as typed, without the program's name.
    """
    speak_utf8()
    try:
        result = app(args=list(arguments), prog_name=PROGRAM, standalone_mode=False)
    except typer.TyperException as error:
        return _usage_error(error)
    except NotInstalledError as error:
        return _fail(f"{error} {error.zh or ''}", error.exit_code)
    except ZhengxieError as error:
        return _fail(str(error), error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _fail("Stopped.", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        return _unforeseen(error)
    return result if isinstance(result, int) else 0


def _usage_error(error: typer.TyperException) -> int:
    """Say what is wrong with what was typed, and where the help is."""
    command = getattr(getattr(error, "ctx", None), "command_path", PROGRAM)
    message = error.format_message().replace("Value error, ", "").strip()
    if not message:
        return error.exit_code
    return _fail(f"{message.rstrip('.')}. `{command} --help` shows what is possible.", error.exit_code)


def _fail(message: str, code: int) -> int:
    say(harmless_line(message), err=True)
    return code


def _unforeseen(error: Exception) -> int:
    logging.getLogger("zhengxie_qa").debug("unforeseen", exc_info=error)
    kind = type(error).__name__
    return _fail(
        f"Something unforeseen went wrong ({kind}: {error}). Run `{PROGRAM} doctor`; with ZHENGXIE_QA_LOG_LEVEL=debug "
        "the log shows where.",
        1,
    )


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale says; Chinese answers must never end in an encoding error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(encoding="utf-8", errors="replace")
