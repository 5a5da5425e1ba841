"""What goes wrong is told in the language of the page: Chinese is never missing, English never replaced by it."""

import io
import re
from pathlib import Path

import pytest
from interface_fakes import FakeEngine

from zhengxie_qa import errors
from zhengxie_qa.errors import Said, ZhengxieError
from zhengxie_qa.evaluation.datasets.registry import read_dataset
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.ui import texts
from zhengxie_qa.interfaces.ui.asking import asking
from zhengxie_qa.interfaces.ui.evaluate import run_evaluation
from zhengxie_qa.interfaces.ui.evaluations import EvaluationDesk
from zhengxie_qa.interfaces.ui.render import Exchange, answer_message, panel

HAN = re.compile("[\u4e00-\u9fff]")
SENTENCE = re.compile(r"\b[a-z]+ [a-z]+ [a-z]+\b", re.IGNORECASE)
KINDS = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, ZhengxieError)]

BROKEN_SETS = {
    "empty.csv": b"",
    "blank.jsonl": b"\n \n",
    "columns.csv": "提要,回复\n甲,乙\n".encode(),
    "quotes.csv": b'question,answer\n"' + b"x" * 200_000,
    "noanswer.csv": "问题,答案\n几场？,\n".encode(),
    "book.xlsx": b"PK no book",
    "binary.csv": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4,
    "syntax.json": b'{"data": [',
    "deep.json": b"[" * 100_000,
    "other.json": b'{"rows": []}',
    "squad.json": b'{"data": [{}, {"paragraphs": [{}]}]}',
    "cmrc.json": b'[{"context_text": 1}]',
    "lines.jsonl": b"not json\n",
    "encoding.jsonl": b'{"question": "\xff"}\n',
    "nothing.jsonl": b"[]\n",
    "missing.jsonl": b'{"answers": ["x"]}\n',
    "number.jsonl": b'{"question": 5, "answers": ["x"]}\n',
    "space.jsonl": b'{"question": " ", "answers": ["x"]}\n',
    "id.jsonl": b'{"id": [], "question": "q", "answers": ["x"]}\n',
    "noanswers.jsonl": b'{"question": "q"}\n',
    "answers.jsonl": b'{"question": "q", "answers": "x"}\n',
    "answer.jsonl": b'{"question": "q", "answers": [{"value": "x"}]}\n',
    "start.jsonl": b'{"question": "q", "answers": [{"text": "x", "answer_start": -7}]}\n',
    "tags.jsonl": b'{"question": "q", "answers": ["x"], "tags": "x"}\n',
    "impossible.jsonl": b'{"question": "q", "answers": ["x"], "is_impossible": "maybe"}\n',
    "history.jsonl": b'{"question": "q", "answers": ["x"], "history": "x"}\n',
    "turn.jsonl": b'{"question": "q", "answers": ["x"], "history": [5]}\n',
}


def spoken(markup: str, language: str) -> str:
    """What a page in this language shows of it."""
    return " ".join(re.findall(rf'<span class="{language}">(.*?)</span>', markup, re.DOTALL))


def assert_both(chinese: str, english: str) -> None:
    """Both say it, each in its language; names and values that were given may be in any."""
    assert HAN.search(chinese), chinese
    assert not SENTENCE.search(chinese), chinese
    own_words = re.sub(r"“[^”]*”|\([^)]*\)|or 问题|or 答案", "", english)
    assert SENTENCE.search(own_words), english
    assert not HAN.search(own_words), english


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_error_has_a_sentence_of_its_own_in_chinese(kind: type[ZhengxieError]) -> None:
    chinese, english = texts.told(kind("It went wrong here."))
    assert (kind in texts.ERRORS, english) == (True, "It went wrong here.")
    assert_both(chinese, english)


def test_an_error_that_speaks_chinese_itself_is_quoted() -> None:
    error = errors.DatasetError(Said("The set is bad.", "问题集不好。"))
    assert texts.told(error) == ("问题集不好。", "The set is bad.")
    assert str(error) == "The set is bad."


@pytest.mark.parametrize("kind", KINDS)
def test_the_chat_tells_an_error_in_both_languages(
    kind: type[ZhengxieError], service: Service, desk: EvaluationDesk
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise kind("It went wrong *here*.")

    service.ask = failing
    *_, (said,) = asking(service, desk, "深聊会", [], begun=lambda work: None)
    assert_both(spoken(said.notice, "zh"), spoken(said.notice, "en"))
    assert "*" not in said.notice


def test_a_decline_is_told_in_the_language_of_the_page(engine: FakeEngine) -> None:
    declined = engine.ask("火星上有什么？")
    exchange = Exchange(1, declined.question, declined)
    for shown in (answer_message(exchange), panel([exchange])):
        assert "没有找到相关段落" in spoken(shown, "zh")
        assert "No passage was found" in spoken(shown, "en")


@pytest.mark.parametrize("name", BROKEN_SETS)
def test_a_set_that_cannot_be_used_is_explained_in_both_languages(name: str, service: Service, tmp_path: Path) -> None:
    desk = EvaluationDesk(largest=1 << 20, parent=tmp_path)
    ticket = desk.keep(name, io.BytesIO(BROKEN_SETS[name]))
    *_, shown = run_evaluation(service, desk, ticket, reader_only=False)
    desk.close()
    assert 'role="alert"' in shown
    assert_both(spoken(shown, "zh"), spoken(shown, "en"))
    assert all(name in spoken(shown, language) for language in ("zh", "en"))


@pytest.mark.parametrize("name", ["report.docx", "no suffix", "", ".hidden.csv", "名\u3000.csv", "长" * 80 + ".csv"])
def test_a_set_that_is_not_taken_in_is_explained_in_both_languages(name: str, tmp_path: Path) -> None:
    desk = EvaluationDesk(largest=1 << 20, parent=tmp_path)
    with pytest.raises(errors.InputError) as refused:
        desk.keep(name, io.BytesIO(b"x"))
    desk.close()
    assert_both(refused.value.zh or "", str(refused.value).replace(repr(name[:80]), ""))


def test_rows_with_problems_are_listed_in_both_languages(tmp_path: Path) -> None:
    rows = [
        b'{"id": "1", "question": "q", "context": "abc", "answers": [{"text": "b", "answer_start": 0}]}',
        b'{"id": "1", "question": "q", "answers": ["x"]}',
        b"oops",
    ]
    (tmp_path / "set.jsonl").write_bytes(b"\n".join(rows))
    problems = read_dataset(tmp_path / "set.jsonl").problems
    assert [problem.line for problem in problems] == [1, 2, 3]
    for problem in problems:
        assert_both(problem.told.zh, str(problem))
