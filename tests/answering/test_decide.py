"""Answer or decline: the best span that holds what was asked, or one reason."""

from collections.abc import Sequence

import pytest
from given_hits import BEIJING, TIANJIN, hit, span

from zhengxie_qa.answering.answer import ConfidenceLevel, Reason
from zhengxie_qa.answering.case import Case
from zhengxie_qa.answering.decide import (
    ANSWER_THRESHOLD,
    HIGH_CONFIDENCE,
    MEDIUM_CONFIDENCE,
    Decision,
    decide,
    level_of,
)
from zhengxie_qa.evidence.missing import FullText
from zhengxie_qa.question.question import Question
from zhengxie_qa.question.translation.translation import bundled_translator
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import Hit, Span

FOUND = hit(BEIJING, "2025年组织“深聊会”275场，推动解决215项问题，投入3亿元。", heading="一、2025年工作回顾")


def decided(
    question: Question, spans: Sequence[Span], hits: Sequence[Hit], full_text: FullText = lambda doc_id: None
) -> Decision:
    return decide(Case(question.text, question, hits, spans), full_text=full_text)


def test_the_best_span_of_the_right_kind_is_the_answer() -> None:
    question = understand("2025年北京组织了多少场深聊会？", as_of="2026-02-01")
    decision = decided(question, [span(FOUND, "215项"), span(FOUND, "275场", confidence=0.8)], [FOUND])
    assert decision.chosen is not None
    assert decision.chosen.span.text == "275场"
    assert [(check.span.text, check.reason) for check in decision.checks] == [
        ("215项", Reason.WRONG_KIND),
        ("275场", None),
    ]


def test_what_stands_around_a_span_is_handed_on_with_the_decision() -> None:
    question = understand("2025年北京组织了多少场深聊会？", as_of="2026-02-01")
    case = Case(question.text, question, [FOUND], [span(FOUND, "215项"), span(FOUND, "275场")])
    decision = decide(case)
    assert decision.chosen is not None
    assert decision.chosen.evidence is case.evidence[1]
    assert (decision.chosen.evidence.text, decision.chosen.evidence.own_year) == ("275场", 2025)


def test_no_hits_means_no_passage() -> None:
    assert decided(understand("多少场？"), [], []).reason is Reason.NO_PASSAGE


def test_a_count_without_its_measure_word_is_no_answer() -> None:
    question = understand("2025年北京组织了多少场深聊会？", as_of="2026")
    decision = decided(question, [span(FOUND, "215项"), span(FOUND, "3亿元")], [FOUND])
    assert (decision.chosen, decision.reason) == (None, Reason.WRONG_KIND)


def test_another_place_is_named_as_missing() -> None:
    question = understand("上海组织了多少场深聊会？", as_of="2026")
    decision = decided(question, [span(FOUND, "275场")], [FOUND])
    assert (decision.reason, decision.missing) == (Reason.TERM_MISSING, ("上海",))


def test_another_year_is_named_as_missing() -> None:
    question = understand("2023年北京组织了多少场深聊会？", as_of="2026")
    decision = decided(question, [span(FOUND, "275场")], [FOUND])
    assert (decision.reason, decision.missing) == (Reason.TERM_MISSING, ("2023年",))


def test_last_year_in_a_report_answers_a_question_about_that_year() -> None:
    found = hit(BEIJING, "去年组织深聊会275场。")
    question = understand("2025年北京组织了多少场深聊会？", as_of="2026-02-01")
    assert decided(question, [span(found, "275场")], [found]).chosen is not None


def test_a_title_that_stands_nowhere_is_missing_and_one_elsewhere_in_the_document_is_not() -> None:
    question = understand("《提案办法》提出多少场深聊会？")
    assert decided(question, [span(FOUND, "275场")], [FOUND]).missing == ("提案办法",)
    whole = decided(question, [span(FOUND, "275场")], [FOUND], full_text=lambda doc_id: "印发《提案办法》。")
    assert whole.chosen is not None


def test_an_ordinal_in_other_writing_is_present() -> None:
    found = hit(TIANJIN, "第14届运动会新建场馆12个。")
    question = understand("第十四届运动会新建了多少个场馆？")
    assert decided(question, [span(found, "12个")], [found]).chosen is not None
    question = understand("第十五届运动会新建了多少个场馆？")
    assert decided(question, [span(found, "12个")], [found]).missing == ("第十五届",)


def test_ordinary_words_said_otherwise_are_not_missing() -> None:
    question = understand("北京那个“唠嗑会”一共开了几场？")
    assert decided(question, [span(FOUND, "275场")], [FOUND]).chosen is not None


def test_a_span_below_the_threshold_is_not_given() -> None:
    question = understand("北京组织了多少场深聊会？")
    decision = decided(question, [span(FOUND, "275场", confidence=ANSWER_THRESHOLD / 2)], [FOUND])
    assert (decision.chosen, decision.reason) == (None, Reason.LOW_CONFIDENCE)


@pytest.mark.parametrize("text", ["请帮我写一首诗", "今天天气怎么样？", "Who are you?"])
def test_what_no_report_could_answer_is_out_of_scope(text: str) -> None:
    assert decided(understand(text), [span(FOUND, "275场")], [FOUND]).reason is Reason.OUT_OF_SCOPE


def test_another_report_than_the_one_named_is_missing() -> None:
    question = understand("2004年报告提出投入多少亿元？")
    assert decided(question, [span(FOUND, "3亿元")], [FOUND]).missing == ("2004年报告",)


def test_confidence_has_three_levels() -> None:
    assert level_of(HIGH_CONFIDENCE) is ConfidenceLevel.HIGH
    assert level_of(MEDIUM_CONFIDENCE) is ConfidenceLevel.MEDIUM
    assert level_of(MEDIUM_CONFIDENCE - 0.01) is ConfidenceLevel.LOW


def test_a_planned_figure_does_not_answer_what_was_really_reached() -> None:
    found = hit(BEIJING, "今年计划改造老旧小区180个。", heading="三、2026年重点工作")
    question = understand("2026年北京最终实际改造了多少个老旧小区？", as_of="2026-02-01")
    decision = decided(question, [span(found, "180个")], [found])
    assert (decision.reason, decision.planned_only) == (Reason.WRONG_KIND, True)
    question = understand("2026年北京计划改造多少个老旧小区？", as_of="2026-02-01")
    assert decided(question, [span(found, "180个")], [found]).chosen is not None


def test_the_opposite_of_what_is_asked_about_is_no_evidence() -> None:
    found = hit(BEIJING, "农村居民收入增长5.5%。")
    question = understand("北京城镇居民收入增长百分之几？")
    assert decided(question, [span(found, "5.5%")], [found]).missing == ("城镇",)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("北京市政协秘书长是谁？", ("秘书长",)),
        ("北京市政协副主席是谁？", ("副主席",)),
        ("北京市政协主席是谁？", ()),
        ("谁向大会作了报告？", ()),
        ("Who is the party secretary?", ()),
        ("Who is the mayor of Beijing?", ("市长",)),
    ],
)
def test_an_office_that_the_passage_does_not_name_is_missing(question: str, missing: tuple[str, ...]) -> None:
    found = hit(BEIJING, "市政协主席王新向大会作了报告。")
    asked = understand(question, translator=bundled_translator())
    assert decided(asked, [span(found, "王新")], [found]).missing == missing


def test_a_term_that_other_evidence_has_is_not_called_missing() -> None:
    other = hit(TIANJIN, "组织深聊会9场。", rank=2)
    question = understand("天津组织了多少场深聊会？")
    spans = [span(FOUND, "275场"), span(other, "9场", confidence=ANSWER_THRESHOLD / 2)]
    assert decided(question, spans, [FOUND, other]).reason is Reason.LOW_CONFIDENCE


GRAIN = hit(
    BEIJING,
    "粮食产量达到732.5亿斤、创历史新高。生猪出栏6000万头。今年主要预期目标：粮食产量730亿斤以上，城镇新增就业85万人。",
)


@pytest.mark.parametrize(
    ("asked", "confidence", "answer"),
    [
        ("北京粮食产量", 0.5, "732.5亿斤"),
        ("北京粮食产量多少？", 0.5, "732.5亿斤"),
        ("北京粮食产量", 0.4, "732.5亿斤"),
        ("What was Beijing's grain output?", 0.4, "732.5亿斤"),
        ("北京粮食产量", 0.2, "730亿斤以上"),  # far less sure: perhaps of another thing
        ("北京粮食产量目标", 0.5, "730亿斤以上"),
        ("北京2026年粮食产量", 0.5, "730亿斤以上"),
        ("今年北京粮食产量", 0.5, "730亿斤以上"),
    ],
)
def test_what_was_achieved_comes_before_the_plan_where_neither_year_nor_status_is_asked(
    asked: str, confidence: float, answer: str
) -> None:
    question = understand(asked, as_of="2026-02-01", translator=bundled_translator())
    spans = [span(GRAIN, "730亿斤以上", confidence=0.6), span(GRAIN, "732.5亿斤", confidence=confidence)]
    chosen = decided(question, spans, [GRAIN]).chosen
    assert chosen is not None
    assert chosen.span.text == answer


def test_an_achieved_figure_of_another_thing_does_not_come_before_the_plan() -> None:
    question = understand("北京城镇新增就业多少人", as_of="2026-02-01")
    spans = [span(GRAIN, "85万人", confidence=0.6), span(GRAIN, "732.5亿斤"), span(GRAIN, "6000万头")]
    chosen = decided(question, spans, [GRAIN]).chosen
    assert chosen is not None
    assert chosen.span.text == "85万人"
