"""OFD files: characters where the file puts them, as paragraphs, each with its page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.load.mapped import assert_every_character_maps
from corpus.load.office.office_files import package
from corpus.load.words import counted
from zhengxie_qa.corpus.load import load_bytes
from zhengxie_qa.corpus.offsets import to_raw
from zhengxie_qa.errors import FileError
from zhengxie_qa.location import LocationKind, locate
from zhengxie_qa.types import Document

NAMED = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 5.0
LINE = 28
"""Han characters that fill a line; others are half as wide."""


def text(words: str, x: float, y: float, *, size: float = SIZE, ctm: str = "", step: str | None = None) -> str:
    """A stretch of text at a place of the page, in millimetres from the upper left corner."""
    steps = " ".join(str(size / 2 if each.isascii() else size) for each in words) if step is None else step
    turned = f'CTM="{ctm}"' if ctm else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 160 {size}" Size="{size}" {turned}>'
        f'<ofd:TextCode X="0" Y="{size * 0.86}" DeltaX="{steps}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def ofd(*pages: str, template: str = "", box: str = "0 0 210 297", **more: str) -> bytes:
    """A file of what stands on each page."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    common = f"<ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea>"
    common += '<ofd:TemplatePage ID="9" BaseLoc="Tpls/T.xml"/>' if template else ""
    uses = '<ofd:Template TemplateID="9"/>' if template else ""
    parts = {
        "OFD.xml": f"<ofd:OFD {NAMED}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        "</ofd:OFD>",
        "doc_0/document.xml": f"<ofd:Document {NAMED}><ofd:CommonData>{common}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>\0",
        "Doc_0/Tpls/T.xml": content(template),
    }
    for number, drawn in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = content(drawn, uses)
    return package({**parts, **more})


def content(drawn: str, uses: str = "") -> str:
    layer = f"<ofd:Content><ofd:Layer>{drawn}</ofd:Layer></ofd:Content>"
    return f"<ofd:Page {NAMED}>{uses}{layer}</ofd:Page>"


def load(data: bytes) -> Document:
    return load_bytes(data, file="2025_通知.ofd", doc_id="d")


def pages_of(document: Document, words: str) -> list[tuple[LocationKind, tuple[int | str, ...]]]:
    start = document.text.index(words)
    found = locate(document.locations, *to_raw(document.segments, start, start + len(words)))
    return [(each.kind, each.at) for each in found]


def paragraph(words: str, top: float) -> str:
    """A paragraph set in lines, the first indented."""
    lines, room = [""], LINE - 2.0
    for each in words:
        width = 0.5 if each.isascii() else 1
        if room < width:
            lines, room = [*lines, ""], LINE
        lines[-1] += each
        room -= width
    return "".join(text(each, 25 + (0 if n else 2 * SIZE), top + n * 9) for n, each in enumerate(lines))


LONG = (
    "会议强调，要深入学习贯彻全会精神，把各项任务落到实处，全年完成投资109.4亿元，新增就业3.6万人，增长5.2%，"
    "各项工作取得新的进展。"
)


def test_lines_are_joined_to_paragraphs_each_with_its_page() -> None:
    first = text("某市人民政府关于开展检查的通知", 60, 30, size=7) + paragraph(LONG, 50) + paragraph(LONG[5:], 90)
    document = load(ofd(first, paragraph("附件另发，共12份，请各单位于月底前报送。", 40)))

    assert document.text.split("\n")[:-1] == [
        "某市人民政府关于开展检查的通知",
        LONG,
        LONG[5:],
        "附件另发，共12份，请各单位于月底前报送。",
    ]
    assert document.info.title == "某市人民政府关于开展检查的通知"
    assert pages_of(document, "109.4亿元") == [(LocationKind.PAGE, (1,))]
    assert pages_of(document, "共12份") == [(LocationKind.PAGE, (2,))]
    assert_every_character_maps(document)


def test_cells_of_a_row_stay_apart_and_templates_and_matrices_are_heeded() -> None:
    row = text("指标", 30, 60) + text("2023年", 70, 60) + text("2024年", 110, 60)
    figures = text("产值", 30, 70) + text("1368", 70, 70, step="2.5") + text("109.4", 110, 70, step="g 4 2.5")
    turned = text("其余见后", 0, 0, ctm="1 0 0 1 30 80") + text("不显示", 30, 90).replace(" ID", ' Visible="false" ID')
    document = load(ofd(row + figures + turned, template=text("某市文件", 80, 20)))

    assert document.text.split("\n")[:-1] == ["某市文件", "指标\t2023年\t2024年", "产值\t1368\t109.4", "其余见后"]


def test_a_page_that_is_a_picture_is_listed() -> None:
    document = load(ofd(text("会议于今天召开。", 30, 40), '<ofd:ImageObject ResourceID="3"/>'))

    assert [each.rule for each in document.left_out] == ["page without text"]
    with pytest.raises(FileError, match="no text that can be read") as caught:
        load(ofd('<ofd:PathObject ID="3"/>'))
    assert "没有可读的文字" in (caught.value.zh or "")


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.lists(st.text("政协会议提案1368.4%", min_size=1, max_size=20), min_size=1, max_size=4),
        min_size=1,
        max_size=3,
    )
)
def test_every_character_is_kept_and_leads_to_its_page(pages: list[list[str]]) -> None:
    pages = [["政协会议纪要"], *pages]
    document = load(ofd(*("".join(text(line, 30, 50 + 12 * n) for n, line in enumerate(page)) for page in pages)))

    listed = "".join(document.raw_text[each.start : each.end] for each in document.left_out)
    assert counted(document.text) + counted(listed) == counted("".join(map("".join, pages)))
    assert_every_character_maps(document)
    ends = [each.start for each in document.locations[1:]] + [len(document.raw_text)]
    for place, end in zip(document.locations, ends, strict=True):
        said = document.raw_text[place.start : end]
        assert counted(said) <= counted("".join(pages[int(place.at[0]) - 1]))


@pytest.mark.parametrize(
    ("data", "said", "zh"),
    [
        (b"", "damaged or no .ofd file", "已损坏"),
        (b"PK\x03\x04broken", "damaged or no .ofd file", "不是 .ofd 文件"),
        (package({"word/document.xml": "<w/>"}), "damaged or no .ofd file", "已损坏"),
        (package({"OFD.xml": "<ofd:OFD"}), "damaged or no .ofd file", "已损坏"),
        (ofd(text("字", 1, 1, step="x")), "damaged or no .ofd file", "已损坏"),
        (ofd(text("字", 1, 1).replace("Size=", "Size='nan' Was=")), "damaged or no .ofd file", "已损坏"),
        (ofd(text("字", 1, 1).replace('X="0"', 'X="1e300"')), "damaged or no .ofd file", "已损坏"),
        (package({"a.xml": b" " * (257 << 20)}), "would unpack to more", "解压后过大"),
    ],
)
def test_what_cannot_be_read_is_said_in_both_languages(data: bytes, said: str, zh: str) -> None:
    with pytest.raises(FileError) as caught:
        load(data)
    assert said in str(caught.value)
    assert zh in (caught.value.zh or "")


def test_a_step_said_to_go_on_for_ever_ends_with_the_text() -> None:
    document = load(ofd(text("会议于今天召开。", 30, 40, step="g 999999999 5")))
    assert document.text == "会议于今天召开。\n"
