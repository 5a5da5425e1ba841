"""PDF files as paragraphs: joined across lines and pages, each word with its page, nothing lost without a word."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from corpus.load.office.pdf_files import HEIGHT, Text, pdf, set_in_lines
from corpus.load.words import counted
from zhengxie_qa.corpus.load import load_bytes
from zhengxie_qa.corpus.offsets import to_raw
from zhengxie_qa.corpus.reading_process import ReadingProcess
from zhengxie_qa.errors import FileError
from zhengxie_qa.location import LocationKind, locate
from zhengxie_qa.types import Document

REPORT = "某市2025年政府工作报告\n" + "\n".join(
    f"（{number}）过去一年，全市地区生产总值1368.{number}亿元，增长5.2%，城镇新增就业3.6万人，一般公共预算收入109.4亿元。"
    "我们坚持稳中求进，扎实推进各项工作，取得新的成效12项。"
    for number in "一二三四"
)


def load(data: bytes) -> Document:
    return load_bytes(data, file="2025_报告.pdf", doc_id="d")


@pytest.fixture
def without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)


def pages_of(document: Document, words: str) -> list[int | str]:
    start = document.text.index(words)
    found = locate(document.locations, *to_raw(document.segments, start, start + len(words)))
    assert {each.kind for each in found} == {LocationKind.PAGE}
    return [each.at[0] for each in found]


def rules(document: Document) -> list[tuple[str, str]]:
    return [(document.raw_text[each.start : each.end], each.rule) for each in document.left_out]


def furnished(pages: list[list[Text]]) -> list[list[Text]]:
    return [
        [Text(200, 800, "某市政府公报2025年", 12), *page, Text(280, 40, f"— {number} —", 12)]
        for number, page in enumerate(pages, start=1)
    ]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_paragraphs_go_on_across_lines_and_pages(rotate: int) -> None:
    document = load(pdf(furnished(set_in_lines(REPORT, page=6)), rotate=rotate))

    assert document.text == REPORT + "\n"
    assert (document.info.title, document.info.year) == ("某市2025年政府工作报告", 2025)
    assert pages_of(document, "1368.一") == [1]
    assert pages_of(document, "1368.四") == [3]
    crossing = next(paragraph for paragraph in REPORT.split("\n") if pages_of(document, paragraph) == [1, 2])
    assert crossing.startswith("（二）")


def test_running_heads_and_page_numbers_are_listed() -> None:
    document = load(pdf(furnished(set_in_lines(REPORT, page=6))))

    assert rules(document) == [
        (words, rule)
        for number in (1, 2, 3)
        for words, rule in (("某市政府公报2025年", "running head"), (f"— {number} —", "page number"))
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = REPORT.split("\n")[1:3]
    columns = [
        text
        for x, words in ((60, left), (330, right))
        for text in set_in_lines(words, x=x, width=13, page=60, top=700)[0]
    ]
    assert load(pdf([columns])).text == f"{left}\n{right}\n"


def test_cells_never_join_and_rows_stay_rows() -> None:
    rows = [("指标", "2023年", "2024年"), ("产值", "1368", "109.4"), ("增速", "3.9%", "4.1%")]
    cells = [
        Text(90 + 150 * column, 600 - 24 * row, words)
        for row, line in enumerate(rows)
        for column, words in enumerate(line)
    ]
    narrow = [Text(90, 400, "1368"), Text(90 + 4 * 8 + 6, 400, "109")]
    document = load(pdf([[*set_in_lines(REPORT)[0], *cells, *narrow]]))

    assert document.text.endswith("\n指标\t2023年\t2024年\n产值\t1368\t109.4\n增速\t3.9%\t4.1%\n1368 109\n")


def test_the_mark_of_a_note_is_no_digit_of_the_figure() -> None:
    raised = [
        Text(90, 600, "完成4325.6亿元"),
        Text(90 + 16 * 4 + 8 * 6 + 8, 606, "1", 8),
        Text(90, 560, "面积10"),
        Text(138, 566, "8", 8),
    ]
    raised[1] = Text(90 + 16 * 2 + 8 * 6 + 16 * 2, 606, "1", 8)
    document = load(pdf([raised]))

    assert document.text == "完成4325.6亿元\n面积10 8\n"
    assert rules(document) == [("1", "note mark")]


def test_a_wide_gap_an_indent_or_a_short_line_begins_something_new() -> None:
    full, more, other, last = (f"{number}全市上下一心克难奋进取得了新的成绩迈出了新的步" for number in "一二三四")
    lines = [
        Text(90, 700, full),
        Text(90, 676, more),
        Text(90, 620, other),
        Text(122, 596, last[:-2]),
        Text(90, 572, "结束语9"),
    ]
    document = load(pdf([lines]))

    assert document.text == f"{full}{more}\n{other}\n{last[:-2]}结束语9\n"


@pytest.mark.usefixtures("without_recognition")
def test_a_page_that_is_a_picture_is_listed_with_its_place() -> None:
    document = load(pdf([set_in_lines(REPORT)[0], []], drawing="100 100 200 200 re f"))

    (gap,) = document.left_out
    assert (gap.rule, gap.start == gap.end) == ("page without text", True)
    assert [each.at for each in locate(document.locations, gap.start, gap.end)] == [(2,)]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text("政协会议提案办理1368.4%，。", min_size=1, max_size=120), min_size=1, max_size=6),
    st.integers(3, 12),
)
def test_every_character_is_kept_and_in_order(paragraphs: list[str], lines: int) -> None:
    text = "\n".join(["政协工作", *paragraphs])
    document = load(pdf(set_in_lines(text, page=lines)))

    listed = "".join(document.raw_text[each.start : each.end] for each in document.left_out)
    assert counted(document.text) + counted(listed) == counted(text)
    assert _counted_in_order(document.raw_text) == _counted_in_order(text)
    assert [each.at[0] for each in document.locations] == list(range(1, len(document.locations) + 1))


@pytest.mark.browser
@pytest.mark.parametrize("columns", ["auto", "2"])
def test_a_report_that_a_browser_prints_comes_back_paragraph_by_paragraph(browser: Browser, columns: str) -> None:
    rest = "，推动高质量发展取得新成效，人民生活水平不断提高，社会大局保持和谐稳定，各项事业全面进步"
    paragraphs = [f"第{number}项工作完成投资{number * 37.5}亿元，增长{number}.3%{rest}。" for number in range(1, 40)]
    page = browser.new_page()
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    style = "p { text-indent: 2em; margin: 0; text-align: justify } body { font: 12pt/1.6 'Noto Serif CJK SC' }"
    page.set_content(f'<style>{style}</style><div style="columns: {columns}">{text}</div>')
    foot = '<span style="font-size: 9px; margin: auto">— <span class="pageNumber"></span> —</span>'
    margins = dict.fromkeys(("top", "bottom", "left", "right"), "25mm")
    document = load(
        page.pdf(display_header_footer=True, header_template="<i></i>", footer_template=foot, margin=margins)
    )

    assert document.text.split("\n")[:-1] == paragraphs
    assert {rule for _, rule in rules(document)} == {"page number"}


def _counted_in_order(text: str) -> str:
    return "".join(each for each in text if counted(each))


LOCKED = pdf(
    [[Text(90, 700, "秘密")]],
    trailer=f"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}> >>",
)


@pytest.mark.usefixtures("without_recognition")
@pytest.mark.parametrize(
    ("data", "said", "zh"),
    [
        (b"%PDF-1.7\n junk", "damaged or no PDF", "已损坏"),
        (b"plain words", "damaged or no PDF", "不是 PDF"),
        (LOCKED, "protected by a password", "密码"),
        (pdf([[], []]), "only pictures of its pages", "文字（OCR）"),
        (pdf([[]], drawing="100 100 200 200 re f"), "OCR", "扫描件"),
        (pdf([[Text(90, 700, "字体没有标明")]], unicode=False), "fonts that do not say", "字体"),
    ],
)
def test_what_cannot_be_read_is_said_in_both_languages(data: bytes, said: str, zh: str) -> None:
    with pytest.raises(FileError) as caught:
        load(data)
    assert said in str(caught.value)
    assert zh in (caught.value.zh or "")


def test_a_broken_file_costs_its_own_sentence_in_the_process_that_reads(tmp_path: Path) -> None:
    whole = pdf(set_in_lines(REPORT))
    broken, sound = tmp_path / "坏.pdf", tmp_path / "好.pdf"
    broken.write_bytes(whole[: len(whole) // 2].replace(b"obj", b"odd"))
    sound.write_bytes(whole)
    process = ReadingProcess()
    with pytest.raises(FileError, match=r"^坏\.pdf"):
        process.read(broken, "坏.pdf", "d")
    document, passages = process.read(sound, "好.pdf", "d")
    process.close()
    assert document.locations == load(whole).locations
    assert passages


ROWS = [
    ["地区", "总值", "增速", "备注"],
    ["东区", "812.5", "6.1%", ""],
    ["西区", "", "5.2%", "初步"],
    ["北区", "455.3", "", "核定"],
]


def set_rows(*, x: float = 90, shift: float = 0) -> list[Text]:
    """The rows with their empty cells; names of columns stand further to the right than what stands below them."""
    return [
        Text(x + 100 * column + (shift if row == 0 else 0), 700 - 24 * row, words, 12)
        for row, cells in enumerate(ROWS)
        for column, words in enumerate(cells)
        if words
    ]


def kept(rows: list[list[str]]) -> list[str]:
    return ["\t".join(cells).rstrip("\t") for cells in rows]


def test_an_empty_cell_keeps_its_column_by_what_stands_above_it() -> None:
    assert load(pdf([set_rows()])).text.strip().split("\n") == kept(ROWS)


@pytest.mark.parametrize("rotate", [0, 90])
def test_an_empty_cell_keeps_its_column_by_the_rules_around_it(rotate: int) -> None:
    boxes = "".join(f"{85 + 100 * column} {695 - 24 * row} 100 24 re S\n" for row in range(4) for column in range(4))
    turned = {0: "", 90: f"0 1 -1 0 {HEIGHT} 0 cm"}[rotate]
    content = pdf([set_rows(shift=45)], drawing=f"q {turned}\n{boxes} Q", rotate=rotate)
    assert load(content).text.strip().split("\n") == kept(ROWS)


def test_rows_whose_columns_nothing_tells_are_left_as_they_stand() -> None:
    text = load(pdf([set_rows(shift=45)])).text
    assert text.strip().split("\n")[2] == "西区\t5.2%\t初步"


def test_short_paragraphs_whose_first_lines_are_most_are_joined() -> None:
    text = "\n".join(
        f"第{number}条各级人民政府应当把林下经济纳入规划，加强统筹协调，保障经费投入。" for number in "一二三四五六七八"
    )
    assert load(pdf(set_in_lines(text))).text.strip() == text


def test_numbers_that_hang_out_are_no_edge_of_the_column() -> None:
    line = "各级人民政府应当把林下经济纳入规划加强统筹协调和保障"
    rows = [(90, f"一、{line}"), (122, line), (122, line), (122, f"{line[:9]}。")] * 6
    page = [Text(x, 740 - 24 * at, words) for at, (x, words) in enumerate(rows)]
    paragraphs = load(pdf([page])).text.strip().split("\n")
    assert paragraphs == [f"一、{line}{line}{line}{line[:9]}。"] * 6
