from dataclasses import replace

import pytest
from given_hits import BEIJING, hit, span

from zhengxie_qa.evidence.days import as_the_text_writes, days_missing
from zhengxie_qa.types import Span

CALENDAR = (
    "五届五次会议于二〇二五年七月十日至七月十二日召开。\n主席会议于2025.8.6举行。\n座谈会时间：2025－10－22下午3：30。\n"
    "3月18日上午，市政协召开会议，20日结束。\n征集截止日期为２０２５年１１月３０日。\n各单位认真办理提案438件。"
)


def missing(question: str, found: Span) -> list[str]:
    begins = found.hit.passage.start
    return days_missing(question, found.hit, found.start - begins, found.end - begins)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("2025年7月10日召开了什么会议？", "座谈会"),
        ("10月22日开了什么会？", "主席会议"),
        ("2025-11-30截止的是什么？", "五届五次会议"),
        ("3月19日之前的5日开了什么会？", "主席会议"),
        ("On October 22, 2025, which meeting was held?", "五届五次会议"),
    ],
)
def test_a_paragraph_of_another_day_lacks_the_day_asked_for(question: str, words: str) -> None:
    assert missing(question, span(hit(BEIJING, CALENDAR), words))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("2025年7月10日召开了什么会议？", "五届五次会议"),
        ("7月11日在开什么会议？", "五届五次会议"),
        ("2025年8月6日举行了什么会议？", "主席会议"),
        ("October 22, 2025, what was held?", "座谈会"),
        ("2025年11月30日截止的是什么？", "征集"),
        ("3月20日结束的是什么会？", "市政协召开会议"),
        ("2025年7月10日办理了多少提案？", "438件"),
        ("2025年召开了什么会议？", "座谈会"),
        ("7月召开了什么会议？", "座谈会"),
    ],
)
def test_a_paragraph_of_the_same_day_in_any_writing_or_of_none_lacks_nothing(question: str, words: str) -> None:
    assert missing(question, span(hit(BEIJING, CALENDAR), words)) == []


def test_the_day_of_publication_is_there() -> None:
    notice = replace(BEIJING, published="2025-09-30")
    assert missing("2025年9月30日发了什么通知？", span(hit(notice, CALENDAR), "座谈会")) == []


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("2025年7月10日召开了什么会议？", "二〇二五年七月十日召开了什么会议？"),
        ("7月10日召开了什么会议？", "二〇二五年七月十日召开了什么会议？"),
        ("2025年8月6日举行了什么会议？", "2025.8.6举行了什么会议？"),
        ("2025年8月6日至2025年11月30日做什么？", "2025.8.6至２０２５年１１月３０日做什么？"),
        ("3月18日开了什么会？", "3月18日开了什么会？"),
        ("2024年8月6日举行了什么会议？", "2024年8月6日举行了什么会议？"),
        ("5月1日举行了什么会议？", "5月1日举行了什么会议？"),
        ("2025年举行了什么会议？", "2025年举行了什么会议？"),
    ],
)
def test_a_day_is_written_as_in_the_passages(question: str, written: str) -> None:
    assert as_the_text_writes(question, [hit(BEIJING, CALENDAR)]) == written
