"""A comparison on the page: every word as text, each cell a link to its source, figures in their order, blanks said."""

import html
import re
from dataclasses import replace

import pytest
from interface_fakes import FakeEngine

from zhengxie_qa.comparing.comparison import Apart, By, Comparison, Order, Ranking, Row
from zhengxie_qa.interfaces.ui.tables.chart import chart
from zhengxie_qa.interfaces.ui.tables.table import figure, rows_so_far, table_message, table_section
from zhengxie_qa.types import Quantity


@pytest.fixture(scope="module")
def table() -> Comparison:
    """275场 of the harbour, 12次 of the lake, a blank of the hill."""
    return FakeEngine().compare("各地开了多少场“深聊会”？")


def saying(row: Row, label: str, value: float, unit: str = "%", **known: object) -> Row:
    text = f"{value:g}{unit}"
    answer = replace(row.answer, text=text, quantity=Quantity(value, unit))
    return replace(row, label=label, answer=answer, **known)


def of_figures(table: Comparison, **figures: float) -> Comparison:
    rows = tuple(saying(table.rows[0], label.removeprefix("y"), value) for label, value in figures.items())
    return replace(table, rows=rows, blanks=(), by=By.YEAR if "y2020" in figures else By.PLACE)


def shown(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def test_each_cell_opens_its_own_source_and_a_blank_its_nearest_passage(table: Comparison) -> None:
    message, section = table_message(3, table, files="t"), table_section(3, table, files="t")
    links = re.findall(r'href="#((?:src|near)-3-\d)"', message)
    assert links == ["src-3-1", "src-3-2", "near-3-1"]
    assert all(f'id="{link}"' in section for link in links)
    assert "没有找到相关段落" in message
    assert "3篇文章中有2个写明" in shown(message)


def test_the_table_names_its_caption_rows_and_columns(table: Comparison) -> None:
    message = table_message(1, table, files="")
    assert message.count('<th scope="row">') == 3
    assert message.count('<th scope="col">') == 4
    assert "逐篇问的是" in shown(message.split("<caption>")[1].split("</caption>")[0])


def test_no_text_of_an_article_ends_the_table_or_becomes_markup(table: Comparison) -> None:
    answer = replace(table.rows[0].answer, text="一\n\n<b>二</b>|`三`", quantity=None)
    wild = replace(table, rows=(replace(table.rows[0], label="<i>甲</i>", answer=answer),), blanks=())
    inside = table_message(1, wild, files="").split("<table")[1]
    assert "\n" not in inside
    assert not {"<b>", "<i>", "`", "|"} & set(re.findall(r"<[bi]>|[`|]", inside))


def test_figures_carry_their_place_and_one_set_apart_has_none(table: Comparison) -> None:
    rows = [saying(table.rows[0], label, value) for label, value in (("甲", 5.0), ("乙", 4.5), ("丙", 5.0))]
    rows.append(saying(table.rows[0], "丁", 9.0, "元", apart=Apart.UNIT))
    message = table_message(1, replace(table, rows=tuple(rows), blanks=()), files="")
    assert re.findall(r'<td class="o(\d)">', message)[::2] == ["2", "1", "2", "0"]
    assert "计量单位不同" in message


def test_the_first_of_a_ranking_is_the_answer(table: Comparison) -> None:
    ranked = replace(of_figures(table, 甲=6, 乙=6, 丙=5), ranking=Ranking(Order.HIGHEST, ("甲", "乙")))
    head = table_message(1, ranked, files="").split("\n\n")[0]
    assert re.findall(r'<span class="label">(.)</span>.*?href="#src-1-(\d)"', head) == [("甲", "1"), ("乙", "2")]


@pytest.mark.parametrize(
    ("quantity", "chinese", "english"),
    [
        (Quantity(80034000, "吨"), "8,003.4万吨", "80,034,000 吨"),
        (Quantity(4.5, "%", upper=5.0), "4.5—5%", "4.5–5%"),
        (Quantity(1.2e12, "元", approximate=True), "1.2万亿元", "1,200,000,000,000 元"),
        (Quantity(-3, None), "-3", "-3"),
    ],
)
def test_a_figure_is_written_as_each_language_writes_it(quantity: Quantity, chinese: str, english: str) -> None:
    assert figure(quantity) == (chinese, english)


def test_bars_stand_from_the_greatest_to_the_least_and_open_their_sources(table: Comparison) -> None:
    drawn = chart(2, of_figures(table, 甲=4, 乙=8, 丙=6))
    assert re.findall(r'href="#(src-2-\d)"', drawn) == ["src-2-2", "src-2-3", "src-2-1"]
    widths = [float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)%"', drawn)]
    assert widths[0] == pytest.approx(2 * widths[2], abs=0.02)


def test_a_line_is_broken_over_years_that_say_nothing(table: Comparison) -> None:
    drawn = chart(1, of_figures(table, y2020=6, y2021=8, y2024=5))
    assert re.findall(r'class="(path[ a-z]*)"', drawn) == ["path", "path gap"]
    assert re.findall(r'text-anchor="middle">(\d+)<', drawn) == ["2020", "2021", "2022", "2023", "2024"]


def test_one_figure_is_no_chart(table: Comparison) -> None:
    assert chart(1, of_figures(table, 甲=4)) == ""
    assert "png" not in table_message(1, of_figures(table, 甲=4), files="t")


def test_what_is_known_shows_before_the_rest(table: Comparison) -> None:
    assert shown(rows_so_far([table.blanks[0], table.rows[1]])) == "湖滨市政协报告 12次"
    assert rows_so_far([table.blanks[0]]) == ""
