"""An index of an earlier format goes on working: its words are kept, what was altered in it stays known as altered."""

import sqlite3
from pathlib import Path

import pytest

from index_articles import ROADS, SCHOOLS, WATER, CountingEncoder, build, write
from zhengxie_qa.errors import IndexDamagedError
from zhengxie_qa.index.check import look
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.search.terms import WeightedTerm
from zhengxie_qa.index.store.store import Store
from zhengxie_qa.index.writing.writer import remove

FORMATS = (1, 2, 3)
"""Of each there is the dump of a database that was written while it was the newest: ``water.txt`` and ``roads.txt`` of
``index_articles``."""


def old_index(directory: Path, *changes: str, form: int = 1) -> Path:
    directory.mkdir()
    connection = sqlite3.connect(directory / "truth.sqlite")
    connection.executescript(Path(__file__).with_name(f"format_{form}.sql").read_text(encoding="utf-8"))
    for sql in (f"PRAGMA user_version = {form}", *changes):
        connection.execute(sql)
    connection.commit()
    connection.close()
    (directory / "CURRENT").write_text("gen-000001 0\n", encoding="utf-8")
    return directory


def opened(directory: Path) -> Index:
    return Index.open(directory, encoder=CountingEncoder())


@pytest.mark.parametrize("form", FORMATS)
def test_it_is_brought_up_to_date_when_it_is_opened(tmp_path: Path, form: int) -> None:
    directory = old_index(tmp_path / "index", form=form)
    index = opened(directory)
    assert [(info.file, info.source) for info in index.documents()] == [("roads.txt", "深圳"), ("water.txt", None)]
    assert {index.document(info.doc_id).text[-10:] for info in index.documents()} == {ROADS[-10:], WATER[-10:]}
    ((passage_id, _),) = index.search_lexical([WeightedTerm("水厂")], k=1)
    assert index.passages([passage_id])[passage_id][0].text == "全市新建水厂三座。"
    assert look(directory).problems == ()


@pytest.mark.parametrize("form", FORMATS)
def test_a_look_alone_says_what_to_do_and_changes_nothing(tmp_path: Path, form: int) -> None:
    directory = old_index(tmp_path / "index", form=form)
    before = (directory / "truth.sqlite").read_bytes()
    with pytest.raises(IndexDamagedError, match="earlier version") as caught:
        Store.open(directory)
    assert "Delete" not in str(caught.value)
    assert any("earlier version" in problem for problem in look(directory).problems)
    assert (directory / "truth.sqlite").read_bytes() == before


@pytest.mark.parametrize("form", FORMATS)
def test_writers_go_on_with_it(tmp_path: Path, form: int) -> None:
    directory = old_index(tmp_path / "index", form=form)
    build(directory, write(tmp_path / "articles", schools=SCHOOLS))
    assert [info.file for info in opened(directory).documents()] == ["roads.txt", "schools.txt", "water.txt"]
    remove(["3273cf3905b0"], directory=directory, encoder=CountingEncoder())
    assert [info.file for info in opened(directory).documents()] == ["roads.txt", "schools.txt"]
    assert look(directory).problems == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE documents SET title = '别的' WHERE file = 'water.txt'", r"article 'water\.txt'"),
        ("UPDATE passages SET passage_text = '别的。' WHERE number = 3", "3273cf3905b0:0"),
    ],
)
@pytest.mark.parametrize("form", FORMATS)
def test_what_was_altered_before_stays_altered(tmp_path: Path, change: str, told: str, form: int) -> None:
    directory = old_index(tmp_path / "index", change, form=form)
    with pytest.raises(IndexDamagedError, match=told):
        build(directory, write(tmp_path / "articles", schools=SCHOOLS))


def test_an_altered_vector_is_made_anew(tmp_path: Path) -> None:
    directory = old_index(tmp_path / "index", "UPDATE vectors SET vector = zeroblob(8)")
    index = opened(directory)
    (best, _), *_ = index.search_dense(CountingEncoder().encode_queries(["水"])[0], k=1)
    assert "水" in index.passages([best])[best][0].text


def test_a_later_format_is_not_touched(tmp_path: Path) -> None:
    directory = old_index(tmp_path / "index", "PRAGMA user_version = 9")
    for attempt in (lambda: opened(directory), lambda: build(directory, write(tmp_path / "a", schools=SCHOOLS))):
        with pytest.raises(IndexDamagedError, match="later version") as caught:
            attempt()
        assert "Delete" not in str(caught.value)
