import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.load.mapped import assert_every_character_maps
from corpus.load.words import counted
from zhengxie_qa.corpus.load import load_bytes
from zhengxie_qa.errors import FileError

PIECES = [
    *("# ", "## ", "**", "*", "_", "`", "[", "](", ")", "!", "> ", "- ", "1. ", "|", "---\n", "```\n", "\\", "&amp;"),
    *("市政协", "https://a.cn", "委员。", "\n", "\n\n", " ", "title: 题\n", "=====\n", "\r\n", "<br>"),
]
FRAGMENTS = st.lists(
    st.sampled_from(PIECES) | st.text(max_size=6),
    max_size=40,
).map("".join)


def text_of(markdown: str) -> str:
    return load_bytes(markdown.encode(), file="a.md", doc_id="d").text


@settings(deadline=None)
@given(FRAGMENTS)
def test_every_character_keeps_its_place(markdown: str) -> None:
    try:
        document = load_bytes(markdown.encode("utf-8", errors="ignore"), file="a.md", doc_id="d")
    except FileError:
        return
    assert_every_character_maps(document)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("## 工作回顾 ##\n正文。", "工作回顾\n正文。"),
        ("工作回顾\n====\n正文。", "工作回顾\n正文。"),
        ("**深聊会**_275_场 ***要点***", "深聊会275场 要点"),
        ('见[公报](https://a.cn/b_(1).html "题")。', "见公报。"),
        ("![会场](a.jpg)", "会场"),
        ("> - [x] 已办结 12 件", "已办结 12 件"),
        ("1. 第一项", "1. 第一项"),
        ("`code` 与 ``双``", "code 与 双"),
        ("5\\*3 &lt; 20", "5*3 < 20"),
        ("2*3*4 与 a_b_c", "2*3*4 与 a_b_c"),
        ("<https://a.cn/x> 文<br>字", "https://a.cn/x 文\n字"),
        ("```python\n# 不是标题\n```\n文", "# 不是标题\n文"),
    ],
)
def test_marks_are_left_out_and_words_stay(markdown: str, text: str) -> None:
    assert text_of(markdown) == text


KEPT = {
    "footnotes": ("立案386件[^1]。\n\n[^1]: 截至12月20日，不含并案的41件。", "[^1]: 截至12月20日，不含并案的41件。"),
    "a remark in brackets": ("正文。\n\n[注]：含省政协委员17名。", "[注]：含省政协委员17名。"),
    "a line that only looks like a link's definition": (
        "正文。\n\n[表1]: 经济委12次，社法委15次。",
        "[表1]: 经济委12次，社法委15次。",
    ),
    "a figure that only looks like a link's definition": ("正文。\n\n[合计]: 2024", "[合计]: 2024"),
    "brackets that only look like a link by label": ("见[2024][12号]文件", "见[2024][12号]文件"),
    "brackets": ("海政办〔2025〕12号[2025]第3号", "[2025]第3号"),
    "text between two rules at the top": ("---\n\n办公室文件\n\n海政〔2025〕12号\n\n---\n正文。", "海政〔2025〕12号"),
    "fields in words between two rules": (
        "---\n时间：2025年2月18日\n地点：会议中心\n---\n正文。",
        "时间：2025年2月18日\n地点：会议中心",
    ),
    "a rule and never another": ("---\ntitle: 题\n\n正文。", "title: 题"),
    "cells of a table on one line": (
        "<table><tr><td>教育</td><td>1368</td><td>109.4</td></tr><tr><td>科技</td><td>512</td></tr></table>",
        "教育\t1368\t109.4\n科技\t512",
    ),
    "a table with empty lines": (
        "<table>\n\n<tr><td>教育</td>\n\n<td>1368</td></tr>\n\n</table>\n\n**文**",
        "教育\t1368\n\n文",
    ),
    "cells within a line": ("合计<td>12</td><td>345</td>", "12\t\t345"),
    "lines broken by tags": ("支出：<br>2023年320万元<br/>2024年285万元", "2023年320万元\n2024年285万元"),
    "raised numbers": ("培训班<sup>1</sup>共12期，产值10<sup>8</sup>元", "培训班1共12期，产值10 8元"),
    "text after a block of HTML": ("<div align=center>\n\n# 题\n\n</div>\n\n**正文**共3件。", "\n正文共3件。"),
    "signs that are no tags": ("当a<b且c>d时，<A类>共3件，x<5件", "当a<b且c>d时，<A类>共3件，x<5件"),
    "a fence with Chinese words": ("```表1 各县提案\n东县 28\n```", "表1 各县提案\n东县 28"),
    "a comment that never ends": ("共3件<!-- 未完\n共5件", "共3件<!-- 未完\n共5件"),
    "hidden only at first sight": ("`<p hidden>` 共3件</p>", "<p hidden> 共3件"),
    "stars between figures": ("2**3**4 与 5*6*7", "2**3**4 与 5*6*7"),
    "emphasis beside Latin letters": ("GDP**增长**5%", "GDP增长5%"),
    "link in emphasis": ("**见[公报](/a.html)共3件**", "见公报共3件"),
    "a dash below text": ("会议定于\n---\n2月18日", "会议定于\n2月18日"),
    "a file of old line ends": ("# 题\r**正文**共3件。\r", "题\n正文共3件。"),
}


@pytest.mark.parametrize(("markdown", "text"), KEPT.values(), ids=KEPT)
def test_what_only_looks_like_a_mark_is_text(markdown: str, text: str) -> None:
    assert text in text_of(markdown)


LEFT_OUT = {
    "front matter": ("---\ntitle: 草稿99\ntags:\n  - 提案\n---\n正文。", "front matter"),
    "Chinese front matter": ("---\n标题：草稿99\n日期：2025-01-02\n---\n正文。", "front matter"),
    "a link's definition": ("正文[公报][1]。\n\n[1]: https://a.cn/草稿99 '题'", "link definition"),
    "a link's address": ("正文[公报](https://a.cn/草稿99)。", "link address"),
    "a comment of several lines": ("正文。<!-- 草稿\n\n99 -->", "comment"),
    "a comment in a block of HTML": ("正文。\n\n<div>会议<!-- draft 99 --></div>", "comment"),
    "a comment in a hidden block": ("正文。\n\n<p hidden><!-- draft 99 -->", "comment"),
    "a style sheet in a block of HTML": ("正文。\n\n<div>会议<style>p {width: 99px}</style></div>", "code"),
    "a hidden element": ("正文。\n<div style='display:none'>\n\n草稿99\n\n</div>\n", "hidden"),
    "a hidden span": ("正文<span hidden>草稿99</span>。", "hidden"),
    "a style sheet": ("<style>\n.草稿 {width: 99px}\n</style>\n\n正文。", "code"),
    "the language of code": ("正文。\n```草稿99\n```".replace("草稿", "python"), "code fence"),
}


@pytest.mark.parametrize(("markdown", "rule"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_no_text_is_left_out_and_listed(markdown: str, rule: str) -> None:
    document = load_bytes(markdown.encode(), file="a.md", doc_id="d")

    assert "99" not in document.text
    assert "正文" in document.text
    (listed,) = (each for each in document.left_out if each.rule == rule)
    assert "99" in document.raw_text[listed.start : listed.end]


def test_front_matter_tells_of_the_article() -> None:
    fields = "---\ntitle: 常委会工作报告\ndate: 2025-01-08\nsource: 南屏政协网\nurl: https://a.cn/b\n---\n"

    info = load_bytes((fields + "# 别的题\n").encode(), file="a.md", doc_id="d").info

    assert (info.title, info.published, info.source, info.url) == (
        "常委会工作报告",
        "2025-01-08",
        "南屏政协网",
        "https://a.cn/b",
    )


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.sampled_from([*PIECES, "12", "件。", "[1]: /a\n", "[^1]: ", "<td>", "</p>", "<!-- 3 -->", "<p hidden>"])
    )
)
@example(["title: 题\n", "<p hidden>", "<!-- 3 -->"])
@example(["title: 题\n", "<td>", "<!-- 3 -->"])
@example(["title: 题\n", "<p hidden>", "12", "<!-- 3 -->", "件。"])
@example(["title: 题\n", "<td>", "<style>", "12", "</style>"])
def test_every_character_is_in_the_text_or_listed(pieces: list[str]) -> None:
    raw = "".join(pieces)
    try:
        document = load_bytes(raw.encode(), file="a.md", doc_id="d")
    except FileError:
        return

    listed = "".join(document.raw_text[each.start : each.end] for each in document.left_out)

    assert counted(document.text) + counted(listed) == counted(raw)
