"""Lists of words as files: what a row is, and that each list of the package is well formed."""

import re
from pathlib import Path

import pytest

from tests_paths import PACKAGE
from zhengxie_qa.text.word_lists import any_of, listed, pairs_of, rows, rows_of

LISTS = [
    PACKAGE / name
    for name in ("text/quantities/units.tsv", "text/places.tsv", "text/surnames.tsv", "evidence/opposites.tsv")
]
TAGGED = [PACKAGE / name for name in ("text/offices.tsv", "text/outlook.tsv")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.tsv"
    path.write_text("# what it holds\n省\t甲 乙\n市\t丙\t丁\n\n省\t戊\n", encoding="utf-8")
    return path


def test_rows_are_columns_without_remarks_and_blank_lines(file: Path) -> None:
    assert rows(file) == (("省", "甲 乙"), ("市", "丙", "丁"), ("省", "戊"))


def test_a_part_is_the_rows_that_begin_with_its_name(file: Path) -> None:
    assert rows_of(file, "省") == (("甲 乙",), ("戊",))
    assert pairs_of(file, "市") == {"丙": "丁"}


def test_listed_words_are_those_that_name_the_part_the_longest_first(tmp_path: Path) -> None:
    path = tmp_path / "tagged.tsv"
    path.write_text("主席\ta b\n副主席\tb\n主任\ta\n", encoding="utf-8")
    assert listed(path, "b") == ("副主席", "主席")
    assert listed(path, "c") == ()


def test_an_alternation_takes_words_as_written_and_the_longest_first() -> None:
    assert any_of(["米", "平方米", "元/吨"]) == "(?:元/吨|平方米|米)"
    assert re.fullmatch(any_of(["3.5"]), "3x5") is None


@pytest.mark.parametrize("path", [*LISTS, *TAGGED], ids=lambda path: path.name)
def test_no_row_of_a_list_stands_twice_or_has_an_empty_column(path: Path) -> None:
    found = rows(path)
    assert len(set(found)) == len(found)
    assert all(column and column == column.strip() for row in found for column in row)


@pytest.mark.parametrize("path", TAGGED, ids=lambda path: path.name)
def test_a_word_stands_in_one_row_and_every_part_is_explained(path: Path) -> None:
    words = [word for word, _ in rows(path)]
    assert len(set(words)) == len(words)
    head = "".join(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#"))
    parts = {part for _, parts in rows(path) for part in parts.split()}
    assert {part for part in parts if part.split("-")[0] not in head} == set()
