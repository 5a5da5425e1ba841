"""Question, title and window laid out for the network."""

import numpy as np

from zhengxie_qa.reading.network.pieces import END, START, PieceRun
from zhengxie_qa.reading.network.sequences import LONGEST, sequence


def run(*ids: int) -> PieceRun:
    places = np.arange(len(ids))
    return PieceRun(np.array(ids, np.int64), places, places + 1)


def test_the_window_follows_question_and_title() -> None:
    laid = sequence(run(10, 11), run(20), run(30, 31, 32))
    assert laid.ids.tolist() == [START, 10, 11, END, 20, END, 30, 31, 32, END]
    assert (laid.first, laid.count) == (6, 3)


def test_a_document_without_a_title_leaves_its_place_empty() -> None:
    laid = sequence(run(10), run(), run(30))
    assert laid.ids.tolist() == [START, 10, END, END, 30, END]


def test_what_is_too_long_is_cut_at_the_end_of_the_window() -> None:
    laid = sequence(run(*[5] * 100), run(*[6] * 100), run(*range(1000, 1900)))
    assert len(laid.ids) == LONGEST
    assert laid.ids[laid.first : laid.first + laid.count].tolist() == list(range(1000, 1000 + laid.count))
    assert laid.ids[-1] == END
