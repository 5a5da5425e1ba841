import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_fakes import hit, small_vocabulary

from zhengxie_qa.reading.network.proposals import propose
from zhengxie_qa.reading.network.session import Scores
from zhengxie_qa.reading.network.windows import WindowMaker
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.quantities.figures import figure_spans, with_whole_figures


def proposed(
    text: str, start: int, end: int, *, second: str | None = None, also: tuple[tuple[str, int, int], ...] = ()
) -> list[str]:
    """Propose with a network that is sure of one span ``[start, end)``."""
    hits = [hit(text)] + ([hit(second, rank=2, start=len(text))] if second else [])
    windows = list(WindowMaker(small_vocabulary()).windows(hits))
    size = len(windows[0].view.text)
    begins, ends = np.full(size, -9, np.float32), np.full(size, -9, np.float32)
    begins[start], ends[end - 1] = 5, 5
    nothing = np.zeros((size, 1), np.float32)
    said = Scores(begins, ends, np.zeros(size, np.float32), nothing, nothing, 0.0)
    found = propose(windows, [said], also=also)
    for p in found:
        assert fold(p.hit.passage.text[p.start : p.end]) == windows[0].view.text[p.span.start : p.span.end]
    return [p.hit.passage.text[p.start : p.end] for p in found]


def test_the_networks_best_comes_first() -> None:
    assert proposed("会议在深圳举行", 3, 5)[0] == "深圳"


def test_marks_at_the_ends_are_left_out() -> None:
    assert proposed("会议，深圳。", 2, 6)[0] == "深圳"


def test_a_lonely_quotation_mark_is_left_out_and_a_pair_is_kept() -> None:
    assert proposed("“城市”深圳举行", 3, 6)[0] == "深圳"
    assert proposed("在“城市”举行", 1, 5)[0] == "“城市”"


def test_a_typed_stretch_around_a_proposal_is_proposed_too() -> None:
    assert "275场" in proposed("举行275场会议", 2, 5)


def test_spans_are_widened_to_their_clause() -> None:
    assert "在深圳举行" in proposed("会议，在深圳举行，城市", 4, 6)


def test_spans_across_passages_are_not_proposed() -> None:
    assert "圳举" not in proposed("在深圳", 2, 4, second="举行会议")


def test_spans_asked_for_are_proposed_in_their_passage_alone() -> None:
    assert "召开会" not in proposed("会议在深圳举行", 3, 5)
    assert "召开会" in proposed("会议在深圳举行", 3, 5, second="召开会议", also=(("d:7", 0, 3), ("other:0", 0, 2)))


def test_no_windows_give_no_proposals() -> None:
    assert propose([], []) == []


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("总值12\u2009345.6亿元", "345.6亿元", "12\u2009345.6亿元"),
        ("加值6 546.5亿元", "546.5亿元", "6 546.5亿元"),
        ("收入1, 302.8亿元", "302.8亿元", "1, 302.8亿元"),
        ("召开4\ue0006次", "6次", "4\ue0006次"),
        ("召开146次", "46次", "146次"),
        ("投入3.25亿元", "投入3", "投入3.25亿"),
        ("于2025.8.6举行", "8.6", "2025.8.6"),
        ("共一百三十六个", "三十六个", "一百三十六个"),
    ],
)
def test_what_the_network_cuts_out_of_a_figure_is_proposed_whole(text: str, cut: str, whole: str) -> None:
    start = text.index(cut)
    found = proposed(text, start, start + len(cut))

    assert whole in found
    assert cut not in found


@given(st.text("召开12345.,， \u2009亿万元次年月日三四", min_size=3, max_size=24).filter(str.strip), st.data())
def test_no_proposal_begins_or_ends_inside_a_figure(text: str, data: st.DataObject) -> None:
    text = text.strip()
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    figures = figure_spans(text)

    for words in proposed(text, start, end):
        place = text.index(words)
        if text.count(words) == 1:
            assert with_whole_figures(figures, place, place + len(words)) == (place, place + len(words))
