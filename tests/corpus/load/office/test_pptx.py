"""Presentations: slides as they are shown, every word with its slide, nothing lost without a word."""

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

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
D = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_NAMES = f'xmlns:a="{A}" xmlns:p="{P}" xmlns:r="{R}" xmlns:dgm="{D}"'
_LISTED = "http://schemas.openxmlformats.org/package/2006/relationships"


def body(*paragraphs: str) -> str:
    runs = (each if each.startswith("<") else run(each) for each in paragraphs)
    return f"<p:txBody>{''.join(f'<a:p>{each}</a:p>' for each in runs)}</p:txBody>"


def run(text: str, props: str = "") -> str:
    return f"<a:r><a:rPr {props}/><a:t>{text}</a:t></a:r>"


def shape(*paragraphs: str, role: str = "", props: str = "") -> str:
    place = f'<p:ph type="{role}"/>' if role else ""
    return f"<p:sp><p:nvSpPr><p:cNvPr id='2' {props}/><p:nvPr>{place}</p:nvPr></p:nvSpPr>{body(*paragraphs)}</p:sp>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<a:tc>{body(each)}</a:tc>" for each in row) for row in rows)
    inner = "".join(f"<a:tr>{each}</a:tr>" for each in cells)
    return (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{inner}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def references(**parts: str) -> str:
    inner = "".join(f'<Relationship Id="{name}" Target="{target}"/>' for name, target in parts.items())
    return f'<Relationships xmlns="{_LISTED}">{inner}</Relationships>'


def pptx(*slides: str, hidden: int = 0, more: dict[str, str] | None = None) -> bytes:
    """A presentation of the shapes on each slide, stored in another order than it is shown in."""
    files = {f"slides/s{len(slides) - number}.xml": each for number, each in enumerate(slides)}
    ids = "".join(f'<p:sldId id="{256 + at}" r:id="r{at}"/>' for at in range(len(slides)))
    parts = {"ppt/presentation.xml": f"<p:presentation {_NAMES}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"}
    parts["ppt/_rels/presentation.xml.rels"] = references(**{f"r{at}": name for at, name in enumerate(files)})
    for number, (name, shapes) in enumerate(files.items(), start=1):
        show = ' show="0"' if number == hidden else ""
        parts[f"ppt/{name}"] = f"<p:sld {_NAMES}{show}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"
    return package({**parts, **(more or {})})


def load(data: bytes) -> Document:
    return load_bytes(data, file="2025_汇报.pptx", doc_id="d")


def slide(document: Document, words: str) -> list[tuple[LocationKind, tuple[int | str, ...]]]:
    start = document.text.index(words)
    found = locate(document.locations, *to_raw(document.segments, start, start + len(words)))
    return [(each.kind, each.at) for each in found]


def rules(document: Document) -> list[tuple[str, str]]:
    return [(document.raw_text[each.start : each.end].strip(), each.rule) for each in document.left_out]


def test_slides_come_in_the_order_of_the_show_titles_first_and_tables_row_by_row() -> None:
    group = f"<p:grpSp><p:nvGrpSpPr/>{shape('组里的话有3句。')}</p:grpSp>"
    document = load(
        pptx(
            shape("全年完成投资109.4亿元。", "增长5.2%。") + shape("2025年工作汇报", role="ctrTitle"),
            table(("指标", "2023年", "2024年"), ("产值（亿元）", "", "1368")) + group,
        )
    )

    assert document.text == (
        "2025年工作汇报\n全年完成投资109.4亿元。\n增长5.2%。\n指标\t2023年\t2024年\n产值（亿元）\t\t1368\n组里的话有3句。\n"
    )
    assert document.info.title == "2025年工作汇报"
    assert slide(document, "109.4亿元") == [(LocationKind.SLIDE, (1,))]
    assert slide(document, "1368") == [(LocationKind.SLIDE, (2,))]


def test_what_is_not_shown_and_what_the_speaker_says_is_listed() -> None:
    beside = shape("内部12", props='hidden="1"') + shape("第1页", role="sldNum") + shape("某市制", role="ftr")
    notes = f"<p:notes {_NAMES}><p:cSld><p:spTree>{shape('口头补充34', role='body')}</p:spTree></p:cSld></p:notes>"
    document = load(
        pptx(
            shape("公开的内容有56条。") + beside,
            shape("备用的一页78"),
            hidden=2,
            more={
                "ppt/slides/_rels/s2.xml.rels": references(n="../notesSlides/n1.xml"),
                "ppt/notesSlides/n1.xml": notes,
            },
        )
    )

    assert document.text == "公开的内容有56条。\n"
    assert rules(document) == [
        ("内部12", "hidden shape"),
        ("第1页\n某市制", "footer"),
        ("口头补充34", "speaker notes"),
        ("备用的一页78", "hidden slide"),
    ]


def test_the_words_of_a_diagram_are_read_and_raised_digits_stay_apart() -> None:
    point = "<dgm:pt><dgm:t><a:p><a:r><a:t>第一步调查12户</a:t></a:r></a:p></dgm:t></dgm:pt>"
    link = "<dgm:pt type='parTrans'><dgm:t><a:p><a:r><a:t>不要</a:t></a:r></a:p></dgm:t></dgm:pt>"
    frame = (
        '<p:graphicFrame><a:graphic><a:graphicData><dgm:relIds r:dm="d1"/></a:graphicData></a:graphic></p:graphicFrame>'
    )
    raised = run("面积4325") + run("1", 'baseline="30000"') + "<a:br/>" + run("其余不变")
    document = load(
        pptx(
            shape(raised) + frame,
            more={
                "ppt/slides/_rels/s1.xml.rels": references(d1="/ppt/diagrams/data1.xml"),
                "ppt/diagrams/data1.xml": f"<dgm:d {_NAMES}><dgm:ptLst>{point}{link}</dgm:ptLst></dgm:d>",
            },
        )
    )

    assert document.text == "面积4325 1 其余不变\n第一步调查12户\n"


WORDS = st.text("政协会议提案1368.4% ", min_size=1, max_size=12)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.lists(st.one_of(WORDS, st.lists(WORDS, min_size=2, max_size=3)), max_size=4), min_size=1, max_size=4)
)
def test_every_character_is_kept_and_leads_to_its_slide(slides: list[list[str | list[str]]]) -> None:
    slides = [["政协会议纪要"], *slides]
    document = load(
        pptx(*("".join(shape(e) if isinstance(e, str) else table(tuple(e)) for e in each) for each in slides))
    )

    written = [["".join(each) for each in shapes] for shapes in slides]
    listed = "".join(document.raw_text[each.start : each.end] for each in document.left_out)
    assert counted(document.text) + counted(listed) == counted("".join(map("".join, written)))
    assert_every_character_maps(document)
    ends = [each.start for each in document.locations[1:]] + [len(document.raw_text)]
    for place, end in zip(document.locations, ends, strict=True):
        said = document.raw_text[place.start : end]
        assert counted(said) == counted("".join(written[int(place.at[0]) - 1]))


@pytest.mark.parametrize(
    ("data", "said", "zh"),
    [
        (b"", "damaged or no .pptx file", "已损坏"),
        (b"PK\x03\x04broken", "damaged or no .pptx file", "不是 .pptx 文件"),
        (package({"word/document.xml": "<w/>"}), "damaged or no .pptx file", "已损坏"),
        (package({"ppt/presentation.xml": "<p:presentation"}), "damaged or no .pptx file", "已损坏"),
        (package({"ppt/presentation.xml": b" " * (257 << 20)}), "would unpack to more", "解压后过大"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password", "密码"),
        (pptx("<p:grpSp>" * 5000 + "</p:grpSp>" * 5000), "damaged or no .pptx file", "已损坏"),
    ],
)
def test_what_cannot_be_read_is_said_in_both_languages(data: bytes, said: str, zh: str) -> None:
    with pytest.raises(FileError) as caught:
        load(data)
    assert said in str(caught.value)
    assert zh in (caught.value.zh or "")
