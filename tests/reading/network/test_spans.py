import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhengxie_qa.reading.network.session import Scores
from zhengxie_qa.reading.network.spans import LONGEST_SPAN, best_spans, mass, score_spans, seems_answered


def scores(start: list[float], end: list[float], *, null: float = 0.0) -> Scores:
    size = len(start)
    nothing = np.zeros((size, 2), np.float32)
    arrays = (np.array(start, np.float32), np.array(end, np.float32), np.zeros(size, np.float32))
    return Scores(*arrays, nothing, nothing, null)


def test_the_best_start_and_end_make_the_best_span() -> None:
    best = best_spans(scores([0, 3, 0], [0, 0, 2], null=1), k=1)[0]
    assert (best.start, best.end, best.score) == (1, 3, 3 + 2 - 1)
    assert (best.start_score, best.end_score) == (3 - 1, 2 - 1)


def test_ends_before_starts_are_ruled_out() -> None:
    found = best_spans(scores([0, 0, 9], [9, 0, 0]), k=20)
    assert {(span.start, span.end) for span in found} == {(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}


def test_overlong_spans_are_ruled_out() -> None:
    size = LONGEST_SPAN + 1
    start, end = [9.0, *[0.0] * (size - 1)], [*[0.0] * (size - 1), 9.0]
    assert (0, size) not in {(span.start, span.end) for span in best_spans(scores(start, end), k=500)}
    assert (1, size) in {(span.start, span.end) for span in best_spans(scores([9.0, 8.0, *start[2:]], end), k=5)}


def test_a_window_seems_answered_where_its_best_ends_beat_no_answer() -> None:
    assert seems_answered(scores([0, 3, 0], [0, 0, 2], null=1)) == 3 + 2 - 1
    assert seems_answered(scores([-2, -3], [-1, -4], null=1)) < 0


def test_ties_go_to_the_earlier_then_the_shorter_span() -> None:
    found = best_spans(scores([0, 0], [0, 0]), k=3)
    assert [(span.start, span.end) for span in found] == [(0, 1), (0, 2), (1, 2)]


def test_a_tie_stays_a_tie_whatever_no_answer_scores() -> None:
    found = best_spans(scores([0, 1, -1], [0, 1, -1], null=1.4853435832941297), k=9)
    assert [(span.start, span.end) for span in found] == [(1, 2), (0, 2), (0, 1), (1, 3), (0, 3), (2, 3)]
    assert found[2].score == found[3].score


def test_shares_add_up_to_one_with_no_answer() -> None:
    found = best_spans(scores([1, 2], [0, 1], null=0.5), k=9)
    nothing = np.exp(-mass(found))
    assert sum(np.exp(span.log_share) for span in found) + nothing == pytest.approx(1)


def test_a_window_without_characters_has_no_spans() -> None:
    assert best_spans(scores([], []), k=3) == []


numbers = st.lists(st.floats(-5, 5, width=32), min_size=1, max_size=12)


@given(numbers, st.floats(-3, 3))
def test_a_span_scored_alone_scores_the_same(values: list[float], null: float) -> None:
    said = scores(values, values[::-1], null=null)
    found = best_spans(said, k=5)
    again = score_spans(said, np.array([(span.start, span.end) for span in found]), everything=mass(found))
    assert [span.score for span in again] == pytest.approx([span.score for span in found], abs=1e-5)


@given(numbers, st.floats(-3, 3))
@example(values=[0, 1, -1], null=1.4853435832941297)
def test_no_span_beats_the_first(values: list[float], null: float) -> None:
    found = best_spans(scores(values, values, null=null), k=50)
    assert [span.score for span in found] == sorted((span.score for span in found), reverse=True)
