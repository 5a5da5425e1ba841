"""Books: their pages in the order of reading, each verbatim and with its number."""

import pytest

from corpus.load.mapped import assert_every_character_maps
from corpus.load.office.office_files import package
from zhengxie_qa.corpus.load import load_bytes
from zhengxie_qa.corpus.offsets import to_raw
from zhengxie_qa.errors import FileError
from zhengxie_qa.location import Location, LocationKind, locate
from zhengxie_qa.types import Document

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
BOOK = """<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>某市年鉴</dc:title>
<dc:publisher>某市出版社</dc:publisher><dc:date>2025-01-08</dc:date></metadata>
<manifest><item id="b" href="text/%E4%BA%8C.xhtml"/><item id="a" href="text/1.xhtml"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/><itemref idref="gone"/></spine></package>"""


def chapter(*paragraphs: str) -> str:
    inner = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f'<?xml version="1.0" encoding="utf-8"?><html><head><title>某市年鉴</title></head><body>{inner}</body></html>'
    )


def load(data: bytes) -> Document:
    return load_bytes(data, file="年鉴.epub", doc_id="d")


def test_chapters_come_in_the_order_of_reading_each_with_its_number() -> None:
    document = load(
        package(
            {
                "META-INF/container.xml": CONTAINER,
                "OEBPS/book.opf": BOOK,
                "OEBPS/text/二.xhtml": chapter("第二章写经济，产值109.4亿元。"),
                "OEBPS/text/1.xhtml": chapter("第一章写概况，人口36万人。", "全市辖4县。"),
            }
        )
    )

    assert document.text.split() == ["第一章写概况，人口36万人。", "全市辖4县。", "第二章写经济，产值109.4亿元。"]
    assert (document.info.title, document.info.source, document.info.published) == (
        "某市年鉴",
        "某市出版社",
        "2025-01-08",
    )
    assert_every_character_maps(document)
    start = document.text.index("109.4")
    (found,) = locate(document.locations, *to_raw(document.segments, start, start + 5))
    assert found == Location(found.start, LocationKind.PART, (2,))
    assert document.raw_text[slice(*to_raw(document.segments, start, start + 5))] == "109.4"


@pytest.mark.parametrize(
    ("data", "said", "zh"),
    [
        (b"", "damaged or no .epub file", "已损坏"),
        (package({"META-INF/container.xml": CONTAINER}), "damaged or no .epub file", "已损坏"),
        (package({"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": BOOK}), "it may be encrypted", "可能已加密"),
        (
            package(
                {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": BOOK, "OEBPS/text/1.xhtml": bytes(range(256))}
            ),
            "it may be encrypted",
            "可能已加密",
        ),
        (package({"a.xhtml": b" " * (257 << 20)}), "would unpack to more", "解压后过大"),
    ],
)
def test_what_cannot_be_read_is_said_in_both_languages(data: bytes, said: str, zh: str) -> None:
    with pytest.raises(FileError) as caught:
        load(data)
    assert said in str(caught.value)
    assert zh in (caught.value.zh or "")
