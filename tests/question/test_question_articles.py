import pytest

from zhengxie_qa.question.articles import article_asked
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import AnswerKind


@pytest.mark.parametrize(
    ("question", "number", "part"),
    [
        ("第三条规定了什么?", 3, 0),
        ("第三条的内容是什么?", 3, 0),
        ("提案工作规则第十条之一说的是什么?", 10, 1),
        ("第21条有什么规定?", 21, 0),
        ("第二条怎么规定的?", 2, 0),
        ("第十条的内容", 10, 0),
    ],
)
def test_all_that_an_article_says_is_asked_for(question: str, number: int, part: int) -> None:
    assert article_asked(question) == (number, part, True)
    assert understand(question).kind is AnswerKind.OTHER


@pytest.mark.parametrize(
    ("question", "number", "part"),
    [
        ("第十条之一规定的不予立案情形有哪些?", 10, 1),
        ("第二十一条规定承办单位在几个月内办理完毕?", 21, 0),
        ("第三条对联名提案是怎么规定的?", 3, 0),
        ("预算法第五条规定预算包括哪些?", 5, 0),
    ],
)
def test_something_particular_in_an_article_is_asked_for(question: str, number: int, part: int) -> None:
    assert article_asked(question) == (number, part, False)


@pytest.mark.parametrize(
    "question",
    [
        "青海第一条中转内地飞往泰国的货运航班,途经哪几站?",
        "现代化产业体系是啥 黑龙江十五五第一条",
        "第一条地铁什么时候开通?",
        "第三条跑道多长?",
        "十条措施是什么?",
        "出台了哪些规定?",
    ],
)
def test_a_first_line_or_ten_measures_are_no_article(question: str) -> None:
    assert article_asked(question) is None
