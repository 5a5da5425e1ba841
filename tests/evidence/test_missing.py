"""Names of a question that the evidence lacks: which must be missed, and which must not."""

import pytest
from given_hits import BEIJING, hit, span

from zhengxie_qa.evidence.evidence import evidence_of
from zhengxie_qa.evidence.missing import missing_terms
from zhengxie_qa.question.understanding import understand

FOUND = hit(
    BEIJING,
    "2025年，十四届市政协组织“深聊会”275场，印发《协商办法》。\n政协主席林洁出席。",
    heading="一、2025年工作回顾",
)


def missing(question: str, words: str = "275场", *, strict: bool = True, whole: str | None = None) -> tuple[str, ...]:
    around = evidence_of(understand(question, as_of="2026-02-01"), span(FOUND, words))
    return missing_terms(around, strict=strict, full_text=lambda doc_id: whole)


@pytest.mark.parametrize(
    ("question", "words", "lacking"),
    [
        ("2021年组织了多少场深聊会？", "275场", ("2021年",)),
        ("2004年报告说组织了多少场？", "275场", ("2004年报告",)),
        ("天津组织了多少场深聊会？", "275场", ("天津",)),
        ("十五届市政协组织了多少场？", "275场", ("十五届",)),
        ("按《提案办法》组织了多少场？", "275场", ("提案办法",)),
        ("“茶话会”组织了多少场？", "275场", ("茶话会",)),
        ("政协秘书长是谁？", "林洁", ("秘书长",)),
        ("1+10+N体系是什么？", "《协商办法》", ("1+10+N",)),
    ],
)
def test_what_the_evidence_does_not_name_is_missing(question: str, words: str, lacking: tuple[str, ...]) -> None:
    assert missing(question, words) == lacking


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("2025年组织了多少场深聊会？", "275场"),
        ("去年组织了多少场深聊会？", "275场"),
        ("2026年报告说组织了多少场？", "275场"),
        ("北京组织了多少场深聊会？", "275场"),
        ("第14届市政协组织了多少场？", "275场"),
        ("印发《协商办法》后组织了多少场？", "275场"),
        ("“深聊会”组织了多少场？", "275场"),
        ("政协主席是谁？", "林洁"),
        ("活动办了多少场？", "275场"),
    ],
)
def test_what_it_names_in_any_writing_and_ordinary_words_are_not(question: str, words: str) -> None:
    assert missing(question, words) == ()


def test_a_quoted_word_may_be_the_askers_own_where_much_speaks_for_the_span() -> None:
    assert missing("“茶话会”组织了多少场？", strict=False) == ()


def test_titles_and_ordinals_are_looked_for_in_the_whole_document() -> None:
    whole = "印发《提案办法》。第十五届委员会。"
    assert missing("按《提案办法》组织了多少场？", whole=whole) == ()
    assert missing("十五届市政协组织了多少场？", whole=whole) == ()
