"""Reading takes time in proportion to the file, whatever stands in it."""

import gc
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from zhengxie_qa.corpus.chunk import chunk
from zhengxie_qa.corpus.load import load_bytes
from zhengxie_qa.errors import FileError

SIZE = 20_000
"""Characters of the smaller file."""

MOST_GROWTH = 3.0
"""Of the time for twice the size; linear reading takes twice as long, quadratic reading four times."""

NEGLIGIBLE = 0.2
"""Seconds of the processor for the larger file; quadratic reading takes longer."""

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

MARKDOWN: dict[str, Callable[[int], str]] = {
    "spaces": lambda n: "文" + " " * n + "字",
    "tabs": lambda n: "文" + "\t" * n + "字",
    "links without end": lambda n: "文[a](x" + " " * n,
    "links in links": lambda n: "文" + "[a](" * (n // 4),
    "links in brackets": lambda n: "文" + "[a]((" * (n // 5),
    "titles of links without end": lambda n: "文" + "![](a 'x" * (n // 8),
    "brackets": lambda n: "文" + "[" * n,
    "definitions": lambda n: "文\n" + "[1]: " * (n // 5),
    "backticks": lambda n: "文" + "`" * n,
    "backticks of two kinds": lambda n: "文" + "`a``" * (n // 4),
    "backticks of many kinds": lambda n: "文" + "".join("`" * (i % 40 + 1) + "a" for i in range(n // 20)),
    "front matter of spaces": lambda n: "---\ntitle: x" + " " * n + "y\n---\n文",
    "front matter without end": lambda n: "---\ntitle: x" + " " * n,
    "rules": lambda n: "---\n" * (n // 4) + "文",
    "addresses without end": lambda n: "文" + "<http://" * (n // 8),
    "tags without end": lambda n: "文" + "<a x=' " * (n // 7),
    "comments without end": lambda n: "文" + "<!--" * (n // 4),
    "tables without end": lambda n: "文\n" + "<table>\n\n" * (n // 9),
    "tables with one end": lambda n: "文\n" + "<table>\n\n" * (n // 9) + "</table>",
    "stars": lambda n: "文" + "*" * n,
    "emphasis without end": lambda n: "文" + "*a **b _c ~~d" * (n // 13),
    "fences": lambda n: "文\n" + "```\n" * (n // 4),
    "the ruler of a table": lambda n: "文\n" + "|--" * (n // 3) + "x",
    "quotes in quotes": lambda n: "> " * (n // 2) + "文",
    "pipes": lambda n: "|" * n + "文",
    "closing marks": lambda n: "# 文" + " #" * (n // 2) + "x",
    "backslashes": lambda n: "文" + "\\" * n,
    "digits": lambda n: "文\n" + "1" * n,
}

TEXT: dict[str, Callable[[int], str]] = {
    "closing marks of another kind": lambda n: "《…”" * (n // 3),
    "two kinds of quotation marks": lambda n: '"甲"“乙”' * (n // 12 * 2),
    "opening marks": lambda n: "“《（" * (n // 3),
    "headings of lists of links": lambda n: "相关阅读\n" * (n // 5),
    "lists of links that are none": lambda n: "相关阅读\n市政协召开座谈会\n提案12件\n" * (n // 20),
    "numbered headings": lambda n: "一、加强工作\n" * (n // 7),
    "chapters": lambda n: "第一章\n" * (n // 4),
    "clauses": lambda n: "第三条　略。\n" * (n // 7),
    "widgets torn over lines": lambda n: "字体：\n大\n中\n" * (n // 8),
    "possible furniture": lambda n: "微信\n" * (n // 3) + "【打印本页】",
    "credits": lambda n: "编辑：张三\n" * (n // 6) + "【打印本页】",
    "dated captions": lambda n: "2025年7月10日,举行会议。\n" * (n // 17),
    "words of scanning": lambda n: "扫一扫" * (n // 3),
    "labels": lambda n: "来源：" * (n // 3),
    "short lines": lambda n: "来源：" * 20 + "\n" + "浏览 打印 " * (n // 6),
    "paths": lambda n: "首页 > " * (n // 5),
    "blank lines": lambda n: "文" + "\r" * n,
    "spaces": lambda n: "文" + "\u3000" * n + "字",
    "digits": lambda n: "1," * (n // 2),
    "rules of a table": lambda n: "├──┼──┤\n" * (n // 8) + "文",
    "lines broken in figures": lambda n: "全市召开民主监督会议4\n6次，" * (n // 14),
    "lines of one sentence": lambda n: "全市召开民主监督会议，\n" * (n // 12),
    "page numbers": lambda n: "全市召开会议\n" + "- 3 -\n" * (n // 6),
    "invisible characters": lambda n: "4\u200b6次" * (n // 4),
    "soft hyphens at line ends": lambda n: "a\u00ad\n" * (n // 3),
}


def seconds(content: str, suffix: str) -> float:
    """Processor time of one reading, cutting into passages included."""
    began = time.process_time()
    with suppress(FileError):
        chunk(load_bytes(content.encode(), file=f"a{suffix}", doc_id="d"))
    return time.process_time() - began


def assert_linear(made: Callable[[int], str], suffix: str) -> None:
    once, twice = made(SIZE), made(2 * SIZE)
    if seconds(twice, suffix) < NEGLIGIBLE:
        return
    gc.collect()
    short, long = (min(seconds(content, suffix) for _ in range(2)) for content in (once, twice))
    assert long < MOST_GROWTH * short + NEGLIGIBLE
    assert long < 5


@pytest.mark.parametrize("made", HTML.values(), ids=HTML)
def test_a_page_is_read_in_linear_time(made: Callable[[int], str]) -> None:
    assert_linear(made, ".html")


@pytest.mark.parametrize("made", MARKDOWN.values(), ids=MARKDOWN)
def test_markdown_is_read_in_linear_time(made: Callable[[int], str]) -> None:
    assert_linear(made, ".md")


@pytest.mark.parametrize("made", TEXT.values(), ids=TEXT)
def test_a_plain_text_is_read_in_linear_time(made: Callable[[int], str]) -> None:
    assert_linear(lambda n: f"标题\n{made(n)}\n正文一段。", ".txt")
