"""Small inputs that were once read wrongly, one kind of fault each: every question gets its answer, quoted right.

Each folder of ``shared/cases`` holds files and questions; what is expected of a question must stand in its answer, and
``-`` means that the question is declined. Nothing is faked: files are ingested and questions asked as a user does.
"""

import html
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests_paths import ROOT
from zhengxie_qa.answering.answer import Citation
from zhengxie_qa.bundled import BUNDLED
from zhengxie_qa.engine import Engine, reader_named
from zhengxie_qa.types import Document

CASES = ROOT.parent / "shared" / "cases"
DECLINED = "-"

Engines = Callable[[str], Engine]


def _asked() -> list[tuple[str, str, str]]:
    """Every case with each of its questions and what must stand in the answer."""
    rows = []
    for sheet in sorted(CASES.glob("*/q.txt")):
        for line in filter(None, sheet.read_text(encoding="utf-8").split("\n")):
            question, _, expected = line.partition("\t")
            rows.append((sheet.parent.name, _unescaped(question), _unescaped(expected)))
    return rows


def _unescaped(text: str) -> str:
    r"""Read ``\u200b`` as the character it names."""
    parts = text.split("\\u")
    return parts[0] + "".join(chr(int(part[:4], 16)) + part[4:] for part in parts[1:])


ASKED = _asked()

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not ASKED, reason=f"the cases are not at {CASES}"),
]


@pytest.fixture(scope="session")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Engines:
    """Give the engine over a case's files, ingested when it is first asked for."""

    reader = reader_named(BUNDLED)

    @cache
    def engine(case: str) -> Engine:
        opened = Engine.open(tmp_path_factory.mktemp(case) / "index", create=True, reader=reader)
        assert not opened.ingest(CASES / case / "files").failed
        return opened

    return engine


@pytest.mark.parametrize(
    ("case", "question", "expected"), ASKED, ids=[f"{n}-{case}" for n, (case, _, _) in enumerate(ASKED)]
)
def test_a_question_gets_its_answer_quoted_from_the_file(
    engines: Engines, case: str, question: str, expected: str
) -> None:
    engine = engines(case)

    answer = engine.ask(question)

    for citation in answer.citations:
        _assert_traceable(citation, engine.document(citation.document.doc_id))
    if expected == DECLINED:
        assert answer.abstained, answer.text
    else:
        assert answer.text is not None, answer.message
        assert _printed(expected) in _printed(answer.text)


def _assert_traceable(citation: Citation, document: Document) -> None:
    """A quote stands where it says in the clean text, and begins and ends with its own characters in the raw file."""
    assert document.text[citation.start : citation.end] == citation.quote
    quoted = _bare(citation.quote)
    source = _bare(html.unescape(document.raw_text[citation.raw_start : citation.raw_end]))
    assert (source[0], source[-1]) == (quoted[0], quoted[-1])
    rest = iter(source)
    assert all(character in rest for character in quoted), f"{citation.quote!r} was taken from {source!r}"


def _printed(text: str) -> str:
    """The characters of a text that print something."""
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def _bare(text: str) -> str:
    return "".join(_printed(text).split())


def test_every_case_is_asked_about(engines: Engines) -> None:
    folders = {path.name for path in CASES.iterdir() if path.is_dir()}
    assert folders == {case for case, _, _ in ASKED}
    assert all(Path(CASES / case / "files").is_dir() for case in folders)
