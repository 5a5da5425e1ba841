"""Reads articles in a process of its own: a file made to harm costs its own reading, not the program that asked."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from zhengxie_qa.corpus.guarded_process import EndedError, GuardedProcess, How, Limits
from zhengxie_qa.errors import FileError, Said
from zhengxie_qa.types import Document, Passage

AT_A_TIME: Final = 256
"""Segments or passages told at once."""

LISTS: Final = ("segments", "left_out", "locations")
"""What is long in a document besides its words."""

Read = tuple[Document, Sequence[Passage]]


def read_article(path: Path, file: str, doc_id: str) -> Read:
    """Load an article file and cut it into passages, in this process and without limits.

    :raises FileError: when it cannot be read or holds no text.
    """
    from zhengxie_qa.corpus.chunk import chunk
    from zhengxie_qa.corpus.load import load_file

    document = load_file(path, file=file, doc_id=doc_id)
    return document, chunk(document)


class ReadingProcess(GuardedProcess):
    """Reads as :func:`read_article` does, elsewhere and within limits; one file at a time, from any thread."""

    def __init__(self, limits: Limits = Limits()) -> None:
        super().__init__(
            f"{__name__}:told", limits=limits, imports=("zhengxie_qa.corpus.chunk", "zhengxie_qa.corpus.load")
        )

    def read(self, path: Path, file: str, doc_id: str) -> Read:
        """Load an article file and cut it into passages.

        :raises FileError: when it cannot be read, holds no text, or goes beyond the limits.
        """
        try:
            document, *parts = self.ask(path, file, doc_id)
        except EndedError as ended:
            raise FileError(_why(ended.how, file)) from None
        items: dict[str, list[Any]] = {name: [] for name in (*LISTS, "passages")}
        for name, part in parts:
            items[name] += part
        passages = items.pop("passages")
        whole: dict[str, Any] = {name: tuple(found) for name, found in items.items()}
        return replace(document, **whole), passages


def told(path: Path, file: str, doc_id: str) -> Iterator[object]:
    """Read an article and give the document without its lists, then these and the passages, part by part."""
    document, passages = read_article(path, file, doc_id)
    bare: dict[str, Any] = dict.fromkeys(LISTS, ())
    yield replace(document, **bare)
    for name, items in (*((name, getattr(document, name)) for name in LISTS), ("passages", passages)):
        for start in range(0, len(items), AT_A_TIME):
            yield name, list(items[start : start + AT_A_TIME])


def _why(how: How, file: str) -> Said:
    if how is How.TIME:
        return Said(
            f"{file} took too long to read: no report needs so much. Check what is in it, or split it. It was left "
            "out; nothing else was touched.",
            f"读取 {file} 用时太久，一般报告远不需要这么久。请检查内容，或拆分后再试。其他文件不受影响。",
        )
    if how is How.MEMORY:
        return Said(
            f"{file} needs too much memory to read: no report needs so much. Split it, or leave it out.",
            f"读取 {file} 占用内存过多，一般报告远不需要这么多。请拆分，或不导入。",
        )
    return Said(
        f"{file} brought its reading to an end (it may have needed too much memory). Check what is in it, or split "
        "it. It was left out; nothing else was touched.",
        f"读取 {file} 时中断（可能占用内存过多）。请检查内容，或拆分后再试。其他文件不受影响。",
    )
