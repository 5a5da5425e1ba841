import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.corpus.offsets import MappedText, MappedTextBuilder, compose, is_verbatim, to_raw
from zhengxie_qa.types import Segment

RAW = st.text(min_size=1, max_size=40)


@st.composite
def mapped(draw: st.DrawFn, raw: str) -> MappedText:
    """A text made of slices of ``raw``: some copied, some replaced as a whole, some left out."""
    builder = MappedTextBuilder(raw)
    cuts = sorted(draw(st.lists(st.integers(0, len(raw)), max_size=6)))
    for start, end in zip([0, *cuts], [*cuts, len(raw)], strict=True):
        action = draw(st.sampled_from(["copy", "replace", "leave"]))
        if action == "copy":
            builder.copy(start, end)
        elif action == "replace":
            builder.replace("换" * (end - start + draw(st.integers(1, 2))), start, end)
    return builder.build()


def assert_maps(text: str, segments: tuple[Segment, ...], raw: str) -> None:
    position = 0
    raw_position = 0
    for segment in segments:
        assert segment.start == position < segment.end
        assert raw_position <= segment.raw_start <= segment.raw_end <= len(raw)
        if is_verbatim(segment):
            assert raw[segment.raw_start : segment.raw_end] == text[segment.start : segment.end]
        position, raw_position = segment.end, segment.raw_start
    assert position == len(text)


@given(st.data(), RAW)
def test_segments_cover_the_text_and_copy_verbatim(data: st.DataObject, raw: str) -> None:
    built = data.draw(mapped(raw))

    assert_maps(built.text, built.segments, raw)


@given(st.data(), RAW)
def test_two_maps_join_into_one(data: st.DataObject, raw: str) -> None:
    inner = data.draw(mapped(raw))
    outer = data.draw(mapped(inner.text)) if inner.text else MappedText("", ())

    assert_maps(outer.text, compose(inner.segments, outer.segments), raw)


@given(st.data(), RAW)
def test_a_span_of_copied_text_maps_to_the_same_characters(data: st.DataObject, raw: str) -> None:
    built = data.draw(mapped(raw))
    for segment in filter(is_verbatim, built.segments):
        start = data.draw(st.integers(segment.start, segment.end - 1))
        end = data.draw(st.integers(start + 1, segment.end))

        raw_start, raw_end = to_raw(built.segments, start, end)

        assert raw[raw_start:raw_end] == built.text[start:end]


@given(st.data(), RAW)
def test_every_span_maps_inside_the_raw_text(data: st.DataObject, raw: str) -> None:
    built = data.draw(mapped(raw))
    start = data.draw(st.integers(0, len(built.text)))
    end = data.draw(st.integers(start, len(built.text)))

    raw_start, raw_end = to_raw(built.segments, start, end)

    assert 0 <= raw_start <= raw_end <= len(raw)


def test_an_entity_maps_as_a_whole() -> None:
    builder = MappedTextBuilder("R&amp;D企业")
    builder.copy(0, 1)
    builder.replace("&", 1, 6)
    builder.copy(6, 9)
    built = builder.build()

    assert built.text == "R&D企业"
    assert to_raw(built.segments, 1, 2) == (1, 6)
    assert to_raw(built.segments, 0, 3) == (0, 7)


def test_a_replacement_of_equal_length_is_refused() -> None:
    with pytest.raises(ValueError, match="must differ in length"):
        MappedTextBuilder("甲").replace("乙", 0, 1)


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="not a span"):
        to_raw((Segment(0, 3, 5, 8),), 1, 4)
