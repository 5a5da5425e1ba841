import pytest

from zhengxie_qa.text.outlook import question_outlook, section_outlook, text_outlook


@pytest.mark.parametrize(
    ("question", "outlook"),
    [
        ("陕西今年想把千亿级产业链做到多少条?", 1.0),
        ("辽宁去年gdp增长了多少?", -1.0),
        ("what growth target has been set?", 0.0),
        ("what output is guangxi aiming to exceed?", 1.0),
        ("人均预期寿命是多少?", 0.0),
    ],
)
def test_a_question_looks_ahead_or_back(question: str, outlook: float) -> None:
    assert question_outlook(question) == outlook


def test_only_the_topmost_heading_may_look_ahead() -> None:
    assert section_outlook("三、2026年重点工作 › （一）提振市场信心") == 1.0
    assert section_outlook("一、政府自身 › （一）加快发展") == 0.0


def test_a_review_looks_back_whatever_it_calls_its_parts() -> None:
    assert section_outlook("一、2025年工作回顾 › （一）加快发展") == -1.0


def test_telling_words_are_weighed_against_each_other() -> None:
    assert text_outlook("力争新增企业。确保完成目标。") == 3 / (3 + 2)
    assert text_outlook("总量突破九千。去年已超额。") == -4 / (4 + 2)
    assert text_outlook("") == 0.0
