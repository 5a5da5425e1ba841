import pytest

from zhengxie_qa.corpus.page.widgets import has_widget, torn_pieces


def test_a_widget_is_seen_at_the_end_of_a_line_with_source_and_date() -> None:
    assert has_widget("信息来源:深圳特区报 信息提供日期:2025-07-25 12:06 【字体: 视力保护色:")
    assert not has_widget("来源：新华社　时间：2025-07-25")


def test_a_switch_torn_over_lines_goes_on_to_its_last_piece() -> None:
    assert torn_pieces(["浏览次数：", "368", "", "次", "【字体：", "大", "中", "小", "】", "正文"]) == {
        1,
        3,
        5,
        6,
        7,
        8,
    }


@pytest.mark.parametrize("lines", [["提案", "612", "次", "大", "中"], ["浏览量统计", "368"], ["字体设计", "大"]])
def test_cells_of_a_table_are_no_pieces(lines: list[str]) -> None:
    assert torn_pieces(lines) == set()
