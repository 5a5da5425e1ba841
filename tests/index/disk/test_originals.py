from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from index_articles import ROADS, SCHOOLS, WATER, CountingEncoder, read_sentences, write
from zhengxie_qa.errors import NotFoundError
from zhengxie_qa.index.check import look
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.writing.intake import IngestReport
from zhengxie_qa.index.writing.writer import add_upload, ingest, remove
from zhengxie_qa.location import Location, LocationKind
from zhengxie_qa.types import Document, Passage


def read_pages(path: Path, file: str, doc_id: str) -> tuple[Document, list[Passage]]:
    """As a file with pages; what is named text is its own text."""
    document, passages = read_sentences(path, file, doc_id)
    places = () if file.startswith("text") else (Location(0, LocationKind.PAGE, (1,)),)
    return replace(document, locations=places), passages


def take_in(directory: Path, folder: Path, **how: bool) -> IngestReport:
    return ingest([folder], directory=directory, encoder=CountingEncoder(), reads=read_pages, **how)


def kept(directory: Path) -> set[str]:
    return {path.name for path in (directory / "originals").glob("*")}


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "articles", water=WATER, text=ROADS)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_a_file_that_is_no_text_is_kept_as_it_was_and_a_text_is_not(folder: Path, directory: Path) -> None:
    ids = take_in(directory, folder).doc_ids
    (folder / "water.txt").unlink()
    with Index.open(directory, encoder=CountingEncoder()) as index:
        path = index.original(ids["water.txt"])
        assert path is not None
        assert path.read_text(encoding="utf-8") == WATER
        assert index.original(ids["text.txt"]) is None
        with pytest.raises(NotFoundError):
            index.original("nowhere")
    assert kept(directory) == {digest(WATER)}


def test_a_file_goes_with_its_last_document(folder: Path, directory: Path) -> None:
    write(folder, again=WATER)
    ids = take_in(directory, folder).doc_ids
    remove([ids["again.txt"]], directory=directory, encoder=CountingEncoder())
    assert kept(directory) == {digest(WATER)}
    remove([ids["water.txt"]], directory=directory, encoder=CountingEncoder())
    assert kept(directory) == set()


def test_a_changed_file_takes_the_place_of_the_former(folder: Path, directory: Path) -> None:
    take_in(directory, folder)
    write(folder, water=ROADS)
    take_in(directory, folder)
    assert kept(directory) == {digest(ROADS)}


def test_an_upload_is_kept_too(directory: Path) -> None:
    add_upload("up.txt", WATER.encode(), directory=directory, encoder=CountingEncoder(), reads=read_pages)
    assert kept(directory) == {digest(WATER)}


def test_switched_off_none_stays_and_switched_on_again_they_come_back_unread(folder: Path, directory: Path) -> None:
    take_in(directory, folder)
    assert take_in(directory, folder, keep_originals=False).unchanged == ("text.txt", "water.txt")
    assert kept(directory) == set()
    assert take_in(directory, folder).unchanged == ("text.txt", "water.txt")
    assert kept(directory) == {digest(WATER)}


def test_an_altered_file_is_never_given_is_named_by_the_doctor_and_mended_by_the_next_ingestion(
    folder: Path, directory: Path
) -> None:
    ids = take_in(directory, folder).doc_ids
    (path,) = (directory / "originals").glob("*")
    path.write_text("别的。", encoding="utf-8")
    with Index.open(directory, encoder=CountingEncoder()) as index:
        assert index.original(ids["water.txt"]) is None
        (problem,) = look(directory).problems
        assert str(path) in problem
        take_in(directory, folder)
        assert look(directory).problems == ()
        assert index.original(ids["water.txt"]) == path


def test_what_an_interrupted_copy_left_is_swept(folder: Path, directory: Path) -> None:
    take_in(directory, folder)
    (directory / "originals" / f".{digest(SCHOOLS)}.new").write_bytes(b"half")
    (directory / "originals" / digest(SCHOOLS)).write_text(SCHOOLS, encoding="utf-8")
    take_in(directory, folder)
    assert kept(directory) == {digest(WATER)}
