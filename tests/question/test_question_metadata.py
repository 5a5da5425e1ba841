"""Which fact about an article itself is asked for; and what only looks like it."""

import pytest

from zhengxie_qa.question.question import MetadataField
from zhengxie_qa.question.understanding import understand


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("这篇报道是谁写的？", MetadataField.AUTHOR),
        ("请问《一件提案的旅程》的作者是谁", MetadataField.AUTHOR),
        ("这篇护学小巷的报道是谁写的？", MetadataField.AUTHOR),
        ("协商会纪实 记者", MetadataField.REPORTER),
        ("会场那张照片谁拍的", MetadataField.PHOTOGRAPHER),
        ("责任编辑 海澜政协 开幕", MetadataField.EDITOR),
        ("请给我这份计划的联系人姓名", MetadataField.CONTACT),
        ("该答复抄送哪些单位？", MetadataField.COPIED),
        ("报告主送单位", MetadataField.ADDRESSED),
        ("这份公报由哪两家单位发布？", MetadataField.ISSUER),
        ("这总结哪天写的", MetadataField.SIGNED),
        ("供热通知 成文日期", MetadataField.SIGNED),
        ("家电补贴细则 文号", MetadataField.NUMBER),
        ("这个决定几号文", MetadataField.NUMBER),
        ("来源 护学小巷", MetadataField.SOURCE),
        ("麻烦查一下这份文件的索引号", MetadataField.INDEX_NUMBER),
        ("document number of the heating notice", MetadataField.NUMBER),
        ("who is the editor of this article?", MetadataField.EDITOR),
    ],
)
def test_nouns_and_verbs_that_ask_of_the_article(asked: str, field: MetadataField) -> None:
    assert understand(asked).metadata is field


@pytest.mark.parametrize(
    "asked",
    [
        "会议请了哪些记者参加？",
        "责任编辑培训班办了几期？",
        "《实施意见》的文号是什么？",
        "废止文件的文号是多少",
        "这首歌是谁写的？",
        "联系人制度覆盖了多少家企业？",
        "照片展展出了多少张照片？",
        "哪个部门发布了预警？",
        "牵手工程 资金 来源",
    ],
)
def test_what_is_asked_of_the_content_is_read_for(asked: str) -> None:
    assert understand(asked).metadata is None
