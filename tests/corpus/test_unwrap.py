from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.corpus.clean import clean
from zhengxie_qa.corpus.offsets import to_raw
from zhengxie_qa.corpus.unwrap import PAGE_NUMBER, unwrap
from zhengxie_qa.types import LeftOut

PARAGRAPH = (
    "五届三次会议以来，广大政协委员、政协各参加单位和各专门委员会积极运用提案履行职能，共提交提案512件。"
    "经审查，立案438件，其中委员提案341件，集体提案97件，投入资金1,286.5万元，群众满意度为98.6%。"
)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("全市共召开民主监督会议4\n6次，参会1280人次。", "全市共召开民主监督会议46次，参会1280人次。"),
        ("经审查，共提交提案5\n12件。", "经审查，共提交提案512件。"),
        ("项目投入专项资金1,\n286万元，惠及群众。", "项目投入专项资金1,286万元，惠及群众。"),
        ("项目投入专项资金1\n,286万元，惠及群众。", "项目投入专项资金1,286万元，惠及群众。"),
        ("会后，群众满意度为98.\n6%。", "会后，群众满意度为98.6%。"),
        ("会后，群众满意度为98\n.6%。", "会后，群众满意度为98.6%。"),
        ("全年征集提案，立案438\n件，已全部办复。", "全年征集提案，立案438件，已全部办复。"),
        ("全部提案截至2025年1月1\n5日，已全部办复。", "全部提案截至2025年1月15日，已全部办复。"),
        ("提案工作座谈会于二〇二\n五年召开。", "提案工作座谈会于二〇二五年召开。"),
        ("政协各参加单位和各专\n门委员会参加。", "政协各参加单位和各专门委员会参加。"),
        ("座谈会由市政协副主  \n 席周立民主持。", "座谈会由市政协副主席周立民主持。"),
        ("根据《中华人民共和国\n反恐怖主义法》制定。", "根据《中华人民共和国反恐怖主义法》制定。"),
        ("全年围绕中心工作，\n开展专题协商21次。", "全年围绕中心工作，开展专题协商21次。"),
        ("关于五届三次会议以来提案工\n作情况的报告", "关于五届三次会议以来提案工作情况的报告"),
        ("　　市发展和改\n革委员会等单位参加。", "　　市发展和改\n革委员会等单位参加。"),
        ("　　会上，市发展和改\n革委员会等单位参加。", "　　会上，市发展和改革委员会等单位参加。"),
    ],
)
def test_a_line_broken_inside_a_word_figure_or_sentence_is_joined(broken: str, whole: str) -> None:
    assert unwrap(broken).text == whole


@pytest.mark.parametrize(
    "text",
    [
        "市政协2024年工作报告\n来源：海澜日报　发布时间：2025-01-15\n一年来，市政协坚持人民至上。",
        "政协海澜市第五届委员会常务委员会\n关于五届三次会议以来提案工作情况的报告\n",
        "一、坚持党的全面领导\n全年开展专题协商21次，形成建议案。",
        "一、总体情况，共立案438\n二、办理情况，共办复438件。",
        "开展调查研究工作\n人员到位，经费落实。",
        "会议第一项议程。\n第二项议程开始。",
        "全市教育支出 1250\n1368万元为决算数。",
        "教育支出\t1250\t1368\n486\t512件。",
        "全市一般公共预算收入125\n\n6亿元为教育支出。",
        "联系电话，市政协办公室：010-12345678\n2025年1月8日召开会议。",
        "主任委员：张明，副主任委员李红\n　　会议听取了情况汇报。",
        "出席会议的市政协领导，共12\n附件：名单。",
        "全年共办理，立案438\n• 6件为重点提案。",
        "中共\n民革17\n民盟22\n教育35。",
        "时间：2025年10月22日下午3:30\n地点：市政协302会议室。",
        "海澜市政协办公室\n2025年1月8日",
        "各专门委员会，共12\n(一)经济委员会。",
        "全年提交提案，共512\n3.加强督办，全部办复。",
        "| 教育支出，合计 | 12\n| 6 | 35。",
    ],
)
def test_what_begins_something_new_is_not_joined(text: str) -> None:
    assert unwrap(text).text == text


def test_full_lines_of_a_broken_paragraph_are_joined_between_words_too() -> None:
    lines = [
        "全年召开专题协商会议二十一次，提出意见建议一百八十六",
        "条，得到市委和市政府领导批示，为推动全市高质量发展贡",
        "献智慧和力量。",
    ]
    heading = "一、专题协商"
    assert unwrap("\n".join([heading, *lines])).text == f"{heading}\n{''.join(lines)}"


def test_a_page_number_inside_a_sentence_is_left_out_and_listed() -> None:
    text = "会后，共提交提案5\n\n        - 3 -\n12件，已全部办复。\n"
    joined = unwrap(text)

    assert joined.text == "会后，共提交提案512件，已全部办复。\n"
    assert joined.left_out == (LeftOut(text.index("- 3"), text.index("- 3") + 5, PAGE_NUMBER),)


@pytest.mark.parametrize("page", ["- 3 -", "— 12 —", "第 3 页 共 12 页", "3/12"])
def test_a_page_number_between_two_sentences_stays(page: str) -> None:
    text = f"会后，共提交提案512件。\n{page}\n各承办单位认真办理。\n"
    assert unwrap(text).text == text


@given(st.sets(st.integers(1, len(PARAGRAPH) - 1), max_size=8))
def test_no_break_costs_a_character_and_quotes_lead_back(breaks: set[int]) -> None:
    raw = "".join(("\n" if index in breaks else "") + character for index, character in enumerate(PARAGRAPH))
    cleaned = clean(raw)

    assert cleaned.text.replace("\n", "") == PARAGRAPH
    for start in range(0, len(cleaned.text) - 5, 7):
        raw_start, raw_end = to_raw(cleaned.segments, start, start + 5)
        assert raw[raw_start:raw_end].replace("\n", "") == cleaned.text[start : start + 5].replace("\n", "")


@given(st.integers(18, 34))
def test_a_paragraph_broken_at_a_fixed_width_keeps_every_figure_whole(width: int) -> None:
    raw = "\n".join(PARAGRAPH[start : start + width] for start in range(0, len(PARAGRAPH), width))
    joined = unwrap(raw).text

    for figure in ("512件", "438件", "341件", "97件", "1,286.5万元", "98.6%"):
        assert figure in joined, figure


def test_of_the_texts_at_hand_only_broken_ones_are_touched(shared_data: Path) -> None:
    paths = sorted(path for path in (shared_data / "text").rglob("*.txt"))
    touched = sum(len(unwrap(path.read_text(encoding="utf-8")).segments) > 1 for path in paths)

    assert len(paths) > 1000
    assert touched < len(paths) / 50
