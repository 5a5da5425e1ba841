"""Reading takes time in proportion to the file, whatever stands in it."""

import gc
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from zhengxie_qa.corpus.load import load_bytes
from zhengxie_qa.errors import FileError

SIZE = 30_000
"""Characters of the smaller file."""

MOST_GROWTH = 3.0
"""Of the time for twice the size; linear reading takes twice as long, quadratic reading four times."""

NEGLIGIBLE = 0.2
"""Seconds."""

HTML: dict[str, Callable[[int], str]] = {
    "a title of spaces": lambda n: "<title>a" + " " * n + "</title><p>文</p>",
    "a title without end": lambda n: "<title>a" + " " * n,
    "a title of bars": lambda n: f"<title>{'_ ' * (n // 2)}</title><p>文</p>",
    "attributes without end": lambda n: "<p>文</p>" + '<a x="' * (n // 6),
    "attributes with one end": lambda n: "<p>文</p>" + '<a x="' * (n // 6) + ">",
    "attributes in two kinds of quotes": lambda n: "<p>文</p>" + "<a x='" + '<a x="' * (n // 6) + "\">'",
    "comments without end": lambda n: "<p>文</p>" + "<!--" * (n // 4),
    "declarations without end": lambda n: "<p>文</p>" + "<!" * (n // 2),
    "signs of less": lambda n: "文" + "<" * n,
    "end tags": lambda n: "文" + "</p>" * (n // 4),
    "frames without end": lambda n: "<p>文</p>" + "<iframe>" * (n // 8),
    "frames with one end": lambda n: "<p>文</p>" + "<iframe>" * (n // 8) + "</iframe>",
    "scripts without end": lambda n: "<p>文</p>" + "<script>" * (n // 8),
    "deep elements": lambda n: "<div>" * (n // 5) + "文",
    "deep lists": lambda n: "<ul><li>" * (n // 8) + "文",
    "deep tables": lambda n: "<table><tr><td>" * (n // 15) + "文",
    "deep elements and strange end tags": lambda n: "<i><div>" + "<b>" * (n // 7) + "</i>" * (n // 7) + "文",
    "lines in deep elements": lambda n: "<b>" * (n // 9) + "<br>文" * (n // 9),
    "boxes in boxes": lambda n: "<div class=nav>附件" * (n // 17) + "文",
    "style sheets of comments": lambda n: f"<style>{'a/*' * (n // 3)}</style>文",
    "style sheets of braces": lambda n: f"<style>{'{' * (n // 2)}{'}' * (n // 2)}</style>文",
    "a style of spaces": lambda n: f"<p style='display{' ' * n}'>文",
    "references": lambda n: "文" + "&a" * (n // 2),
    "a long number": lambda n: "文&#" + "1" * n,
    "spaces": lambda n: "<p>文" + " " * n + "字",
    "links": lambda n: "文" + "<a href=x>b" * (n // 11),
    "rows": lambda n: "<table>" + "<tr><td>1<td>2" * (n // 14),
}


def seconds(content: str, suffix: str) -> float:
    """The least processor time of three readings."""
    times = []
    gc.collect()
    for _ in range(3):
        began = time.process_time()
        with suppress(FileError):
            load_bytes(content.encode(), file=f"a{suffix}", doc_id="d")
        times.append(time.process_time() - began)
    return min(times)


def assert_linear(made: Callable[[int], str], suffix: str) -> None:
    seconds(made(SIZE // 10), suffix)
    once, twice = seconds(made(SIZE), suffix), seconds(made(2 * SIZE), suffix)
    assert twice < MOST_GROWTH * once + NEGLIGIBLE
    assert twice < 5


@pytest.mark.parametrize("made", HTML.values(), ids=HTML)
def test_a_page_is_read_in_linear_time(made: Callable[[int], str]) -> None:
    assert_linear(made, ".html")
