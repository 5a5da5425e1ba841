"""The way of a question through the engine, with fakes for index, retriever and reader."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import pytest
from given_hits import BEIJING, TIANJIN, document, hit, span
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.answering.answer import AnswerLevel, ConfidenceLevel, Reason
from zhengxie_qa.answering.pipeline import Answerer
from zhengxie_qa.errors import NotFoundError, QuestionError
from zhengxie_qa.question.question import Question
from zhengxie_qa.reading.rules.reader import RulesReader
from zhengxie_qa.types import (
    MAX_QUESTION,
    AnswerKind,
    Document,
    DocumentInfo,
    Filters,
    Hit,
    IndexState,
    SearchMode,
    Span,
    Status,
    Turn,
)

TEXT = "2026年北京市政府工作报告\n2025年，组织“深聊会”超过275场，推动解决215项问题。今年计划新建学校30所、医院5家。"


class Library:
    def __init__(self, *documents: Document) -> None:
        self.by_id = {item.info.doc_id: item for item in documents}
        self.pins = 0
        self.closed = False

    def document(self, doc_id: str) -> Document:
        if doc_id not in self.by_id:
            raise NotFoundError(doc_id)
        return self.by_id[doc_id]

    def documents(self) -> list[DocumentInfo]:
        return [item.info for item in self.by_id.values()]

    def state(self) -> IndexState:
        return IndexState("g1", "fake", len(self.by_id), len(self.by_id))

    def refresh(self) -> None:
        return

    @contextmanager
    def pinned(self) -> Iterator[None]:
        self.pins += 1
        yield
        self.pins -= 1

    def close(self) -> None:
        self.closed = True


class Finder:
    """Finds the hits it was given, whatever is asked."""

    def __init__(self, *hits: Hit) -> None:
        self.hits = list(hits)
        self.asked: list[str] = []

    def retrieve(
        self, question: Question, *, k: int, mode: SearchMode = SearchMode.HYBRID, filters: Filters = Filters()
    ) -> list[Hit]:
        self.asked.append(question.text)
        return self.hits[:k]


class Fixed:
    """A reader that proposes given words of each hit, the first with the highest confidence."""

    fingerprint = "fixed"

    def __init__(self, *words: str, confidence: float = 0.9) -> None:
        self.words = words
        self.confidence = confidence

    def read(self, question: Question, hits: Sequence[Hit]) -> list[Span]:
        return [
            span(found, words, confidence=self.confidence / rank)
            for rank, words in enumerate(self.words, start=1)
            for found in hits
            if words in found.passage.text
        ]


def engine(*words: str, confidence: float = 0.9) -> Answerer:
    found = hit(BEIJING, TEXT)
    return Answerer(Library(document(BEIJING, TEXT)), Finder(found), Fixed(*words, confidence=confidence))


def test_an_answer_is_quoted_with_its_place_in_text_and_raw_file() -> None:
    answer = engine("275场").ask("2025年组织了多少场深聊会？")
    citation = answer.citations[0]
    assert (answer.text, answer.abstained, answer.reason, answer.message) == ("275场", False, None, None)
    assert TEXT[citation.start : citation.end] == citation.quote == answer.text
    assert (citation.raw_start, citation.raw_end) == (citation.start, citation.end)
    assert (answer.kind, answer.confidence_level, answer.as_of) == (
        AnswerKind.COUNT,
        ConfidenceLevel.HIGH,
        "2026-02-01",
    )


@pytest.mark.parametrize("opening", ["你好，请问", "您好！打扰一下，", "谢谢。"])
def test_a_greeting_before_a_question_is_neither_searched_nor_missed(opening) -> None:
    found = Finder(hit(BEIJING, TEXT))
    built = Answerer(Library(document(BEIJING, TEXT)), found, Fixed("275场"))
    answer = built.ask(f"{opening}2025年组织了多少场深聊会？")
    built.search(f"{opening}深聊会")
    assert (answer.text, answer.question) == ("275场", f"{opening}2025年组织了多少场深聊会？")
    assert found.asked == ["2025年组织了多少场深聊会？", "深聊会"]


@pytest.mark.parametrize("asked", ["你好！", "请写一首关于北京的诗", "What is the weather today?", "1+1等于几？"])
def test_what_no_report_could_answer_is_declined_before_anything_is_searched(asked: str) -> None:
    class Unsearchable:
        def retrieve(self, question: Question, **options: object) -> list[Hit]:
            raise AssertionError(f"{question.text} was searched")

    answer = Answerer(Library(document(BEIJING, TEXT)), Unsearchable(), Fixed("275场")).ask(asked)
    assert (answer.reason, answer.text, answer.hits, answer.nearest) == (Reason.OUT_OF_SCOPE, None, (), ())


def test_the_number_is_understood_and_its_status_told() -> None:
    answer = engine("275场").ask("2025年组织了多少场深聊会？")
    assert answer.quantity is not None
    assert (answer.quantity.value, answer.quantity.unit, answer.quantity.approximate) == (275.0, "场", True)
    assert answer.status is Status.ACHIEVED
    assert engine("30所").ask("2026年计划新建多少所学校？").status is Status.PLANNED


def test_a_bare_number_is_given_with_its_unit() -> None:
    assert engine("275").ask("组织了多少场深聊会？").text == "275场"


def test_yes_or_no_is_answered_with_the_clauses_that_say_so() -> None:
    assert engine("计划新建").ask("今年会新建学校吗？").text == "今年计划新建学校30所、医院5家"
    assert engine("215项").ask("推动解决问题了吗？").text == "推动解决215项问题"


def test_a_long_sentence_answers_yes_or_no_with_the_clauses_that_matter() -> None:
    text = "会议指出，" + "工作有序推进，" * 20 + "新馆已经开工，年底完成。"
    library, found = Library(document(BEIJING, text)), hit(BEIJING, text)
    asked = Answerer(library, Finder(found), Fixed("已经开工"))
    assert asked.ask("新馆开工了吗？").text == "新馆已经开工"


def test_a_list_cites_the_whole_stretch_first_and_then_each_item() -> None:
    text = "重点监督教育、医疗和养老。"
    built = Answerer(Library(document(BEIJING, text)), Finder(hit(BEIJING, text)), Fixed("教育、医疗和养老"))
    answer = built.ask("重点监督哪些方面？")
    assert answer.text == "教育、医疗和养老"
    assert answer.items == ("教育", "医疗", "养老")
    assert [item.quote for item in answer.citations] == ["教育、医疗和养老", "教育", "医疗", "养老"]
    assert [item.n for item in answer.citations] == [1, 2, 3, 4]


def test_declining_gives_reason_sentence_and_nearest_passages() -> None:
    answer = engine("275场").ask("上海组织了多少场深聊会？")
    assert (answer.text, answer.abstained, answer.reason) == (None, True, Reason.TERM_MISSING)
    assert answer.missing_terms == ("上海",)
    assert "上海" in (answer.message or "")
    assert [found.passage.text for found in answer.nearest] == [TEXT]
    assert answer.citations == ()


def test_figures_of_other_reports_stand_beside_the_answer() -> None:
    other = "2025年，组织“深聊会”90场。"
    hits = (hit(BEIJING, TEXT), hit(TIANJIN, other, rank=2))

    class Both(Fixed):
        def read(self, question: Question, hits: Sequence[Hit]) -> list[Span]:
            return [span(hits[0], "275场"), span(hits[1], "90场", confidence=0.8)]

    built = Answerer(Library(document(BEIJING, TEXT), document(TIANJIN, other)), Finder(*hits), Both())
    answer = built.ask("组织了多少场深聊会？")
    assert [(item.text, item.label) for item in answer.alternatives] == [("90场", "2025 · 天津市")]
    assert other[answer.alternatives[0].citation.start : answer.alternatives[0].citation.end] == "90场"
    assert built.ask("北京组织了多少场深聊会？").alternatives == ()


def test_a_deleted_document_is_never_cited() -> None:
    gone = Answerer(Library(), Finder(hit(BEIJING, TEXT)), Fixed("275场"))
    answer = gone.ask("组织了多少场深聊会？")
    assert answer.abstained
    assert answer.citations == ()


def test_a_follow_up_is_completed_before_it_is_searched() -> None:
    built = engine("275场")
    answer = built.ask("那天津呢？", history=[Turn("北京组织了多少场深聊会？", "275场")])
    assert "天津" in answer.interpreted_as
    assert "深聊会" in answer.interpreted_as
    assert answer.question == "那天津呢？"


def test_the_explanation_shows_kind_passages_spans_and_decision() -> None:
    told = engine("275场", "215项").ask("组织了多少场深聊会？", explain=True).explanation
    assert told["question"]["kind"] == "count"
    assert told["passages"][0]["passage_id"] == "bj:0"
    assert [item["text"] for item in told["spans"]] == ["275场", "215项"]
    assert told["decision"]["answered"] is True
    assert engine("275场").ask("组织了多少场深聊会？").explanation == {}


def test_the_explanation_says_what_stands_around_each_span() -> None:
    asked = "2025年天津实际新建了多少所学校？"
    school, meetings = engine("30所", "275场").ask(asked, explain=True).explanation["spans"]
    assert school["evidence"] == {
        "year": -1.0,
        "place": -1.0,
        "report": 0.0,
        "status": -1.0,
        "own_year": 2026,
        "stated": "planned",
        "value": 30.0,
        "unit": "所",
        "fits": True,
        "otherwise": [],
    }
    said = meetings["evidence"]
    assert (said["year"], said["own_year"], said["stated"], said["fits"]) == (1.0, 2025, "achieved", False)


def test_the_explanation_names_the_words_whose_opposite_a_text_is_about() -> None:
    text = "农村居民收入增长5.5%。"
    built = Answerer(Library(document(BEIJING, text)), Finder(hit(BEIJING, text)), Fixed("5.5%"))
    told = built.ask("北京城镇居民收入增长百分之几？", explain=True).explanation
    assert told["spans"][0]["evidence"]["otherwise"] == ["城镇"]


def test_every_stage_is_timed() -> None:
    stages = engine("275场").ask("组织了多少场深聊会？").timings_ms
    assert list(stages) == ["understand", "retrieve", "read", "decide", "compose", "total"]


@pytest.mark.parametrize("question", ["", "   ", "？！。"])
def test_an_empty_question_is_refused(question: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        engine("275场").ask(question)


def test_a_question_that_is_too_long_is_refused_with_its_length() -> None:
    with pytest.raises(QuestionError, match=f"{MAX_QUESTION + 1} characters"):
        engine("275场").ask("多" * (MAX_QUESTION + 1))


def test_verify_compares_the_words_at_the_place() -> None:
    built = engine("275场")
    start = TEXT.index("275场")
    assert built.verify("bj", start, start + 4, "275场")
    assert not built.verify("bj", start, start + 4, "276场")
    assert not built.verify("bj", start, len(TEXT) + 5, TEXT[start:])
    with pytest.raises(NotFoundError):
        built.verify("nowhere", 0, 1, "x")


def test_a_given_context_is_always_answered_unless_told_to_decline() -> None:
    built = Answerer(Library(), Finder(), RulesReader())
    context = "2025年，市政协组织“深聊会”275场。"
    answer = built.read_context("上海组织了多少场“深聊会”？", context)
    assert answer.text == "275场"
    assert context[answer.citations[0].start : answer.citations[0].end] == "275场"
    declined = built.read_context("上海组织了多少场“深聊会”？", context, decline=True)
    assert declined.reason is Reason.TERM_MISSING


def test_a_context_without_the_wanted_kind_is_read_for_any_words() -> None:
    built = Answerer(Library(), Finder(), RulesReader())
    answer = built.read_context("组织了多少场“深聊会”？", "市政协组织“深聊会”，增进共识。")
    assert answer.text


@given(
    question=st.sampled_from(
        ["组织了多少场深聊会？", "会议何时召开？", "有哪些内容？", "主席是谁？", "为什么开会？", "How many?"]
    ),
    context=st.text(
        alphabet="深聊会组织了275场２０２５年，。、；“”《》一是二三主席林洁为了\n %人", min_size=1, max_size=120
    ),
)
def test_answers_to_any_context_are_its_own_words(question: str, context: str) -> None:
    answer = Answerer(Library(), Finder(), RulesReader()).read_context(question, context)
    for citation in answer.citations:
        assert context[citation.start : citation.end] == citation.quote
    if answer.text is not None:
        assert answer.text == answer.citations[0].quote


def test_invisible_characters_of_a_question_are_neither_searched_nor_read() -> None:
    found = Finder(hit(BEIJING, TEXT))
    built = Answerer(Library(document(BEIJING, TEXT)), found, Fixed("275场"))
    answer = built.ask("\ufeff2025年\u200b组织了多少场深\u00ad聊会？")
    built.ask("那天津呢？", history=[Turn("北京组织了多少场深\u200b聊会？", "275场")])
    assert answer.text == "275场"
    assert found.asked[0] == "2025年组织了多少场深聊会？"
    assert "深聊会" in found.asked[1]


def test_every_look_into_the_index_is_of_one_build_throughout_an_answer() -> None:
    class Watched(Library):
        def document(self, doc_id: str) -> Document:
            assert self.pins
            return super().document(doc_id)

        def documents(self) -> list[DocumentInfo]:
            assert self.pins
            return super().documents()

    class Pinned(Finder):
        def retrieve(
            self, question: Question, *, k: int, mode: SearchMode = SearchMode.HYBRID, filters: Filters = Filters()
        ) -> list[Hit]:
            assert library.pins == 1
            return super().retrieve(question, k=k, mode=mode, filters=filters)

    library = Watched(document(BEIJING, TEXT))
    built = Answerer(library, Pinned(hit(BEIJING, TEXT)), Fixed("275场"))
    assert built.ask("2025年组织了多少场深聊会？").text == "275场"
    assert built.documents() == [BEIJING]
    assert built.document(BEIJING.doc_id).text == TEXT
    assert library.pins == 0


def test_closing_an_engine_closes_its_index() -> None:
    library = Library()
    with Answerer(library, Finder(), RulesReader()) as built:
        assert built.state().documents == 0
        assert not library.closed
    assert library.closed


def test_a_name_in_parts_is_answered_with_every_part_and_each_is_cited() -> None:
    text = "“1+2”应运而生。“1”即一份《意见》；“2”即组织、制度两个体系。工作提质增效。"
    found = hit(BEIJING, text)
    answer = Answerer(Library(document(BEIJING, text)), Finder(found), Fixed("一份《意见》")).ask("什么是1+2？")
    assert answer.text == "“1”即一份《意见》；“2”即组织、制度两个体系"
    assert answer.items == ("“1”即一份《意见》", "“2”即组织、制度两个体系")
    assert answer.level is AnswerLevel.SENTENCES
    assert answer.evidence is not None
    assert answer.evidence.text == f"{answer.text}。"


def test_a_term_that_is_merely_used_is_declined_and_the_reason_says_so() -> None:
    text = "市政协全面创建“六型机关”，高标准建成文史馆。"
    found = hit(BEIJING, text)
    answer = Answerer(Library(document(BEIJING, text)), Finder(found), Fixed("高标准建成文史馆")).ask("六型机关是什么")
    assert (answer.text, answer.level, answer.evidence) == (None, None, None)
    assert answer.reason is Reason.WRONG_KIND
    assert answer.message is not None and "没有解释" in answer.message


def test_of_two_questions_the_first_is_answered_and_the_other_named() -> None:
    asked = "2025年组织了多少场深聊会？推动解决了多少项问题？"
    answer = engine("275场").ask(asked)
    assert (answer.question, answer.interpreted_as) == (asked, "2025年组织了多少场深聊会？")
    assert (answer.text, answer.also_asked) == ("275场", ("推动解决了多少项问题？",))
    assert engine("275场").ask("2025年组织了多少场深聊会？").also_asked == ()


def test_this_year_is_that_of_the_documents_asked_about() -> None:
    older = replace(TIANJIN, published="2020-02-03", year=2020)
    found = hit(older, TEXT)
    asking = Answerer(Library(document(BEIJING, TEXT), document(older, TEXT)), Finder(found), Fixed("30所"))
    everywhere = asking.ask("今年计划新建学校多少所？", explain=True)
    here = asking.ask("今年计划新建学校多少所？", filters=Filters(doc_ids=("tj",)), explain=True)
    assert everywhere.explanation["question"]["years"] == [2026]
    assert here.explanation["question"]["years"] == [2020]


def test_this_year_is_that_of_the_newest_document_about_the_place_asked_about() -> None:
    older = replace(TIANJIN, published="2021-07-19", year=2021, file="2021_天津市.txt", title="天津市会议纪要")
    asking = Answerer(Library(document(BEIJING, TEXT), document(older, TEXT)), Finder(), Fixed())
    assert [asking.understood(f"{place}今年新建学校多少所？").years for place in ("天津", "北京", "广东", "")] == [
        (2021,),
        (2026,),
        (2026,),
        (2026,),
    ]
    assert asking.understood("天津2026年新建学校多少所？").years == (2026,)
