"""Word documents as they stand with all changes accepted, every word with its place, nothing lost without a word."""

from io import BytesIO

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.load.office.office_files import docx, p, package, r, tbl, tc, tr
from corpus.load.words import counted
from zhengxie_qa.corpus.chunk import chunk
from zhengxie_qa.corpus.load import load_bytes
from zhengxie_qa.corpus.offsets import to_raw
from zhengxie_qa.errors import FileError
from zhengxie_qa.location import Location, LocationKind, locate
from zhengxie_qa.types import Document

PARAGRAPH, TABLE, NOTE = LocationKind.PARAGRAPH, LocationKind.TABLE, LocationKind.NOTE
TITLE = p("某市2025年政府工作报告")


def load(data: bytes) -> Document:
    return load_bytes(data, file="2025_报告.docx", doc_id="d")


def place(document: Document, words: str) -> list[tuple[LocationKind, tuple[int | str, ...]]]:
    start = document.text.index(words)
    found = locate(document.locations, *to_raw(document.segments, start, start + len(words)))
    return [(each.kind, each.at) for each in found]


def rules(document: Document) -> list[tuple[str, str]]:
    return [(document.raw_text[each.start : each.end].strip(), each.rule) for each in document.left_out]


def test_a_document_that_python_docx_writes_is_read() -> None:
    made = python_docx.Document()
    made.add_heading("某市2025年政府工作报告", 0)
    made.add_paragraph("2025年1月8日在某市第三届人民代表大会第四次会议上")
    made.add_heading("过去一年的工作", 1)
    made.add_paragraph("全年地区生产总值1368亿元，增长5.2%，城镇新增就业3.6万人，财政收入稳步增长。")
    table = made.add_table(2, 3)
    for number, text in enumerate(["指标", "2023年", "2024年", "产值（亿元）", "1368", "109.4"]):
        table.cell(*divmod(number, 3)).text = text
    buffer = BytesIO()
    made.save(buffer)

    document = load(buffer.getvalue())

    assert document.text == (
        "某市2025年政府工作报告\n2025年1月8日在某市第三届人民代表大会第四次会议上\n过去一年的工作\n"
        "全年地区生产总值1368亿元，增长5.2%，城镇新增就业3.6万人，财政收入稳步增长。\n"
        "指标\t2023年\t2024年\n产值（亿元）\t1368\t109.4\n"
    )
    assert (document.info.title, document.info.published) == ("某市2025年政府工作报告", "2025-01-08")
    assert place(document, "1368亿元") == [(PARAGRAPH, (4,))]
    assert place(document, "109.4") == [(TABLE, (1, 2, 3))]
    assert place(document, "1368\t109.4") == [(TABLE, (1, 2, 2)), (TABLE, (1, 2, 3))]
    assert "过去一年的工作" in (chunk(document)[-1].heading or "")


def test_changes_are_taken_as_accepted_and_what_was_deleted_is_listed() -> None:
    changed = p(
        r("今年安排资金3"),
        f"<w:del>{r('6').replace('w:t', 'w:delText')}</w:del>",
        f"<w:ins>{r('8')}</w:ins>",
        r("亿元，"),
        f"<w:moveFrom>{r('搬走的话')}</w:moveFrom>",
        r("用于农村道路。"),
    )
    document = load(docx(TITLE + changed))

    assert document.text.split("\n")[1] == "今年安排资金38亿元，用于农村道路。"
    assert rules(document) == [("6", "deleted"), ("搬走的话", "deleted")]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    document = load(docx(TITLE + p("会议指出，", props=gone) + p("要抓好落实。")))

    assert document.text.split("\n")[1] == "会议指出，要抓好落实。"


def test_hidden_text_headers_footers_and_comments_are_listed() -> None:
    body = TITLE + p(r("公开的内容有12条。"), r("内部参考34", "<w:vanish/>"), r("其余不变。", '<w:vanish w:val="0"/>'))
    document = load(
        docx(body, header1=p("某市文件"), footer1=p("第5页"), comments=f"<w:comment>{p('批注67')}</w:comment>")
    )

    assert document.text == "某市2025年政府工作报告\n公开的内容有12条。其余不变。\n"
    assert rules(document) == [
        ("内部参考34", "hidden text"),
        ("某市文件", "header"),
        ("第5页", "footer"),
        ("批注67", "comment"),
    ]


def test_notes_follow_the_text_each_with_its_number() -> None:
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    notes = f'<w:footnote w:type="separator">{p("——")}</w:footnote><w:footnote w:id="1">{p("不含深圳。")}</w:footnote>'
    document = load(docx(TITLE + p(r("全省完成4325.6亿元"), reference, r("。")), footnotes=notes))

    assert document.text.split("\n")[1:3] == ["全省完成4325.6亿元。", "不含深圳。"]
    assert place(document, "不含深圳") == [(NOTE, (1,))]


def test_raised_digits_and_fractions_never_join_a_figure() -> None:
    raised = r("1", '<w:vertAlign w:val="superscript"/>')
    fraction = (
        "<m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath>"
    )
    document = load(
        docx(TITLE + p(r("收入4325"), raised, r("亿元，占")) + p(r("面积5 km"), raised, r("，比为"), fraction))
    )

    assert document.text.split("\n")[1:3] == ["收入4325 1亿元，占", "面积5 km1，比为3/4"]


def test_text_boxes_and_content_controls_are_read_once() -> None:
    box = f"<w:txbxContent>{p('框里的要点')}</w:txbxContent>"
    twice = f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    twice += "</mc:AlternateContent></w:r>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件里的话')}</w:sdtContent></w:sdt>"
    empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('单击此处输入文字')}</w:sdtContent></w:sdt>"
    document = load(docx(TITLE + p(r("正文。"), twice) + control + empty))

    assert document.text.split("\n")[1:-1] == ["正文。", "框里的要点", "控件里的话"]
    assert rules(document) == [("单击此处输入文字", "placeholder")]


def test_cells_keep_rows_and_columns_through_merges_and_nesting() -> None:
    wide, starts, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    nested = tbl(tr("1", "2"))
    table = tbl(
        tr(tc(p("指标"), props=starts), tc(p("产值"), props=wide), "增速"),
        tr(tc(props=goes_on), "2023", "2024", "3.9"),
        tr(tc(p("分项"), nested), "1368", "109.4", tc(p("较快"), p("较好"))),
        tr("删", "7", "8", "9", props="<w:del/>"),
    )
    document = load(docx(TITLE + table))

    assert document.text.split("\n")[1:-1] == [
        "指标\t产值\t\t增速",
        "\t2023\t2024\t3.9",
        "分项 1 2\t1368\t109.4\t较快 较好",
    ]
    assert place(document, "增速") == [(TABLE, (1, 1, 4))]
    assert place(document, "2024") == [(TABLE, (1, 2, 3))]
    assert rules(document) == [("删\t7\t8\t9", "deleted")]


def test_a_table_of_one_column_is_read_as_paragraphs() -> None:
    document = load(docx(TITLE + tbl(tr(tc(p("第一段话说完了。"), p("第二段话说完了。"))))))

    assert document.text.split("\n")[1:3] == ["第一段话说完了。", "第二段话说完了。"]


NUMBERING = """<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>"""


def test_the_numbers_that_word_counts_are_part_of_the_text() -> None:
    def item(text: str, level: int) -> str:
        return p(text, props=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>')

    body = "".join([item("总体要求", 0), item("5亿元以上", 1), item("其他", 1), item("保障措施", 0), item("甲", 1)])
    document = load(docx(TITLE + body, numbering=NUMBERING))

    assert document.text.split("\n")[1:-1] == ["一、总体要求", "一.1 5亿元以上", "一.2 其他", "二、保障措施", "二.1 甲"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text("政协会议提案1368.4% ", min_size=1, max_size=12),
            st.lists(st.lists(st.text("产值109.4", max_size=6), min_size=2, max_size=3), min_size=1, max_size=3),
        ),
        max_size=6,
    )
)
def test_every_character_is_kept_and_leads_to_its_place(blocks: list[str | list[list[str]]]) -> None:
    body = "".join(p(each) if isinstance(each, str) else tbl(*(tr(*row) for row in each)) for each in blocks)
    document = load(docx(p("政协会议纪要") + body))

    written = "政协会议纪要" + "".join(
        each if isinstance(each, str) else "".join(map("".join, each)) for each in blocks
    )
    listed = "".join(document.raw_text[each.start : each.end] for each in document.left_out)
    assert counted(document.text) + counted(listed) == counted(written)
    tables = [each for each in blocks if isinstance(each, list)]
    for number, table in enumerate(tables, start=1):
        for row, cells in enumerate(table, start=1):
            for column, text in enumerate(cells, start=1):
                assert _at(document, Location(0, TABLE, (number, row, column))) == text.strip()


def _at(document: Document, place: Location) -> str:
    """All that a document says stands at a place."""
    ends = [each.start for each in document.locations[1:]] + [len(document.raw_text)]
    found = zip(document.locations, ends, strict=True)
    return "".join(
        document.raw_text[each.start : end] for each, end in found if (each.kind, each.at) == (place.kind, place.at)
    ).strip()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True))
    + f']><w:document xmlns:w="{"http://schemas.openxmlformats.org/wordprocessingml/2006/main"}"><w:body><w:p><w:r>'
    "<w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("data", "said", "zh"),
    [
        (b"PK\x03\x04broken", "damaged or no .docx file", "已损坏"),
        (b"plain words", "damaged or no .docx file", "已损坏"),
        (package({"xl/workbook.xml": "<workbook/>"}), "damaged or no .docx file", "不是 .docx 文件"),
        (package({"word/document.xml": "<w:document"}), "damaged or no .docx file", "已损坏"),
        (OLD, "old Office file", "旧版"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "protected by a password", "密码"),
        (package({"word/document.xml": b" " * (257 << 20)}), "would unpack to more", "解压后过大"),
        (package({"word/document.xml": LAUGHS}), "damaged or no .docx file", "已损坏"),
        (docx("<w:p>" + "<w:ins>" * 5000 + "</w:ins>" * 5000 + "</w:p>"), "damaged or no .docx file", "已损坏"),
        (docx(TITLE + tbl(tr(tc(p("a"), props='<w:gridSpan w:val="x"/>'), "b"))), "damaged or no .docx", "已损坏"),
    ],
)
def test_what_cannot_be_read_is_said_in_both_languages(data: bytes, said: str, zh: str) -> None:
    with pytest.raises(FileError) as caught:
        load(data)
    assert said in str(caught.value)
    assert zh in (caught.value.zh or "")
