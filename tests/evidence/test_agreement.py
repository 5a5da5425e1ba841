"""Years, places and reports as said around a figure, against those asked for."""

import pytest

from zhengxie_qa.evidence.agreement import (
    LONGER_PERIOD,
    OF_THE_REPORT,
    PART_OF_PERIOD,
    place_agreement,
    report_agreement,
    year_agreement,
)
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import DocumentInfo, Hit, Passage

INFO = DocumentInfo(
    "bj", "2026_北京市.txt", "2026年北京市政府工作报告", published="2026-02-01", year=2026, place="北京市"
)


def hit(text: str, *, heading: str | None = None, info: DocumentInfo = INFO) -> Hit:
    return Hit(1, 1.0, Passage("bj:0", "bj", 0, len(text), text, heading=heading), info)


def year(question: str, text: str, figure: str, *, heading: str | None = None) -> float:
    return year_agreement(understand(question, as_of="2026-02-01"), hit(text, heading=heading), text.index(figure))


@pytest.mark.parametrize(
    ("question", "text", "heading", "expected"),
    [
        ("2025年投入多少？", "去年投入30亿元。", None, 1.0),
        ("2024年投入多少？", "去年投入30亿元。", None, -1.0),
        ("2025年投入多少？", "投入30亿元。", "一、2025年工作回顾 › （一）民生", 1.0),
        ("2026年投入多少？", "投入30亿元。", "一、2025年工作回顾 › （一）民生", -1.0),
        ("2025年投入多少？", "投入30亿元。", None, OF_THE_REPORT),
        ("2024年投入多少？", "投入30亿元。", "2025年和“十四五”时期工作回顾", -1.0),
        ("2025年投入多少？", "2025年，比2020年翻一番，投入30亿元。", None, 1.0),
        ("2025年投入多少？", "投入30亿元，恢复到2019年的64.1%。", None, OF_THE_REPORT),
        ("2025年投入多少？", "投入30亿元，为2019年同期的两倍。", None, OF_THE_REPORT),
        ("2025年投入多少？", "投入30亿元，从2019年的20亿元增加。", None, OF_THE_REPORT),
        ("2025年投入多少？", "投入30亿元，2019年的20亿元在外。", None, -1.0),
        ("2025年投入多少亿元？", "五年来，我们惠民生。投入30亿元。", None, LONGER_PERIOD),
        ("2025年新增投入多少亿元？", "五年来，我们惠民生。新增投入30亿元。", None, LONGER_PERIOD),
        ("2025年投入多少亿元？", "五年来，我们惠民生。投入达到30亿元。", None, PART_OF_PERIOD),
        ("2025年投入多少亿元？", "五年来，我们惠民生。投入增至30亿元。", None, PART_OF_PERIOD),
        ("2025年投入多少亿元？", "五年来，我们惠民生。2025年，投入30亿元。", None, 1.0),
        ("2025年投入多少亿元？", "2024年，我们惠民生。投入30亿元。", None, -1.0),
        ("2025年投入多少亿元？", "2024年，我们惠民生。\n投入30亿元。", None, OF_THE_REPORT),
        ("2024年投入多少亿元？", "2024年，我们惠民生。投入30亿元。", "一、2025年工作回顾", 1.0),
        ("投入多少？", "去年投入30亿元。", None, 0.0),
        ("2026年报告说去年投入多少？", "去年投入30亿元。", None, 1.0),
    ],
)
def test_the_nearest_year_said_is_compared(question: str, text: str, heading: str | None, expected: float) -> None:
    assert year(question, text, "30亿元", heading=heading) == expected


def test_a_place_agrees_with_the_report_or_the_passage() -> None:
    assert place_agreement(understand("北京投入多少？"), hit("投入30亿元。"), 2) == 1.0
    assert place_agreement(understand("天津投入多少？"), hit("支持天津30亿元。"), 4) == 1.0
    assert place_agreement(understand("天津投入多少？"), hit("投入30亿元。"), 2) == -1.0
    assert place_agreement(understand("Beijing spent how much?"), hit("投入30亿元。"), 2) == 1.0


def test_a_named_report_must_be_the_one_at_hand() -> None:
    congress = DocumentInfo("c16", "16_全面建设小康社会_(十六大).txt", "全面建设小康社会 (十六大)", year=2002)
    assert report_agreement(understand("2026年报告提到多少？"), hit("一")) == 1.0
    assert report_agreement(understand("2004年报告提到多少？"), hit("一")) == -1.0
    assert report_agreement(understand("十六大报告提到多少？"), hit("一", info=congress)) == 1.0
    assert report_agreement(understand("What did the 16th Congress report say?"), hit("一", info=congress)) == 1.0
    assert report_agreement(understand("提到多少？"), hit("一")) == 0.0
