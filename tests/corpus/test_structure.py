from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.corpus.structure import BlockKind, blocks

PARAGRAPH = "市政协围绕中心、服务大局，组织委员深入基层开展调研，提出了一批有分量的意见建议，得到各方面好评。"


def kinds(*lines: str) -> list[BlockKind]:
    return [block.kind for block in blocks("\n".join(lines))]


def headings(*lines: str) -> list[tuple[str, int]]:
    text = "\n".join(lines)
    return [(text[b.start : b.end], b.level) for b in blocks(text) if b.kind is BlockKind.HEADING]


@given(
    st.text(st.sampled_from(list("一二、（）第章条。，市政协2025摄 　\n\r\u2028")), max_size=80) | st.text(max_size=60)
)
def test_blocks_cover_everything_but_space_in_order(text: str) -> None:
    position = 0
    for block in blocks(text):
        assert position <= block.start <= block.run_in < block.end <= len(text)
        assert not text[position : block.start].strip()
        position = block.end
    assert not text[position:].strip()


def test_numbered_lines_are_headings_with_their_depth() -> None:
    found = headings("报告", "第一章　总则", "一、工作回顾", "（一）党建引领", PARAGRAPH, "二、工作安排", PARAGRAPH)

    assert [name for name, _ in found] == ["第一章　总则", "一、工作回顾", "（一）党建引领", "二、工作安排"]
    chapter, first, part, second = (level for _, level in found)
    assert chapter < first < part
    assert second == first


def test_a_short_line_between_finished_paragraphs_is_a_heading() -> None:
    assert headings("标题", PARAGRAPH, "“党建+”加出工作质效提升加速度", PARAGRAPH) == [
        ("“党建+”加出工作质效提升加速度", 2)
    ]


def test_a_line_with_a_final_mark_is_no_heading() -> None:
    assert headings("标题", PARAGRAPH, "各位代表：", PARAGRAPH, "我们一定能够成功！", PARAGRAPH) == []


def test_lines_above_the_first_paragraph_are_no_headings() -> None:
    assert headings("政府工作报告", "——2026年1月25日在会议上", "省长 王某", PARAGRAPH, PARAGRAPH) == []


def test_a_table_of_short_lines_is_no_row_of_headings() -> None:
    assert headings("标题", PARAGRAPH, "指标", "数值", "提案", "612", "信息", "1341", PARAGRAPH) == []


def test_a_torn_sentence_is_no_heading() -> None:
    assert (
        headings(
            "标题",
            PARAGRAPH,
            "会议通过了《",
            "基本法",
            "》，并作出决定，自公布之日起施行，原有规定同时废止。",
            PARAGRAPH,
        )
        == []
    )


def test_a_paragraph_may_begin_with_its_heading() -> None:
    line = f"（一）着力强化内需主导作用，服务新发展格局。{PARAGRAPH}"
    text = f"标题\n{line}"

    block = blocks(text)[1]

    assert block.kind is BlockKind.PARAGRAPH
    assert text[block.start : block.run_in] == "（一）着力强化内需主导作用，服务新发展格局"


def test_an_article_of_a_law_is_a_paragraph_that_begins_with_its_number() -> None:
    text = "某条例\n第一章 总则\n第一条 为了保护湿地，制定本条例。"

    block = blocks(text)[-1]

    assert text[block.start : block.run_in] == "第一条"


def test_lines_credited_to_a_photographer_are_captions() -> None:
    assert kinds("标题", "市长作政府工作报告。本报记者 戴某 摄", PARAGRAPH)[1] is BlockKind.CAPTION
    assert kinds("标题", "图为委员在社区走访。陈某某 摄", PARAGRAPH)[1] is BlockKind.CAPTION
    assert kinds("标题", "▲渔港里的渔船（资料图）", PARAGRAPH)[1] is BlockKind.CAPTION


def test_dated_lines_above_an_indented_body_are_captions() -> None:
    found = kinds("标题", "2025年7月10日,委员议事厅举行。", "", "2024年4月3日,委员开展调研。", "  " + PARAGRAPH)

    assert found == [BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.CAPTION, BlockKind.PARAGRAPH]


def test_a_first_paragraph_that_begins_with_a_date_is_no_caption() -> None:
    assert kinds("标题", "7月10日，市政协召开会议。" + PARAGRAPH, PARAGRAPH) == [BlockKind.PARAGRAPH] * 3
    assert kinds("标题", "7月10日，市政协召开会议。", PARAGRAPH) == [BlockKind.PARAGRAPH] * 3
