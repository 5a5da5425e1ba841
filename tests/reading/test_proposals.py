import numpy as np
from reader_fakes import hit, small_vocabulary

from zhengxie_qa.reading.network import Scores
from zhengxie_qa.reading.proposals import propose
from zhengxie_qa.reading.windows import WindowMaker
from zhengxie_qa.text.normalise import fold


def proposed(
    text: str, start: int, end: int, *, second: str | None = None, also: tuple[tuple[str, int, int], ...] = ()
) -> list[str]:
    """Propose with a network that is sure of one span ``[start, end)``."""
    hits = [hit(text)] + ([hit(second, rank=2, start=len(text))] if second else [])
    windows = WindowMaker(small_vocabulary()).windows(hits)
    size = len(windows[0].view.text)
    begins, ends = np.full(size, -9, np.float32), np.full(size, -9, np.float32)
    begins[start], ends[end - 1] = 5, 5
    nothing = np.zeros((size, 1), np.float32)
    said = Scores(begins, ends, np.zeros(size, np.float32), nothing, nothing, np.zeros(8, np.float32), 0.0)
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
