"""A term that is explained, and one that is merely used; a name explained part by part."""

import pytest

from zhengxie_qa.evidence.explained import explained_in_parts, merely_used
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import DocumentInfo, Hit, Passage, Span

INFO = DocumentInfo(doc_id="d", file="d.txt", title="综述")
IN_PARTS = (
    "“1+10+N”体系应运而生。“1”即市政协《意见》；“10”即形成组织体系、制度体系等10大架构；“N”即细化为N个项目整体推进。"
    "“1+10+N”体系既管方向、谋全局，又抓重点。"
)


def is_merely_used(question: str, text: str, words: str) -> bool:
    hit = Hit(1, 1.0, Passage("d:0", "d", 0, len(text), text), INFO)
    start = text.index(words)
    return merely_used(understand(question), Span(hit, start, start + len(words), words, 1.0, 0.9))


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        (
            "什么是“链上协商”？",
            "所谓“链上协商”，就是让委员和企业坐到一张桌子上的协商方式。",
            "让委员和企业坐到一张桌子上的协商方式",
        ),
        ("预冷是什么", "预冷就是农产品采收后迅速去除田间热的过程。", "农产品采收后迅速去除田间热的过程"),
        (
            "“两头在外”指什么？",
            "实行“两头在外”（即原材料来源在外和产品销售市场在外）。",
            "原材料来源在外和产品销售市场在外",
        ),
        ("什么是果园托管", "该县推行“果园托管”，由专业公司统一施肥、修剪、销售。", "由专业公司统一施肥、修剪、销售"),
        ("“三大件”指什么？", "花椒、奶山羊、苹果，是委员们帮扶产业的“三大件”。", "花椒、奶山羊、苹果"),
        ("云藏是什么", "全球首个藏文搜索引擎“云藏”用户覆盖90个国家和地区。", "全球首个藏文搜索引擎"),
        ("什么是有害垃圾？", "有害垃圾：对人体健康造成危害的废弃物。", "对人体健康造成危害的废弃物"),
    ],
)
def test_what_explains_a_term_may_be_quoted(question: str, text: str, words: str) -> None:
    assert not is_merely_used(question, text, words)


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("“七学联动”是什么？", "以“七学联动”工作机制，形成良好学习氛围。", "形成良好学习氛围"),
        ("六型机关是什么", "全面创建“六型机关”，高标准建成文史馆。", "高标准建成文史馆"),
        ("什么是“深聊会”？", "市政协组织“深聊会”275场，增进各界共识。", "增进各界共识"),
        ("四梁八柱是什么意思", "构建履职“四梁八柱”，以守正创新让工作保持活力。", "以守正创新让工作保持活力"),
    ],
)
def test_a_term_that_is_merely_used_is_not_defined_by_its_neighbours(question: str, text: str, words: str) -> None:
    assert is_merely_used(question, text, words)


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("组织了多少场深聊会？", "市政协组织“深聊会”275场。", "275场"),
        ("「熔段价」是什么", "对酒店实行“熔断价”，也就是平日均价的2.5倍。", "平日均价的2.5倍"),
        ("什么是红黑榜", "街道每月公布排名，前十名上榜。", "每月公布排名"),
    ],
)
def test_other_kinds_and_other_spellings_are_left_to_the_reader(question: str, text: str, words: str) -> None:
    assert not is_merely_used(question, text, words)


@pytest.mark.parametrize(
    "question", ["什么是1+10+N", "“1+10+N”是什么意思？", "1+10+N包括哪些内容", "What is 1+10+N?", "1＋10＋N体系指什么"]
)
def test_a_name_in_parts_is_explained_part_by_part(question: str) -> None:
    place = explained_in_parts(understand(question), IN_PARTS)
    assert place is not None
    assert IN_PARTS[slice(*place)].startswith("“1”即")
    assert IN_PARTS[slice(*place)].endswith("“N”即细化为N个项目整体推进")


def test_one_part_alone_is_what_is_said_of_it() -> None:
    place = explained_in_parts(understand("“1+10+N”中的“10”是什么意思？"), IN_PARTS)
    assert place is not None
    assert IN_PARTS[slice(*place)] == "形成组织体系、制度体系等10大架构"


@pytest.mark.parametrize(
    "question",
    ["“1+10+N”什么时候提出的？", "1+10+N体系有什么成效", "为什么建立1+10+N", "什么是1+7", "什么是深聊会", "1+1=？"],
)
def test_other_questions_and_other_names_get_no_explanation_in_parts(question: str) -> None:
    assert explained_in_parts(understand(question), IN_PARTS) is None
