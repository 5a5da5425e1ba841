import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengxie_qa.corpus.load.parsed import UNREAD_PAGE
from zhengxie_qa.errors import IndexBusyError, IndexDamagedError, IndexMissingError, StorageError
from zhengxie_qa.index.disk.folder import DATABASE
from zhengxie_qa.index.store.database import Database
from zhengxie_qa.index.store.rows import (
    AUDIT,
    AlteredRowError,
    Entry,
    document_row,
    head_row,
    passage_row,
    read_document,
    read_head,
    read_passage,
)
from zhengxie_qa.index.store.store import Store
from zhengxie_qa.index.store.writable import WritableStore
from zhengxie_qa.location import Location, LocationKind
from zhengxie_qa.types import Audit, Document, DocumentInfo, Doubt, Holding, LeftOut, Passage, PassageKind, Segment

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
MAYBE = st.none() | TEXT
INFOS = st.builds(
    DocumentInfo,
    doc_id=TEXT,
    file=TEXT,
    title=TEXT,
    source=MAYBE,
    published=MAYBE,
    published_time=MAYBE,
    url=MAYBE,
    year=st.none() | st.integers(1900, 2100),
    place=MAYBE,
)
SEGMENTS = st.tuples(*[st.integers(0, 2**40)] * 4).map(lambda numbers: Segment(*numbers))
LEFT_OUT = st.builds(LeftOut, start=st.integers(0, 2**40), end=st.integers(0, 2**40), rule=TEXT)
LOCATIONS = st.builds(
    Location,
    start=st.integers(0, 2**40),
    kind=st.sampled_from(LocationKind),
    at=st.lists(TEXT | st.integers(1, 2**31), max_size=3).map(tuple),
)
DOCUMENTS = st.builds(
    Document,
    info=INFOS,
    text=TEXT,
    raw_text=TEXT,
    segments=st.lists(SEGMENTS, max_size=4).map(tuple),
    left_out=st.lists(LEFT_OUT, max_size=2).map(tuple),
    locations=st.lists(LOCATIONS, max_size=3).map(tuple),
)
PASSAGES = st.builds(
    Passage,
    passage_id=TEXT,
    doc_id=TEXT,
    start=st.integers(0, 2**40),
    end=st.integers(0, 2**40),
    text=TEXT,
    kind=st.sampled_from(PassageKind),
    heading=MAYBE,
)


def article(doc_id: str, *texts: str) -> tuple[Document, list[Passage]]:
    text = "".join(texts)
    passages, start = [], 0
    for part in texts:
        passages.append(Passage(f"{doc_id}:{start}", doc_id, start, start + len(part), part))
        start += len(part)
    info = DocumentInfo(doc_id, f"{doc_id}.txt", doc_id)
    return Document(info, text, text, (Segment(0, len(text), 0, len(text)),)), passages


def put(store: WritableStore, doc_id: str, *texts: str) -> Entry:
    with store.transaction():
        return store.put(*article(doc_id, *texts), origin=f"/{doc_id}", content="c")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[WritableStore]:
    store = WritableStore.open(tmp_path)
    yield store
    store.close()


@given(DOCUMENTS)
def test_documents_come_back_as_they_were(document: Document) -> None:
    assert read_document(document_row(document)) == document


@given(PASSAGES)
def test_passages_come_back_as_they_were(passage: Passage) -> None:
    assert read_passage(passage_row(passage, number=3, version=2), doc_id=passage.doc_id) == passage


@given(PASSAGES, st.integers(0, 7), TEXT)
def test_an_altered_passage_is_noticed(passage: Passage, column: int, other: str) -> None:
    row = list(passage_row(passage, number=3, version=2))
    if row[column] == other:
        return
    row[column] = other
    with pytest.raises(AlteredRowError):
        read_passage(tuple(row))


@given(INFOS, st.integers(0, 15), TEXT)
def test_whatever_is_altered_of_what_is_known_about_an_article_is_noticed(
    info: DocumentInfo, column: int, other: str
) -> None:
    row = list(head_row(info, Entry(2, info.doc_id, info.file, "/o", "c", 1, 5, 9), removed=None))
    assert read_head(tuple(row))[0] == info
    if row[column] == other:
        return
    row[column] = other
    with pytest.raises(AlteredRowError):
        read_head(tuple(row))


@settings(max_examples=20, deadline=None)
@given(document=DOCUMENTS)
def test_the_database_keeps_every_character(tmp_path_factory: pytest.TempPathFactory, document: Document) -> None:
    store = WritableStore.open(tmp_path_factory.mktemp("store"))
    with store.transaction():
        store.put(document, [], origin="o", content="c")
    assert store.document(document.info.doc_id, store.seq()) == document
    store.close()


def test_the_corpus_is_read_as_of_a_change(store: WritableStore) -> None:
    put(store, "a", "一。", "二。")
    before = store.seq()
    put(store, "a", "三。")
    put(store, "b", "四。")
    with store.transaction():
        store.remove("b")
    now = store.seq()
    assert now == before + 3
    assert {i: p.text for i, (p, _) in store.passages(["a:0", "a:2", "b:0"], before).items()} == {
        "a:0": "一。",
        "a:2": "二。",
    }
    assert {i: p.text for i, (p, _) in store.passages(["a:0", "a:2", "b:0"], now).items()} == {"a:0": "三。"}
    assert [info.doc_id for info in store.infos(now - 1)] == ["a", "b"]
    assert store.document("b", now) is None


def test_numbers_are_never_given_twice(store: WritableStore) -> None:
    first = put(store, "a", "一。", "二。")
    with store.transaction():
        store.remove("a")
    with store.transaction():
        store.forget_removed(store.seq())
    second = put(store, "a", "一。")
    assert second.first_number == first.end_number
    assert store.passage_ids([first.first_number, second.first_number]) == {second.first_number: "a:0"}


def test_a_failed_transaction_leaves_nothing(store: WritableStore) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.put(*article("a", "一。"), origin="/a", content="c")
        raise ZeroDivisionError
    assert store.seq() == 0
    assert store.entries(10) == []


def test_vectors_belong_to_an_encoder(store: WritableStore) -> None:
    entry = put(store, "a", "一。", "二。")
    numbers = [entry.first_number, entry.first_number + 1]
    halves = np.array([[1, 0], [0, 1]], dtype="<f2")
    with store.transaction():
        store.put_vectors("e1", [(n, row.tobytes()) for n, row in zip(numbers, halves, strict=True)])
    assert store.without_vector("e1", 1) == []
    assert store.without_vector("e2", 1) == numbers
    ((found, embeddings),) = store.vectors("e1", 1, dim=2)
    assert found == numbers
    assert np.array_equal(embeddings, halves.astype(np.float32))
    with pytest.raises(IndexDamagedError):
        list(store.vectors("e2", 1, dim=2))


def test_reading_where_there_is_none_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="zhengxie-qa ingest"):
        Store.open(tmp_path)


def test_a_reader_cannot_write(store: WritableStore, tmp_path: Path) -> None:
    reader = Database.open(tmp_path)
    with pytest.raises(StorageError, match="only be read"), reader.transaction():
        reader.write("DELETE FROM documents")
    reader.close()


def test_a_second_writer_is_told_that_the_database_is_busy(
    store: WritableStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhengxie_qa.index.store.database._WAIT_SECONDS", 0.0)
    other = WritableStore.open(tmp_path)
    with store.transaction():
        store.set_fact("x", "y")
        with pytest.raises(IndexBusyError), other.transaction():
            other.set_fact("x", "z")
    assert other.fact("x") == "y"
    other.close()


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to look at" * 40, b"\0" * 8192])
def test_a_file_that_is_no_database_is_reported(tmp_path: Path, content: bytes) -> None:
    (tmp_path / DATABASE).write_bytes(content)
    with pytest.raises(IndexDamagedError, match="ingest"):
        Store.open(tmp_path)


def test_an_altered_row_is_never_served(store: WritableStore, tmp_path: Path) -> None:
    entry = put(store, "a", "一共二百场。")
    put(store, "b", "三。")
    connection = sqlite3.connect(tmp_path / DATABASE)
    connection.execute("UPDATE passages SET passage_text = '一共三百场。' WHERE passage_id = 'a:0'")
    connection.commit()
    connection.close()
    with pytest.raises(IndexDamagedError, match="a:0"):
        store.passages(["a:0"], 2)
    assert "b:0" in store.passages(["b:0"], 2)
    assert not store.intact(entry)
    assert store.problems(2) == ["passage 'a:0' (a.txt)"]


def alter(tmp_path: Path, sql: str) -> None:
    connection = sqlite3.connect(tmp_path / DATABASE)
    connection.execute(sql)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE documents SET title = '别的' WHERE doc_id = 'a'",
        "UPDATE documents SET published = '2020-01-01' WHERE doc_id = 'a'",
        "UPDATE documents SET first_number = first_number + 1 WHERE doc_id = 'a'",
    ],
)
def test_altered_metadata_is_never_served(store: WritableStore, tmp_path: Path, sql: str) -> None:
    put(store, "a", "一。", "二。")
    put(store, "b", "三。")
    alter(tmp_path, sql)
    for look in (lambda: store.infos(2), lambda: store.passages(["a:0"], 2), lambda: store.number_ranges(2)):
        with pytest.raises(IndexDamagedError, match=r"a\.txt"):
            look()
    assert "b:0" in store.passages(["b:0"], 2)
    told = ["what is known about article 'a.txt' (a.txt)", "article 'a.txt' (a.txt)"]
    assert store.problems(2) == told[: 1 + ("number" not in sql)]


def test_a_document_that_has_gone_missing_is_noticed(store: WritableStore, tmp_path: Path) -> None:
    put(store, "a", "一。")
    put(store, "b", "二。")
    store.check_count(2, 2)
    alter(tmp_path, "UPDATE documents SET removed = 1 WHERE doc_id = 'a'")
    with pytest.raises(IndexDamagedError, match="1 documents, expected 2"):
        store.check_count(2, 2)
    assert store.problems(0) == ["what is known about article 'a.txt' (a.txt)"]


@pytest.mark.parametrize("sql", ["vector = zeroblob(4)", "number = 7", "encoder = 'e2'"])
def test_an_altered_vector_counts_as_missing(store: WritableStore, tmp_path: Path, sql: str) -> None:
    entry = put(store, "a", "一。", "二。")
    numbers = [entry.first_number, entry.first_number + 1]
    with store.transaction():
        store.put_vectors("e1", [(number, np.ones(2, dtype="<f2").tobytes()) for number in numbers])
    alter(tmp_path, f"UPDATE vectors SET {sql} WHERE number = {numbers[0]}")
    assert store.without_vector("e1", 1) == numbers[:1]
    assert list(store.stored_vectors(numbers, "e1")) == numbers[1:]
    with pytest.raises(IndexDamagedError, match="vector"):
        list(store.vectors("e1", 1, dim=2))
    if "7" not in sql:
        assert store.problems(1) == [f"the vector of passage number {numbers[0]} (a.txt)"]
        assert not store.intact(entry)


def test_taking_out_an_altered_document_does_not_make_it_sound(store: WritableStore, tmp_path: Path) -> None:
    put(store, "a", "一。")
    alter(tmp_path, "UPDATE documents SET title = '别的'")
    with store.transaction():
        store.remove("a")
    with pytest.raises(IndexDamagedError):
        store.infos(1)
    assert store.infos(2) == []


def test_what_is_held_is_counted(store: WritableStore) -> None:
    document, passages = article("b", "一。", "二三。")
    left_out = (LeftOut(0, 1, "hidden"), LeftOut(3, 3, UNREAD_PAGE), LeftOut(4, 4, UNREAD_PAGE))
    locations = (Location(0, LocationKind.PAGE, (2,)), Location(2, LocationKind.SCAN, (12,)))
    paged = replace(document, left_out=left_out, locations=locations)
    put(store, "a", "一。")
    with store.transaction():
        store.put(paged, passages, origin="upload:b.txt", content="c")
        store.put(*article("c", "三。"), origin="/c", content="c")
    assert store.holdings(2) == [
        Holding(article("a")[0].info, 1, 2, None, 0, 0, 0, uploaded=False),
        Holding(document.info, 2, 5, 12, 2, 1, 3, uploaded=True),
    ]


def test_an_audit_stays_with_its_version_and_goes_with_it(store: WritableStore) -> None:
    document, passages = article("a", "12。")
    audits = Audit(1, (Doubt(0, 2, "12", "17"),)), Audit(1), None
    for audit in audits:
        with store.transaction():
            store.put(replace(document, audit=audit), passages, origin="/a", content="c")
    for seq, audit in enumerate(audits, start=1):
        stored, (held,) = store.document("a", seq), store.holdings(seq)
        assert stored and stored.audit == audit
        assert (held.figures, held.doubts) == ((1, len(audit.doubts)) if audit else (None, 0))
    with store.transaction():
        store.forget_removed(2)
    assert store.fact(f"{AUDIT}1") is None
