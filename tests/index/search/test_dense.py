from pathlib import Path

import numpy as np
import pytest

from zhengxie_qa.errors import IndexDamagedError
from zhengxie_qa.index.search.dense import DenseIndex, NumberSet, write_dense

NUMBERS = [3, 5, 8]
VECTORS = np.array([[1, 0], [0.6, 0.8], [0, 1]], dtype=np.float32)
EAST = np.array([1, 0], dtype=np.float32)


@pytest.fixture
def dense(tmp_path: Path) -> DenseIndex:
    write_dense(tmp_path / "dense.faiss", [(NUMBERS[:1], VECTORS[:1]), (NUMBERS[1:], VECTORS[1:])], dim=2)
    return DenseIndex(tmp_path / "dense.faiss")


def test_the_nearest_come_first_with_their_cosines(dense: DenseIndex) -> None:
    found = dense.search(EAST, k=3)
    assert [number for number, _ in found] == [3, 5, 8]
    assert [score for _, score in found] == pytest.approx([1.0, 0.6, 0.0], abs=1e-3)


def test_only_admitted_numbers_are_found(dense: DenseIndex) -> None:
    assert [number for number, _ in dense.search(EAST, k=3, admitted=NumberSet([(4, 6), (8, 9)]))] == [5, 8]
    assert dense.search(EAST, k=3, admitted=NumberSet([])) == []


def test_cosines_of_given_numbers_keep_their_order(dense: DenseIndex) -> None:
    assert dense.cosines(EAST, [8, 3]) == pytest.approx([0.0, 1.0], abs=1e-3)
    assert dense.cosines(EAST, []) == []


def test_a_query_without_known_words_finds_nothing(dense: DenseIndex) -> None:
    assert dense.search(np.zeros(2, dtype=np.float32), k=3) == []


def test_an_index_without_passages_finds_nothing(tmp_path: Path) -> None:
    write_dense(tmp_path / "empty.faiss", [], dim=2)
    assert DenseIndex(tmp_path / "empty.faiss").search(EAST, k=3) == []


@pytest.mark.parametrize("kept", [0, 10, 0.5, 0.95])
def test_a_truncated_file_is_refused(tmp_path: Path, kept: float) -> None:
    path = tmp_path / "dense.faiss"
    write_dense(path, [(NUMBERS, VECTORS)], dim=2)
    content = path.read_bytes()
    path.write_bytes(content[: int(kept if kept >= 1 else kept * len(content))])
    with pytest.raises(IndexDamagedError, match="FAISS"):
        DenseIndex(path)
