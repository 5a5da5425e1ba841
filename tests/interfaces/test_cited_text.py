"""An answer as a message: words first, sentence, sources as links; nothing of an article is read as Markdown."""

from interface_fakes import FakeEngine

from zhengxie_qa.interfaces.cited_text import answer_in, cited_text


def link(doc_id: str, start: int, end: int) -> str:
    return f"http://here/{doc_id}#{start}-{end}"


def test_the_words_come_first_and_their_source_is_a_link() -> None:
    told = cited_text(FakeEngine().ask("深聊会场次"), link=link)
    first, quoted, sure, source = told.text.split("\n\n")
    assert first == "275场 [1]"
    assert quoted == "> 海港市政协全年召开“深聊会”275场。委员\\<b\\>建言\\</b\\>三千余条。"
    assert sure == "把握：高"
    assert source == "[1] [海港市\\<政协\\>报告](http://here/aaaaaaaaaaaa#14-18) · 海港日报 · 2025-07-25"
    (mark,) = told.marks
    assert told.text[mark.start : mark.end] == first
    assert (mark.title, mark.url) == ("海港市<政协>报告", "http://here/aaaaaaaaaaaa#14-18")
    assert answer_in(told.text) == "275场"


def test_an_english_question_is_told_in_english() -> None:
    assert "Confidence: high" in cited_text(FakeEngine().ask("How many 深聊会 were held, 开“深聊会”?"), link=link).text


def test_no_answer_is_the_reason_and_what_comes_nearest() -> None:
    told = cited_text(FakeEngine().ask("火星上有什么？"), link=link)
    assert told.marks == ()
    assert told.text.startswith("没有找到相关段落。\n\n最接近的段落：\n- [海港市")
    assert "(http://here/aaaaaaaaaaaa#0-" in told.text
