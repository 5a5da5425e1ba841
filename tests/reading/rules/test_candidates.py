"""What could answer a question of each kind, as spans of a passage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.evidence.overlap import occurrences, weigh
from zhengxie_qa.evidence.passage import take_apart
from zhengxie_qa.reading.rules.candidates import WANTED, candidates
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.quantities.figures import with_whole_figures
from zhengxie_qa.types import AnswerKind

TEXT = (
    "2024年11月，市政协印发《守正创新工作方案》，细化完善了16个方面43项工作机制。市政协主席林洁说，方案包括协商、监督、参政三类。"
    "“深聊会”即面向界别的协商，累计组织275场，受益人群超过5200人，占比达90%以上。"
)


def proposed(kind: AnswerKind, *asked: str, text: str = TEXT) -> set[str]:
    parts = take_apart(text, "2025-07-25")
    found = occurrences(weigh(asked, [parts.folded]), parts.folded)
    matched = sorted((item.start, item.end) for item in found)
    return {text[c.start : c.end] for c in candidates(parts, kind, matched=matched)}


def test_counts_are_numbers_with_their_units_and_nothing_else() -> None:
    assert proposed(AnswerKind.COUNT) == {"16个", "43项", "三类", "275场", "5200人", "90%以上"}


def test_dates_are_offered_for_dates() -> None:
    assert "2024年11月" in proposed(AnswerKind.DATE)


def test_titles_come_without_their_marks() -> None:
    assert "守正创新工作方案" in proposed(AnswerKind.TITLE)


def test_persons_are_offered_for_persons() -> None:
    assert "林洁" in proposed(AnswerKind.PERSON)


def test_a_definition_follows_the_word_that_defines() -> None:
    assert "面向界别的协商" in proposed(AnswerKind.DEFINITION, "深聊会")


def test_lists_are_offered_whole() -> None:
    assert "协商、监督、参政三类" in proposed(AnswerKind.LIST)


def test_reasons_are_whole_clauses() -> None:
    found = proposed(AnswerKind.REASON, "受益")
    assert "累计组织275场,".rstrip(",") in found
    assert all(text[0] not in "，。" and text[-1] not in "，。" for text in found)


def test_runs_between_matched_words_are_offered_as_names() -> None:
    text = "力促雄商高铁建成投用。"
    assert "雄商高铁" in proposed(AnswerKind.OTHER, "力促", "建成投用", text=text)


def test_every_kind_of_question_has_candidates_that_suit_it() -> None:
    assert set(WANTED) == set(AnswerKind)
    assert all(suit for suit in WANTED.values())


@pytest.mark.parametrize("kind", list(AnswerKind))
@given(text=st.text(alphabet="深聊会275场２０２５年，。、；“”《》一是二三主席林洁包括即\n %人委员", max_size=60))
def test_candidates_lie_inside_the_text_and_are_distinct(kind: AnswerKind, text: str) -> None:
    parts = take_apart(text, "2025")
    found = occurrences(weigh(["深聊会", "委员"], [parts.folded]), fold(text))
    matched = sorted((item.start, item.end) for item in found)
    spans = [(c.start, c.end) for c in candidates(parts, kind, matched=matched)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert len(set(spans)) == len(spans)
    assert spans == sorted(spans)


@pytest.mark.parametrize("kind", list(WANTED))
def test_no_candidate_begins_or_ends_inside_a_figure(kind: AnswerKind) -> None:
    text = "全市生产总值12\u2009345.6亿元，2025.8.6开会46次，财政收入1，975.3亿元。"
    parts = take_apart(text)
    asked = [("345", "8"), ("12", "6亿"), ("975",), ("2025", "开会")]
    for terms in asked:
        for words in proposed(kind, *terms, text=text):
            start = text.index(words)
            assert with_whole_figures(parts.figures, start, start + len(words)) == (start, start + len(words)), words


def test_a_name_in_radicals_is_a_name() -> None:
    text = "市政协主席周立⺠作报告"
    assert [text[start:end] for start, end in take_apart(text).persons] == ["周立⺠"]
