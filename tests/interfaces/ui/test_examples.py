"""Examples are drawn from the index itself and shown only when they are answered as they should be."""

import time
from dataclasses import replace

import pytest
from interface_fakes import FakeEngine, make_document

from zhengxie_qa.answering.answer import ConfidenceLevel
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.ui.examples import Examples, drawn_from, is_good


def settled(examples: Examples) -> list[str]:
    until = time.monotonic() + 30
    while not (now := examples.now())["done"]:
        assert time.monotonic() < until
        time.sleep(0.02)
    return now["examples"]


def drawn(text: str, place: str | None = "湖州市") -> list[str]:
    document = make_document("d", "d.txt", text)
    return [each.question for each in drawn_from(replace(document, info=replace(document.info, place=place)))]


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("全年召开“深聊会”275场。", ["湖州市召开了多少场“深聊会”？", "How many 深聊会 were held?"]),
        ("“微建议”是指委员随手提的建议。", ["什么是“微建议”？"]),
        ("来看，全市地区生产总值增长5.5%。", ["湖州市地区生产总值增长多少？"]),
        ("共收到提案412件。", ["湖州市收到了多少件提案？"]),
        ("来看，其中增长5.5%，分别增长3%。委员们畅所欲言。", []),
    ],
)
def test_questions_are_drawn_from_what_is_said_plainly(text: str, questions: list[str]) -> None:
    assert drawn(text) == questions


def test_examples_are_asked_before_they_are_shown_and_anew_when_the_index_changes(
    service: Service, engine: FakeEngine
) -> None:
    examples = Examples(service)
    assert settled(examples) == ["召开了多少场“深聊会”？"]
    asked = len(engine.asked)
    assert settled(examples) == ["召开了多少场“深聊会”？"]
    assert len(engine.asked) == asked
    engine.shelf.clear()
    engine.state = lambda: replace(FakeEngine.state(engine), generation="g2")
    assert settled(examples) == []


def test_an_answer_that_is_unsure_or_from_elsewhere_makes_no_example(engine: FakeEngine) -> None:
    answer = engine.ask("多少场深聊会？")
    assert is_good(answer, "275", "aaaaaaaaaaaa")
    assert not is_good(answer, "276", "aaaaaaaaaaaa")
    assert not is_good(answer, "275", "bbbbbbbbbbbb")
    assert not is_good(replace(answer, confidence_level=ConfidenceLevel.MEDIUM), "275", "aaaaaaaaaaaa")
    assert not is_good(engine.ask("火星？"), "", "aaaaaaaaaaaa")


def test_without_an_index_there_are_none(service: Service, engine: FakeEngine) -> None:
    engine.missing = True
    assert Examples(service).now() == {"examples": [], "done": True}
