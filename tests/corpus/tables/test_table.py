"""What each cell of a table is called, and the unit of its figure, whatever parts the cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.corpus.tables.table import Cell, cell_at, tables
from zhengxie_qa.types import Quantity

TABS = "各油田原油产量\n单位：万吨\n油田\t2011年\t2012年\n大庆\t4000.0\t4000.1\n胜利\t\t2755.0\n"
SPACES = (
    "各油田原油产量（单位：万吨）\n油田      2011年    2012年\n大庆      4000.0    4000.1\n胜利                2755.0\n"
)
DRAWN = """┌────┬──────┬──────┐
│油田│2011年│2012年│
├────┼──────┼──────┤
│大庆│4000.0│4000.1│
│胜利│      │2755.0│
└────┴──────┴──────┘
"""
BARS = "油田 | 2011年 | 2012年\n大庆 | 4000.0 | 4000.1\n胜利 |  | 2755.0\n"


def cell(text: str, words: str) -> Cell:
    start = text.index(words)
    found = cell_at(text, start, start + len(words))
    assert found is not None
    assert text[slice(*found.place)] == words
    return found


def said(text: str, places: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[slice(*place)] for place in places]


@pytest.mark.parametrize("text", [TABS, SPACES, DRAWN, BARS])
def test_a_cell_is_called_by_its_row_and_column_past_empty_cells(text: str) -> None:
    found = cell(text, "2755.0")

    assert said(text, found.row) == ["胜利"]
    assert said(text, found.column) == ["2012年"]


def test_the_unit_above_a_table_is_that_of_its_figures() -> None:
    assert cell(TABS, "4000.1").quantity == Quantity(40_001_000.0, "吨")
    assert cell(SPACES, "4000.1").quantity == Quantity(40_001_000.0, "吨")


@pytest.mark.parametrize(
    ("head", "figure", "quantity"),
    [
        ("产量（万吨）", "12", Quantity(120_000.0, "吨")),
        ("比上年增长%", "-2.2", Quantity(-2.2, "%")),
        ("同比增速", "5.1", Quantity(5.1, None)),
        ("产量", "12公斤", Quantity(12.0, "公斤")),
        ("产量", "12", Quantity(12.0, "件")),
        ("结余", "-1,368", Quantity(-1368.0, "件")),
    ],
)
def test_a_nearer_unit_goes_before_that_of_the_table(head: str, figure: str, quantity: Quantity) -> None:
    text = f"办理情况（单位：件）\n地区\t{head}\n东城\t{figure}\n西城\t7\n"

    assert cell(text, figure).quantity == quantity


def test_names_over_several_columns_and_rows_belong_to_each() -> None:
    text = "地区\t指标\t产量\t\t\n\t\t2011年\t2012年\n黑龙江\t原油\t4000\t4001\n\t天然气\t31\t33.7\n"
    found = cell(text, "33.7")

    assert said(text, found.row) == ["黑龙江", "天然气"]
    assert said(text, found.column) == ["产量", "2012年"]


def test_a_line_between_rows_names_those_below_it() -> None:
    text = "项目\t金额（万元）\n一、收入\n税收\t120\n一、支出\n教育\t80\n"

    assert said(text, cell(text, "80").row) == ["一、支出", "教育"]


def test_a_number_of_a_row_is_no_name() -> None:
    text = "序号\t项目\t负责人\t资助\n1\t越夏技术\t占时雨\t80\n2\t废釉料\t徐问窑\t60\n"
    found = cell(text, "徐问窑")

    assert said(text, found.row) == ["废釉料"]
    assert said(text, found.column) == ["负责人"]


@pytest.mark.parametrize(
    "text",
    [
        "今年以来，全市粮食产量12亿斤。\n比上年增长5.1%。\n",
        "2024 年 12 月 31 日\n第 3 期\n",
        "\t一段缩进的话\n\t又一段缩进的话\n",
        "联系人：张三  电话：123\n",
    ],
)
def test_other_lines_are_no_table(text: str) -> None:
    assert tables(text) == ()


@given(st.text(alphabet="年月12.%，。 \t|│\n油田产量—万吨（）", max_size=200))
def test_every_cell_is_found_again_where_it_stands(text: str) -> None:
    for table in tables(text):
        for row in table.rows:
            for column, (start, end) in row.cells.items():
                assert text[start:end].strip() == text[start:end] != ""
                found = cell_at(text, start, end)
                assert found is None or found.place == (start, end) or column == min(row.names)


def test_names_without_a_row_are_no_table() -> None:
    text = (
        "指标\t内蒙古自治区吉林省\t山东省\t山西省\t广东省\t广西壮族自治区\n城镇新增就业（万人）\n"
        "18\t22.89\t124.9\t47.3\t149.4\t42.3\n常住人口城镇化率（%）\n71.5\t69\t67.5\t67.4\t76.58\t58.09\n"
    )
    assert all(table.rows for table in tables(text))
    assert cell_at(text, text.index("124.9"), text.index("124.9") + 5) is None
