"""Rows of figures are lines, layout tables are not."""

import pytest

from zhengxie_qa.corpus.load.html.text import PageParser


def lines(source: str) -> list[str]:
    return [line.text for line in PageParser(source).lines]


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("<td>教育支出</td><td>预算数</td>", "教育支出\t预算数"),
        ("<td>教育支出</td><td>523,100</td>", "教育支出\t523,100"),
        ("<td><p>教育支出</p></td><td><p>523,100</p></td>", "教育支出\t523,100"),
        ("<td>\n<div>教育\n支出</div>\n</td>\n<td>\n<p>523</p>\n</td>\n", "教育支出\t523"),
        ("<td>责任单位</td><td>南山区31件<br>北岭区17件</td>", "责任单位\t南山区31件\n北岭区17件"),
        (
            "<td>责任单位</td><td><ul><li>东城区28件</li><li>西城区19件</li></ul></td>",
            "责任单位\t东城区28件\n西城区19件",
        ),
        ("<td>项目<td>预算数<td>决算数", "项目\t预算数\t决算数"),
        ("<th>项目</th><th>决算数<br>（万元）</th>", "项目\t决算数 （万元）"),
        ("<td></td><td>合计</td><td></td><td>12</td>", "\t合计\t\t12"),
    ],
)
def test_a_row_of_figures_is_one_line(row: str, line: str) -> None:
    assert lines(f"<table><tr>{row}</tr></table>") == [line]


def test_figures_in_neighbouring_cells_do_not_make_one_number() -> None:
    assert lines("<table><tr><td>12</td><td>345</td><td>-2.2</td></tr></table>") == ["12\t345\t-2.2"]


def test_a_cell_stands_in_its_column_whatever_reaches_over_several() -> None:
    head = "<tr><th rowspan=2>油田</th><th colspan=2>产量</th></tr><tr><th>2011年</th><th>2012年</th></tr>"
    body = "<tr><td>大庆</td><td></td><td>4000</td></tr>"

    assert lines(f"<table>{head}{body}</table>") == ["油田\t产量", "\t2011年\t2012年", "大庆\t\t4000"]


def test_a_layout_table_keeps_the_lines_of_its_article() -> None:
    paragraph = (
        "<p>全市共征集提案512件，经审查立案438件，已全部办复，委员满意率为99.3%，其中集体提案97件、界别提案31件。</p>"
    )

    found = lines(f"<table><tr><td>首页</td><td>{paragraph * 3}</td></tr></table>")

    assert found == ["首页", *[paragraph[3:-4]] * 3]


def test_a_table_within_a_cell_keeps_its_rows() -> None:
    inner = "<table><tr><td>民革</td><td>17</td></tr><tr><td>民盟</td><td>19</td></tr></table>"

    assert lines(f"<table><tr><td>附表</td><td>{inner}</td></tr></table>") == ["附表", "民革\t17", "民盟\t19"]


def test_lines_of_preformatted_text_stay_lines() -> None:
    assert lines("<pre>一、回顾\n  提案512件\n\n二、安排</pre>") == ["一、回顾", "  提案512件", "二、安排"]


def test_a_raised_number_does_not_join_a_figure() -> None:
    assert lines("<p>产值10<sup>8</sup>元，面积3km<sup>2</sup>，共1860<sup>[2]</sup>人次</p>") == [
        "产值10 8元，面积3km2，共1860人次"
    ]
