import pytest

from zhengxie_qa.text.genres import kind_of
from zhengxie_qa.types import DocumentKind


@pytest.mark.parametrize(
    ("kind", "titles"),
    [
        (DocumentKind.REPORT, "2026年广东省政府工作报告 北京共产主义组织的报告(一大) 衡水市统计公报 文旅局工作总结"),
        (
            DocumentKind.RULES,
            "杭州市电梯安全条例 养犬管理办法 宪法 预算法(2018年修正) 《行政许可法》 适用法律问题的解释",
        ),
        (
            DocumentKind.PAPER,
            "关于公租房申请的通知 关于政府工作报告的决议 数字经济行动计划(2025—2027年) 会议纪要 关于充电桩提案的答复",
        ),
        (DocumentKind.SPEECH, "在推进会上的讲话 在开幕式上的致辞"),
        (
            DocumentKind.ARTICLE,
            "走进西山看振兴 报告会在京举行 治理的新方法 基层好做法 法治建设 深圳市政协履职答卷 条例解读 通知书怎么写",
        ),
    ],
)
def test_the_last_word_of_a_title_names_the_kind(kind: DocumentKind, titles: str) -> None:
    assert {title: kind_of(title) for title in titles.split()} == dict.fromkeys(titles.split(), kind)
