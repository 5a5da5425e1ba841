import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengxie_qa.corpus.load import load_bytes
from zhengxie_qa.corpus.offsets import is_verbatim
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
    position = 0
    for segment in document.segments:
        assert segment.start == position
        position = segment.end
        if is_verbatim(segment):
            copied = document.raw_text[segment.raw_start : segment.raw_end]
            assert copied == document.text[segment.start : segment.end]
    assert position == len(document.text)


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
        ("<https://a.cn/x> 文<br>字", "https://a.cn/x 文字"),
        ("```python\n# 不是标题\n```\n文", "# 不是标题\n文"),
    ],
)
def test_marks_are_left_out_and_words_stay(markdown: str, text: str) -> None:
    assert text_of(markdown) == text
