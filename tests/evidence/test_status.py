"""Planned or achieved, as clause, sentence and heading say."""

import pytest

from zhengxie_qa.evidence.status import stated_status
from zhengxie_qa.types import Status


@pytest.mark.parametrize(
    "clause",
    ["力争新建学校30所", "确保改造50个", "将建成20座", "预计增长5%", "新开工10万套", "到2035年达3万", "5%左右"],
)
def test_words_that_intend_say_planned(clause: str) -> None:
    assert stated_status(clause) is Status.PLANNED


@pytest.mark.parametrize("clause", ["累计建成30所", "去年投入30亿元", "办结5万件", "增至3万", "建成20座", "荣获12项"])
def test_words_that_tell_of_what_was_done_say_achieved(clause: str) -> None:
    assert stated_status(clause) is Status.ACHIEVED


@pytest.mark.parametrize(
    "clause", ["将军12名", "总要求", "预期寿命80岁", "已知的", "面积30平方公里", "公共服务", "共同富裕", "了解情况"]
)
def test_words_that_only_look_like_it_say_nothing(clause: str) -> None:
    assert stated_status(clause) is None


def test_the_nearest_words_are_asked_first() -> None:
    assert stated_status("建设30所", sentence="今年力争建设30所") is Status.PLANNED
    assert stated_status("累计30所", sentence="累计30所，力争再建") is Status.ACHIEVED


def test_the_heading_decides_where_words_say_either_or_both() -> None:
    assert stated_status("建成30所") is Status.ACHIEVED
    assert stated_status("建成30所", heading="三、2026年重点工作") is Status.PLANNED
    assert stated_status("30所", heading="一、2025年工作回顾") is Status.ACHIEVED
    assert stated_status("30所", heading="一、过去工作和今后任务") is None
    assert stated_status("30所") is None
