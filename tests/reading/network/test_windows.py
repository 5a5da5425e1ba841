from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st
from reader_fakes import hit, small_vocabulary

from zhengxie_qa.reading.network.windows import LONGEST_WINDOW, WindowMaker

VOCABULARY = small_vocabulary()


def test_neighbours_are_read_together_in_the_order_of_the_text() -> None:
    later, first = hit("会议召开。", rank=1, start=7), hit("深圳举行。", rank=2)
    [window] = WindowMaker(VOCABULARY).windows([later, first])
    assert window.view.text == "深圳举行。会议召开。"
    assert window.hits == (first, later)


def test_passages_apart_or_of_other_documents_stay_apart_in_order_of_rank() -> None:
    hits = [hit("深圳", rank=1), hit("会议", rank=2, start=40), hit("城市", rank=3, doc_id="e", start=2)]
    assert [w.view.text for w in WindowMaker(VOCABULARY).windows(hits)] == ["深圳", "会议", "城市"]


def test_windows_do_not_grow_beyond_their_limit() -> None:
    half = LONGEST_WINDOW // 2 + 1
    hits = [hit("会" * half, rank=1), hit("议" * half, rank=2, start=half)]
    assert [len(w.view.text) for w in WindowMaker(VOCABULARY).windows(hits)] == [half, half]


def test_empty_passages_are_left_out() -> None:
    assert list(WindowMaker(VOCABULARY).windows([hit("")])) == []


def test_a_span_across_two_passages_belongs_to_none() -> None:
    [window] = WindowMaker(VOCABULARY).windows([hit("深圳举行", rank=1), hit("会议", rank=2, start=4)])
    assert window.locate(3, 5) is None
    assert window.locate(4, 6) == (window.hits[1], 0, 2)


@given(st.lists(st.text("深圳会议。", min_size=1, max_size=9), min_size=1, max_size=5), st.data())
def test_located_spans_hold_the_same_words(texts: list[str], data: st.DataObject) -> None:
    hits, start = [], 0
    for rank, text in enumerate(texts, start=1):
        hits.append(hit(text, rank=rank, start=start))
        start += len(text)
    [window] = WindowMaker(VOCABULARY).windows(hits)
    begin = data.draw(st.integers(0, len(window.view.text) - 1))
    end = data.draw(st.integers(begin + 1, len(window.view.text)))
    place = window.locate(begin, end)
    if place is not None:
        found, left, right = place
        assert found.passage.text[left:right] == window.view.text[begin:end]


def test_views_are_remembered_up_to_a_limit() -> None:
    maker = WindowMaker(VOCABULARY, cached=1)
    [first] = maker.windows([hit("深圳")])
    [again] = maker.windows([hit("深圳")])
    assert first.view is again.view
    list(maker.windows([hit("会议", doc_id="e")]))
    [anew] = maker.windows([hit("深圳")])
    assert anew.view is not first.view


def test_threads_that_drive_each_others_views_out_all_get_theirs() -> None:
    maker = WindowMaker(VOCABULARY, cached=1)

    def look(number: int) -> bool:
        [window] = maker.windows([hit(f"会议{number % 3}")])
        return window.view.text == f"会议{number % 3}"

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(look, range(2000)))
