import pytest

from zhengxie_qa.corpus.articles import articles

RULES = """提案工作规则

第一章　总则

第一条　为规范提案工作，制定本规则。

第二条：提案须一事一案。
提案须有具体建议。

第二章　办理

第十条　依照第二条提出的提案，十五日内审查。

第十条之一　有下列情形之一的，不予立案：
（一）涉及国家秘密的；
（二）为本人解决问题的。

第二十一条 本规则自2025年3月1日起施行。
"""


def test_each_article_goes_on_to_the_next_number_or_heading() -> None:
    found = {(each.number, each.part): RULES[each.start : each.end] for each in articles(RULES)}

    assert found == {
        (1, 0): "为规范提案工作，制定本规则。",
        (2, 0): "提案须一事一案。\n提案须有具体建议。",
        (10, 0): "依照第二条提出的提案，十五日内审查。",
        (10, 1): "有下列情形之一的，不予立案：\n（一）涉及国家秘密的；\n（二）为本人解决问题的。",
        (21, 0): "本规则自2025年3月1日起施行。",
    }


@pytest.mark.parametrize(
    "text",
    [
        "标题\n开通第一条航线，全年运送旅客12万人次。",
        "标题\n第一条中转货运航班于9月开通，途经两站。",
        "依照第三条提出的提案。",
        "",
    ],
)
def test_a_report_has_no_articles(text: str) -> None:
    assert list(articles(text)) == []
