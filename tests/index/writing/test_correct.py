"""Corrections: filters and citations see them, later versions of the file keep them, each can be taken back."""

from pathlib import Path

import pytest

from index_articles import ROADS, WATER, CountingEncoder, build, write
from zhengxie_qa.corpus.metadata import corrected
from zhengxie_qa.errors import NotFoundError
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.writing.correct import correct
from zhengxie_qa.index.writing.writer import Writer
from zhengxie_qa.types import DocumentInfo, Filters

SAID = {"title": "湖滨市政府工作报告（2024年）", "source": "湖滨日报", "published": "2024-03-01", "place": "广东省"}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "articles", water=WATER, roads="#source=旧报\n" + ROADS)


def info_of(directory: Path, file: str) -> tuple[DocumentInfo, DocumentInfo | None]:
    with Index.open(directory, encoder=CountingEncoder()) as index:
        (found,) = [info for info in index.documents() if info.file == file]
        document = index.document(found.doc_id)
        (held,) = [each for each in index.holdings() if each.info.file == file]
        assert (document.info, held.info, held.original) == (found, found, document.original)
        return found, document.original


def test_a_correction_is_seen_by_filters_and_citations_and_leaves_the_words(folder: Path, directory: Path) -> None:
    doc_id = build(directory, folder).doc_ids["water.txt"]
    correct(doc_id, SAID, directory=directory, encoder=CountingEncoder())
    known, original = info_of(directory, "water.txt")
    assert {name: getattr(known, name) for name in SAID} == SAID
    assert known.year == 2024
    assert original is not None
    assert (original.title, original.source, original.published) == ("water", None, None)
    with Index.open(directory, encoder=CountingEncoder()) as index:
        vector = CountingEncoder().encode_queries(["水"])[0]
        for filters in (Filters(years=(2024,)), Filters(places=("广东省",)), Filters(sources=("湖滨日报",))):
            (passage_id, _), *_ = index.search_dense(vector, k=1, filters=filters)
            passage, info = index.passages([passage_id])[passage_id]
            assert (info.title, passage.text) == (SAID["title"], "全市新建水厂三座。")
        assert index.document(doc_id).text == WATER


def test_only_a_changed_title_is_encoded_anew(folder: Path, directory: Path) -> None:
    doc_id = build(directory, folder).doc_ids["water.txt"]
    encoder = CountingEncoder()
    correct(doc_id, {"source": "湖滨日报"}, directory=directory, encoder=encoder)
    assert encoder.encoded == []
    correct(doc_id, {"title": "水"}, directory=directory, encoder=encoder)
    assert len(encoder.encoded) == 2


def test_the_same_and_a_changed_file_keep_the_correction(folder: Path, directory: Path) -> None:
    doc_id = build(directory, folder).doc_ids["roads.txt"]
    correct(doc_id, {"title": "公路", "source": ""}, directory=directory, encoder=CountingEncoder())
    assert build(directory, folder).unchanged == ("roads.txt", "water.txt")
    assert info_of(directory, "roads.txt")[0].title == "公路"
    write(folder, roads="#source=新报\n" + ROADS)
    assert build(directory, folder).updated == ("roads.txt",)
    known, original = info_of(directory, "roads.txt")
    assert original is not None
    assert (known.title, known.source, original.title, original.source) == ("公路", None, "roads", "新报")


def test_each_correction_can_be_taken_back(folder: Path, directory: Path) -> None:
    doc_id = build(directory, folder).doc_ids["roads.txt"]
    before = info_of(directory, "roads.txt")
    correct(doc_id, SAID, directory=directory, encoder=CountingEncoder())
    correct(doc_id, {"title": None, "published": None}, directory=directory, encoder=CountingEncoder())
    known, _ = info_of(directory, "roads.txt")
    assert (known.title, known.published, known.source) == ("roads", None, "湖滨日报")
    correct(doc_id, dict.fromkeys(SAID), directory=directory, encoder=CountingEncoder())
    assert info_of(directory, "roads.txt") == before == (before[0], None)


def test_saying_what_the_file_says_is_no_correction_and_no_change(folder: Path, directory: Path) -> None:
    doc_id = build(directory, folder).doc_ids["roads.txt"]
    current = (directory / "CURRENT").read_bytes()
    correct(doc_id, {"title": "roads", "source": "旧报", "place": ""}, directory=directory, encoder=CountingEncoder())
    assert (directory / "CURRENT").read_bytes() == current


def test_a_removed_document_takes_its_correction_with_it(folder: Path, directory: Path) -> None:
    doc_id = build(directory, folder).doc_ids["roads.txt"]
    writer = Writer(directory, encoder=CountingEncoder)
    writer.correct(doc_id, {"title": "公路"})
    writer.remove([doc_id])
    with pytest.raises(NotFoundError):
        writer.correct(doc_id, {"title": "公路"})
    build(directory, folder)
    assert info_of(directory, "roads.txt")[0].title == "roads"


def test_year_and_place_follow_title_and_day_unless_they_are_said() -> None:
    info = DocumentInfo("a", "2020/下载.txt", "下载", published="2020-05-01", published_time="08:00", year=2020)
    titled = corrected(info, {"title": "广东省2024年政府工作报告"})
    assert (titled.year, titled.place, titled.published_time) == (2024, "广东省", "08:00")
    dated = corrected(info, {"published": "2023-01-02", "place": "浙江省"})
    assert (dated.year, dated.place, dated.published_time) == (2023, "浙江省", None)
    assert corrected(info, {"published": ""}).year is None
    assert corrected(info, {}) == info
