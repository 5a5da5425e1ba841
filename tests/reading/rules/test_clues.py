import pytest
from reader_fakes import hit

from zhengxie_qa.question.understanding import understand
from zhengxie_qa.reading.rules.candidates import Candidate, CandidateKind
from zhengxie_qa.reading.rules.clues import CLUES, Clues


def clue(name: str, question: str, text: str, words: str) -> float:
    start = text.index(words)
    found = Clues(understand(question), [hit(text)]).of(0, Candidate(start, start + len(words), CandidateKind.RUN))
    assert tuple(found) == CLUES
    return found[name]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("全年收到提案612件，办复率100%。", "612件", 1.0),
        ("市政协重视提案工作，全年立案612件。", "612件", 0.5),
        ("设立20个活动小组。", "20个", -1.0),
    ],
)
def test_a_figure_goes_with_the_thing_counted(text: str, words: str, expected: float) -> None:
    assert clue("counted", "全年收到多少件提案？", text, words) == expected


def test_where_no_figure_is_asked_for_nothing_is_counted() -> None:
    assert clue("counted", "提案由谁办理？", "设立20个活动小组。", "活动小组") == 0.0


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("三大产业指哪三个？", 1.0),
        ("三大产业是什么？", 1.0),
        ("指哪4个产业？", -1.0),
        ("有哪些产业？", 0.0),
    ],
)
def test_a_list_goes_by_the_number_of_things_asked_for(question: str, expected: float) -> None:
    assert clue("items", question, "壮大芯片、医药、软件，加快发展。", "医药") == expected


def test_promise_is_what_the_surroundings_share_with_the_question() -> None:
    text = "全年收到提案612件。另有会议20场。"
    clues = Clues(understand("全年收到多少件提案？"), [hit(text)])
    near, far = (Candidate(text.index(w), text.index(w) + 2, CandidateKind.NUMBER) for w in ("612件", "20场"))
    assert clues.promise(0, near) > clues.promise(0, far)
