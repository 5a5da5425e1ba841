"""The conversation behind the page: history, limits, and what is said when asking fails."""

from interface_fakes import FakeEngine

from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.ui.page import KEPT_EXCHANGES, answer
from zhengxie_qa.interfaces.ui.render import Exchange


def test_the_engine_gets_the_conversation_as_it_was_read(service: Service, engine: FakeEngine) -> None:
    talk: list[Exchange] = []
    for question in ("深聊会场次", "深聊会呢？", "那深聊会呢？"):
        talk = answer(service, question, talk)
    assert [turn.question for turn in engine.asked[2][1]] == ["深聊会场次", "深聊会场次→深聊会呢？"]
    assert [turn.answer for turn in engine.asked[2][1]] == ["275场", "275场"]
    assert [each.number for each in talk] == [1, 2, 3]


def test_a_long_conversation_forgets_its_beginning(service: Service) -> None:
    talk: list[Exchange] = []
    for _ in range(KEPT_EXCHANGES + 2):
        talk = answer(service, "深聊会场次", talk)
    assert [each.number for each in talk] == list(range(3, KEPT_EXCHANGES + 3))


def test_a_missing_index_is_explained_in_both_languages(service: Service, engine: FakeEngine) -> None:
    engine.missing = True
    (said,) = answer(service, "深聊会场次", [])
    assert said.answer is None
    assert "还没有可以检索的报告" in said.notice
    assert "No reports have been indexed" in said.notice


def test_the_unforeseen_is_logged_and_told_without_details(service: Service, caplog) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    service.ask = broken
    (said,) = answer(service, "深聊会", [])
    assert "secret" not in said.notice
    assert "secret" in caplog.text
