"""What an article says of itself outside its text; the texts are invented."""

import pytest
from given_hits import document

from zhengxie_qa.answering.by_form.imprint import said_of_itself, signed_day
from zhengxie_qa.question.question import MetadataField
from zhengxie_qa.types import DocumentInfo

NEWS = """海澜市政协召开三季度协商会
来源：海澜日报　日期：2025-08-20　作者：江知秋　字体：大 中 小
8月19日，市政协召开协商会。记者走访了三个社区，联系人不难找到。
“作者是谁并不要紧。”主席林远说。
图为会场。　沈听澜 摄
（本报记者 冉星河　实习生 莘小禾，2025年8月20日）
责任编辑：卢小棠　审核：章一帆、何其乐　校对：牟小满
"""
PAPER = """关于做好供暖工作的通知
海政办〔2025〕12号　　签发人：祁望舒
各区人民政府，市直各单位：
现就有关事项通知如下。供热科联系人：云苏雅（办公室），电话：0000-01012319。
海澜市人民政府办公室
2025年9月26日
（此件发至县团级）
抄送：市委办公室，市政协办公室。
海澜市人民政府办公室　2025年9月28日印发
"""
REPORT = """苹果产业调研报告
海澜市人大常委会农业与农村工作委员会　2018年10月
调研组走访了12个乡镇。
执笔人：农业处　粘一鸣　柏听雪
报送：市人大常委会主任会议
"""


def said(field: MetadataField, text: str) -> str | None:
    given = document(DocumentInfo("d", "d.txt", text.split("\n")[0]), text)
    place = said_of_itself(field, given)
    return text[slice(*place)] if place else None


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (MetadataField.AUTHOR, NEWS, "江知秋"),
        (MetadataField.REPORTER, NEWS, "冉星河"),
        (MetadataField.PHOTOGRAPHER, NEWS, "沈听澜"),
        (MetadataField.EDITOR, NEWS, "卢小棠"),
        (MetadataField.REVIEWER, NEWS, "章一帆、何其乐"),
        (MetadataField.PROOFREADER, NEWS, "牟小满"),
        (MetadataField.SIGNER, PAPER, "祁望舒"),
        (MetadataField.CONTACT, PAPER, "云苏雅"),
        (MetadataField.ADDRESSED, PAPER, "各区人民政府，市直各单位"),
        (MetadataField.COPIED, PAPER, "市委办公室，市政协办公室"),
        (MetadataField.DISTRIBUTION, PAPER, "此件发至县团级"),
        (MetadataField.ISSUER, PAPER, "海澜市人民政府办公室"),
        (MetadataField.ISSUER, REPORT, "海澜市人大常委会农业与农村工作委员会"),
        (MetadataField.AUTHOR, REPORT, "粘一鸣　柏听雪"),
        (MetadataField.ADDRESSED, REPORT, "市人大常委会主任会议"),
    ],
)
def test_head_foot_and_bylines_are_read(field: MetadataField, text: str, expected: str) -> None:
    assert said(field, text) == expected


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (MetadataField.EDITOR, PAPER),
        (MetadataField.PROOFREADER, REPORT),
        (MetadataField.CONTACT, NEWS),
        (MetadataField.INDEX_NUMBER, NEWS),
        (MetadataField.ADDRESSED, "讲话\n同志们：\n今天开会。\n"),
        (MetadataField.REPORTER, "发布会实录\n日报记者：请问何时开工？\n答：明年。\n"),
        (MetadataField.ISSUER, "讲话\n谢谢大家！\n"),
    ],
)
def test_what_is_not_said_is_not_found(field: MetadataField, text: str) -> None:
    assert said(field, text) is None


def test_the_day_of_a_paper_is_that_of_its_label_or_of_its_last_line_that_is_a_date() -> None:
    for text, expected in (
        (PAPER, "2025年9月26日"),
        ("办法\n索引号：A-1　成文日期：2024-11-22　公开方式：主动公开\n2024年1月3日起施行。\n", "2024-11-22"),
        ("公报\n统计局\n（2025年4月9日）\n一、综合\n", "2025年4月9日"),
    ):
        place = signed_day(document(DocumentInfo("d", "d.txt", "t"), text))
        assert place is not None
        assert text[slice(*place)] == expected
    assert signed_day(document(DocumentInfo("d", "d.txt", "t"), "2025年2月3日召开。\n")) is None
