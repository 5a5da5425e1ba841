"""IBM Model 1 on the textbook example, and gloss cleaning."""

import numpy as np
import pytest

from zhengxie_qa.training.ibm1 import glosses, train_ibm1

DAS, HAUS, BUCH, EIN = 1, 2, 3, 4
THE, HOUSE, BOOK, A = 1, 2, 3, 4
KOEHN = [([DAS, HAUS], [THE, HOUSE]), ([DAS, BUCH], [THE, BOOK]), ([EIN, BUCH], [A, BOOK])]
"""Koehn, Statistical Machine Translation, figure 4.3."""


def test_the_textbook_alignments_are_found() -> None:
    table = train_ibm1(KOEHN, iterations=30)
    assert [table.best(word, k=1, at_least=0)[0][0] for word in (HAUS, BUCH, EIN)] == [HOUSE, BOOK, A]
    assert dict(table.best(BUCH, k=4, at_least=0))[BOOK] > 0.6


def test_probabilities_of_a_source_sum_to_one() -> None:
    table = train_ibm1(KOEHN)
    for source in (0, DAS, HAUS, BUCH, EIN):
        assert table.probabilities[table.sources == source].sum() == pytest.approx(1)


def test_the_first_round_shares_evenly_with_null() -> None:
    table = train_ibm1([([1], [7, 8])], iterations=1)
    np.testing.assert_allclose(table.probabilities, [0.5] * 4)


def test_nothing_is_learnt_from_nothing() -> None:
    assert train_ibm1([([], [1]), ([1], [])]).best(1, k=3, at_least=0) == []


def test_rare_translations_are_left_out() -> None:
    assert train_ibm1(KOEHN).best(DAS, k=9, at_least=0.99) == []


def test_glosses_lose_notes_and_cross_references() -> None:
    assert glosses("to hold (a meeting); CL:個|个[ge4]/variant of 開/ (fig.) to open") == ["to hold", "to open"]
