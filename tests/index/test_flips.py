"""Flipped bits, anywhere in any file of an index: what is served is right, or one true sentence says what is wrong."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index_articles import ROADS, SCHOOLS, WATER, CountingEncoder, build, read_sentences, write
from zhengxie_qa.errors import IndexDamagedError, IndexMissingError, ZhengxieError
from zhengxie_qa.index.check import look
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.search.terms import query_to_terms
from zhengxie_qa.index.writing.writer import add_upload, remove

QUICK = 40
THOROUGH = 300
"""Flips of the database; every other file gets some too."""

ANYWHERE = np.array([0.5, 0.5, 0.5, 0.5], dtype=np.float32)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles and an index of three generations, of which two are left."""
    root = tmp_path_factory.mktemp("flips")
    articles = write(root / "articles", water=WATER, roads=f"#source=深圳\n#published=2025-07-25\n{ROADS}")
    build(root / "index", articles)
    build(root / "index", write(articles, schools=SCHOOLS))
    encoder = CountingEncoder()
    add_upload("up.txt", ROADS.encode(), directory=root / "index", encoder=encoder, reads=read_sentences)
    return root


def seen(directory: Path) -> object:
    """All that a reader can be shown."""
    index = Index.open(directory, encoder=CountingEncoder())
    lexical = index.search_lexical(query_to_terms("水厂 公路 学校 公里 入学率"), k=50)
    dense = index.search_dense(ANYWHERE, k=50)
    passages = index.passages([passage_id for passage_id, _ in lexical + dense])
    documents = [(info, index.document(info.doc_id)) for info in index.documents()]
    return documents, lexical, dense, dict(passages)


@pytest.fixture(scope="module")
def expected(whole: Path) -> Any:
    """What the index shows as it was written."""
    return seen(whole / "index")


def flip(path: Path, at: int, bit: int) -> None:
    """Write a changed copy in place of the file."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1 << bit
    path.unlink()
    path.write_bytes(content)


def is_told(act: Callable[[], object]) -> bool:
    """Say whether it ends as a person is told; nothing else may be raised.

    The sentence must be true: the file is damaged, and what to do follows; no other cause is blamed.
    """
    try:
        act()
    except ZhengxieError as error:
        assert isinstance(error, IndexDamagedError | IndexMissingError), repr(error)
        assert "ingest" in str(error) or "later version" in str(error), str(error)
        return True
    return False


def examine(whole: Path, expected: Any, place: Path, name: str, at: int, bit: int) -> None:
    """Flip one bit of a copy; look, read, and write."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(whole / "index", place)
    flip(place / name, at, bit)
    assert all(problem.endswith((".", "opened.")) for problem in look(place).problems)
    shown: list[object] = []
    if not is_told(lambda: shown.append(seen(place))):
        assert shown == [expected], f"bit {bit} of byte {at} of {name} changes what is served, and nobody is told"
    is_told(lambda: build(place, whole / "articles"))
    doc_id = expected[0][0][0].doc_id
    try:
        is_told(lambda: remove([doc_id], directory=place, encoder=CountingEncoder()))
    except ZhengxieError as error:  # altered, the id may be unknown to the writer
        assert "No document" in str(error)


def names(whole: Path) -> list[str]:
    index = whole / "index"
    files = [path for path in index.rglob("*") if path.is_file() and "uploads" not in path.parts]
    return sorted(str(path.relative_to(index)) for path in files if path.stat().st_size)


def some(whole: Path, name: str, count: int, *, seed: str) -> list[tuple[int, int]]:
    chance = random.Random(f"{seed} {name}")
    size = (whole / "index" / name).stat().st_size
    return [(chance.randrange(size), chance.randrange(8)) for _ in range(count)]


def test_a_flipped_bit_of_any_derived_file_is_mended(whole: Path, expected: Any, tmp_path: Path) -> None:
    derived = [name for name in names(whole) if not name.startswith("truth")]
    assert len(derived) > 10
    for name in derived:
        for at, bit in some(whole, name, 1, seed="quick"):
            examine(whole, expected, tmp_path / "index", name, at, bit)


def test_a_flipped_bit_of_the_database_is_told_or_harmless(whole: Path, expected: Any, tmp_path: Path) -> None:
    for at, bit in some(whole, "truth.sqlite", QUICK, seed="quick"):
        examine(whole, expected, tmp_path / "index", "truth.sqlite", at, bit)


def test_a_flipped_bit_where_the_database_names_its_tables_is_told(whole: Path, expected: Any, tmp_path: Path) -> None:
    content = (whole / "index" / "truth.sqlite").read_bytes()
    start = content.index(b"documents_removed")
    for at in range(start, start + 17, 3):
        examine(whole, expected, tmp_path / "index", "truth.sqlite", at, 7)


def test_a_flipped_bit_of_current_never_names_another_place(whole: Path, expected: Any, tmp_path: Path) -> None:
    size = (whole / "index" / "CURRENT").stat().st_size
    for at in range(0, size, 4):
        for bit in (0, 4, 7):
            shutil.rmtree(tmp_path / "index", ignore_errors=True)
            shutil.copytree(whole / "index", tmp_path / "index")
            flip(tmp_path / "index" / "CURRENT", at, bit)
            assert seen(tmp_path / "index") == expected


def test_a_name_in_current_that_no_file_can_have_is_damage(whole: Path, expected: Any, tmp_path: Path) -> None:
    shutil.copytree(whole / "index", tmp_path / "index")
    (tmp_path / "index" / "CURRENT").write_bytes(b"gen-\x00 " + b"0" * 64)
    assert seen(tmp_path / "index") == expected


@pytest.mark.slow
def test_hundreds_of_flipped_bits_are_told_or_mended(whole: Path, expected: Any, tmp_path: Path) -> None:
    for name in names(whole):
        count = THOROUGH if name.startswith("truth") else 5
        for at, bit in some(whole, name, count, seed="thorough"):
            examine(whole, expected, tmp_path / "index", name, at, bit)
