"""What is asked about an article itself, answered with its own words only."""

from given_hits import BEIJING, TIANJIN, document, hit

from zhengxie_qa.answering.by_form.metadata import GUESSED_CONFIDENCE, asked_document, metadata_span, names_another_work
from zhengxie_qa.question.question import MetadataField
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import DocumentInfo

TEXT = "深圳政协答卷\n信息来源：深圳特区报 信息提供日期：2025年7月25日\n深圳特区报讯，委员建言。"
INFO = DocumentInfo("sz", "a.txt", "深圳政协答卷", source="深圳特区报", published="2025-07-25", year=2025)


def asked(question: str) -> str | None:
    found = metadata_span(understand(question), document(INFO, TEXT), hit(INFO, TEXT[40:], start=40))
    return None if found is None else found.text


def test_date_source_and_title_are_quoted_from_the_text() -> None:
    assert asked("这篇文章是哪天发布的？") == "2025年7月25日"
    assert asked("这篇文章的标题是什么？") == "深圳政协答卷"
    assert asked("这篇文章的来源是哪里？") == "深圳特区报"


def test_the_number_of_a_paper_is_quoted_from_the_text() -> None:
    for text in (
        "市府文件\n\n海政办〔2025〕12号\n依据国发〔2024〕3号，会期4天。",
        "依据国发〔2024〕3号。\n文号：海政办[2025] 12号\n",
    ):
        found = metadata_span(
            understand("文件的文号是什么？"), document(INFO, text), hit(INFO, text[-4:], start=len(text) - 4)
        )
        assert found is not None
        assert found.text.replace(" ", "") in {"海政办〔2025〕12号", "海政办[2025]12号"}


def test_the_day_of_signing_is_the_last_line_that_is_a_date() -> None:
    text = "综述\n2024年1月3日\n会议定于2025年2月3日召开。\n海澜市政协办公室\n  2025年1月8日\n（1月9日前反馈）\n"
    found = metadata_span(understand("落款日期是什么时候？"), document(INFO, text), hit(INFO, "综述"))
    assert found is not None
    assert (found.text, found.start) == ("2025年1月8日", text.index("2025年1月8日"))
    unsigned = document(INFO, "会议定于2025年2月3日召开。\n")
    assert metadata_span(understand("落款日期是什么时候？"), unsigned, hit(INFO, "会议")) is None


def test_a_number_that_is_not_the_articles_is_read_for() -> None:
    for question in ("《实施意见》的文号是什么？", "会议印发了多少号文件？", "12号文件规定了什么？"):
        assert understand(question).metadata is None
    for question in ("文件的文号是什么？", "这份通知的发文字号是多少？", "文号是多少？"):
        assert understand(question).metadata is MetadataField.NUMBER


def test_the_span_stands_in_the_line_it_is_quoted_from() -> None:
    found = metadata_span(understand("这篇文章是哪天发布的？"), document(INFO, TEXT), hit(INFO, TEXT[40:], start=40))
    assert found is not None
    passage = found.hit.passage
    assert passage.text[found.start - passage.start : found.end - passage.start] == found.text
    assert TEXT[passage.start : passage.end] == passage.text


def test_what_the_text_does_not_say_is_not_quoted() -> None:
    bare = document(INFO, "委员建言。")
    assert metadata_span(understand("这篇文章是哪天发布的？"), bare, hit(INFO, "委员建言。")) is None


def test_the_article_of_the_place_named_is_meant() -> None:
    hits = [hit(BEIJING, "一"), hit(TIANJIN, "二", rank=2)]
    meant, sure = asked_document(understand("天津这篇报告是哪天发布的？"), hits)
    assert (meant.document, sure) == (TIANJIN, True)


def test_this_article_among_several_is_a_guess() -> None:
    question = understand("这篇文章是哪天发布的？")
    assert asked_document(question, [hit(BEIJING, "一"), hit(TIANJIN, "二", rank=2)])[1] is False
    assert asked_document(question, [hit(BEIJING, "一"), hit(BEIJING, "二", rank=2, start=9)])[1] is True
    assert asked_document(question, []) is None
    guessed = metadata_span(question, document(INFO, TEXT), hit(INFO, TEXT[40:], start=40), sure=False)
    assert guessed.confidence == GUESSED_CONFIDENCE


def test_what_came_out_on_a_day_is_the_title_of_what_did() -> None:
    other = DocumentInfo("bj", "b.txt", "北京通报", published="2025-07-24", year=2025)
    hits = [hit(other, "北京通报", rank=1), hit(INFO, TEXT[40:], start=40, rank=2)]
    for wording in (
        "2025年7月25日发了什么通知？",
        "2025年7月25日发布的是什么文件",
        "２０２５年７月２５日公布了什么公告？",
    ):
        question = understand(wording)
        assert question.metadata is MetadataField.TITLE, wording
        meant = asked_document(question, hits)
        assert meant is not None
        assert meant[0].document is INFO
    assert asked_document(understand("2025年7月26日发了什么通知？"), hits) is None


def test_what_was_done_on_a_day_is_no_title() -> None:
    for wording in (
        "2025年7月25日召开了什么会议？",
        "2025年7月25日发生了什么？",
        "7月25日发布会上公布了什么数据？",
        "2025年7月25日印发的通知要求什么？",
        "2025年发布了什么文件来支持民营经济？",
    ):
        assert understand(wording).metadata is None, wording


def test_the_author_of_a_book_that_an_article_speaks_of_is_read_for() -> None:
    hits = [hit(INFO, TEXT)]
    assert names_another_work(understand("《异域》的作者是谁？"), hits)
    assert not names_another_work(understand("《深圳政协答卷》的作者是谁？"), hits)
    assert not names_another_work(understand("这篇文章的作者是谁？"), hits)
    assert not names_another_work(understand("《异域》这篇文章是哪天发布的？"), hits)
