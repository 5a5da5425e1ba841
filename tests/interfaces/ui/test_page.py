"""The conversation behind the page: history, limits, and what is said when asking fails."""

import pytest
from interface_fakes import FakeEngine

from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.ui.asking import KEPT_EXCHANGES, Question, Reading, asking
from zhengxie_qa.interfaces.ui.evaluations import LINES, WORKBOOK, EvaluationDesk
from zhengxie_qa.interfaces.ui.render import Exchange
from zhengxie_qa.interfaces.ui.waiting import LeftError


def answer(service: Service, desk: EvaluationDesk, question: str, talk: list[Exchange]) -> list[Exchange]:
    """The conversation after one more question."""
    *_, now = asking(service, desk, question, talk, begun=lambda work: None)
    assert isinstance(now, list)
    return now


def test_the_engine_gets_the_conversation_as_it_was_read(
    service: Service, desk: EvaluationDesk, engine: FakeEngine
) -> None:
    talk: list[Exchange] = []
    for question in ("深聊会场次", "深聊会呢？", "那深聊会呢？"):
        talk = answer(service, desk, question, talk)
    assert [turn.question for turn in engine.asked[2][1]] == ["深聊会场次", "深聊会场次→深聊会呢？"]
    assert [turn.answer for turn in engine.asked[2][1]] == ["275场", "275场"]
    assert [each.number for each in talk] == [1, 2, 3]


def test_a_long_conversation_forgets_its_beginning(service: Service, desk: EvaluationDesk) -> None:
    talk: list[Exchange] = []
    for _ in range(KEPT_EXCHANGES + 2):
        talk = answer(service, desk, "深聊会场次", talk)
    assert [each.number for each in talk] == list(range(3, KEPT_EXCHANGES + 3))


def test_a_missing_index_is_explained_in_both_languages(
    service: Service, desk: EvaluationDesk, engine: FakeEngine
) -> None:
    engine.missing = True
    (said,) = answer(service, desk, "深聊会场次", [])
    assert said.answer is None
    assert "还没有可以检索的报告" in said.notice
    assert "No reports have been indexed" in said.notice


def test_the_unforeseen_is_logged_and_told_without_details(service: Service, desk: EvaluationDesk, caplog) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    service.ask = broken
    (said,) = answer(service, desk, "深聊会", [])
    assert "secret" not in said.notice
    assert "secret" in caplog.text


def test_a_comparison_tells_how_far_it_is_and_leaves_its_files(service: Service, desk: EvaluationDesk) -> None:
    *steps, talk = asking(service, desk, "各地慢慢开了多少场“深聊会”？", [], begun=lambda work: None)
    told = [step for step in steps if isinstance(step, Reading)]
    assert {step.total for step in told} == {3}
    assert [step.done for step in told] == sorted(step.done for step in told)
    assert isinstance(talk, list)
    for name, begins in ((WORKBOOK, b"PK"), (LINES, "\ufefflabel".encode())):
        file = desk.report(talk[0].files, name)
        assert file is not None
        assert file.read_bytes().startswith(begins)


def test_a_question_that_is_left_reads_no_further_and_adds_nothing(
    service: Service, desk: EvaluationDesk, engine: FakeEngine
) -> None:
    begun: list[Question] = []
    steps = asking(service, desk, "各地一直开了多少场“深聊会”？", [], begun=begun.append)
    assert isinstance(next(steps), Reading)
    begun[0].leave()
    assert list(steps) == []
    with pytest.raises(LeftError):
        begun[0].result()
