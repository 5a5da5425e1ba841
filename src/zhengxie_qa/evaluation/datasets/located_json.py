"""JSON whose objects know the line they start on, so that a bad row deep inside a file can be pointed at.

The standard decoder gives no positions. Its pure-Python scanner accepts another object parser; ours notes where each
object began. Strings are still scanned by the C code, so tens of megabytes take about a second.
"""

import json
from bisect import bisect_right
from json.decoder import JSONObject  # type: ignore[attr-defined]  # in the standard library, absent from typeshed
from json.scanner import py_make_scanner  # type: ignore[attr-defined]  # likewise
from typing import Any

from zhengxie_qa.errors import DatasetError, Said


class LocatedObject(dict[str, Any]):
    """A JSON object with the line it starts on, from 1."""

    line: int = 0


class _LocatingDecoder(json.JSONDecoder):
    def __init__(self, text: str) -> None:
        super().__init__()
        self._newlines = [i for i, char in enumerate(text) if char == "\n"]
        self.parse_object: Any = self._parse_located
        self.scan_once = py_make_scanner(self)

    def _parse_located(self, position: tuple[str, int], *args: Any) -> tuple[LocatedObject, int]:
        pairs, end = JSONObject(position, *args)
        located = LocatedObject(pairs)
        located.line = bisect_right(self._newlines, position[1] - 1) + 1
        return located, end


def parse_located(text: str, *, file: str) -> Any:
    """Parse JSON text; every object in it is a :class:`LocatedObject`.

    :raises DatasetError: when ``text`` is not JSON, with file, line and column.
    """
    try:
        return _LocatingDecoder(text).decode(text)
    except json.JSONDecodeError as error:
        raise DatasetError(
            Said(
                f"{file}:{error.lineno}: not JSON: {error.msg} at column {error.colno}.",
                f"{file} 第 {error.lineno} 行第 {error.colno} 列不是合格的 JSON。",
            )
        ) from error
    except RecursionError as error:
        raise DatasetError(
            Said(f"{file}: nested too deeply to be a question set.", f"{file} 嵌套太深，不是问题集。")
        ) from error
