"""The engine as a program uses it: the bundled parts over the shipped article, nothing faked."""

import dataclasses
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

import pytest

import zhengxie_qa
from zhengxie_qa import Document, Engine, location, types
from zhengxie_qa.answering import answer as answers
from zhengxie_qa.comparing import comparison
from zhengxie_qa.errors import FileError, IndexClosedError, IndexMissingError, NotFoundError, QuestionError
from zhengxie_qa.reading.rules.reader import RulesReader

NOUNS = (location, types, answers, comparison)
QUESTION = "深聊会举办了多少场？"
ENGLISH = "How many 深聊会 were held?"
ANSWER = "275场"
NEW = "山城市政协工作报告\n\n山城市政协全年召开“圆桌会”48场，收到建议九百余条。\n"


READER = f"""
import sys
from zhengxie_qa import Engine
from zhengxie_qa.errors import ZhengxieError

with Engine.open(sys.argv[1]) as engine:
    print(engine.ask({QUESTION!r}).text)
    try:
        engine.ingest(sys.argv[2])
    except ZhengxieError as error:
        print(type(error).__name__)
"""


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory, article_path: Path) -> Path:
    folder = tmp_path_factory.mktemp("engine") / "index"
    with Engine.open(folder, create=True) as engine:
        assert engine.documents() == []
        assert engine.ask(QUESTION).abstained
        report = engine.ingest(article_path)
        assert (report.added, report.failed) == ((article_path.name,), ())
        assert engine.ingest(article_path).unchanged == (article_path.name,)
    return folder


@pytest.fixture(scope="module")
def engine(directory: Path) -> Iterator[Engine]:
    with Engine.open(directory) as opened:
        yield opened


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.fixture
def own(directory: Path, tmp_path: Path) -> Iterator[Engine]:
    """An engine over a copy that a test may change."""
    with Engine.open(shutil.copytree(directory, tmp_path / "index")) as opened:
        yield opened


def test_an_answer_is_quoted_from_the_article(engine: Engine) -> None:
    answer = engine.ask(QUESTION)
    citation = answer.citations[0]
    document = engine.document(citation.document.doc_id)
    assert isinstance(document, Document)
    assert answer.text == citation.quote == document.text[citation.start : citation.end] == ANSWER
    assert engine.verify(document.info.doc_id, citation.start, citation.end, ANSWER)


def test_many_questions_are_answered_in_order_as_each_alone(engine: Engine) -> None:
    questions = [QUESTION, "火星上有什么？", ENGLISH]
    alone = [dataclasses.replace(engine.ask(each), timings_ms={}) for each in questions]
    together = [dataclasses.replace(each, timings_ms={}) for each in engine.ask_many(iter(questions))]
    assert together == alone
    assert [each.text for each in together] == [ANSWER, None, ANSWER]


def test_a_question_among_many_that_is_none_is_refused(engine: Engine) -> None:
    with pytest.raises(QuestionError, match="empty"):
        engine.ask_many([QUESTION, " "])


def test_passages_are_found(engine: Engine) -> None:
    hits = engine.search("深聊会", top_k=3)
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert any("深聊会" in hit.passage.text for hit in hits)


def test_what_is_ingested_is_answered_and_what_is_removed_is_not(own: Engine, tmp_path: Path) -> None:
    (tmp_path / "山城.txt").write_text(NEW, encoding="utf-8")
    question = "山城市政协召开了多少场“圆桌会”？"
    assert own.ask(question).text != "48场"
    (doc_id,) = own.ingest(tmp_path / "山城.txt").doc_ids.values()
    assert own.ask(question).text == "48场"
    assert doc_id in {info.doc_id for info in own.documents()}
    own.remove(doc_id)
    assert own.ask(question).text != "48场"
    assert [info.doc_id for info in own.documents() if info.doc_id == doc_id] == []
    assert (tmp_path / "山城.txt").exists()


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_taken(own: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4)
    (folder / "山城.txt").write_text(NEW, encoding="utf-8")
    report = own.ingest(folder)
    assert (report.added, [file for file, _ in report.failed]) == (("山城.txt",), ["photo.txt"])


def test_what_is_not_there_can_neither_be_ingested_nor_removed(own: Engine, tmp_path: Path) -> None:
    before = own.state()
    with pytest.raises(FileError):
        own.ingest(tmp_path / "nowhere.txt")
    with pytest.raises(NotFoundError):
        own.remove(own.documents()[0].doc_id, "0" * 12)
    assert own.state() == before


def test_an_index_is_made_only_where_that_is_asked(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="nowhere"):
        Engine.open(tmp_path / "nowhere", reader="rules")
    assert not (tmp_path / "nowhere").exists()


def test_creating_leaves_an_index_that_is_there_alone(directory: Path, engine: Engine) -> None:
    with Engine.open(directory, create=True, reader="rules") as again:
        assert again.state() == engine.state()


def test_a_closed_engine_answers_and_changes_nothing(directory: Path, article_path: Path) -> None:
    with Engine.open(directory, reader="rules") as opened:
        doc_id = opened.documents()[0].doc_id
    for call in (
        lambda: opened.ask(QUESTION),
        lambda: opened.search("深聊会"),
        lambda: opened.documents(),
        lambda: opened.ingest(article_path),
        lambda: opened.remove(doc_id),
    ):
        with pytest.raises(IndexClosedError):
            call()
    opened.close()  # twice does no harm


def test_two_threads_may_ask_at_once(engine: Engine) -> None:
    questions = [QUESTION, ENGLISH, "火星上有什么？", "深圳市政协主席是谁？"]
    expected = [engine.ask(each).text for each in questions]
    together = Barrier(2)

    def ask_all(order: int) -> list[str | None]:
        together.wait(30)
        return [engine.ask(each).text for each in questions[::order]][::order]

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(ask_all, (1, -1))) == [expected, expected]


def test_threads_may_change_the_index_at_once_while_others_ask(own: Engine, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.txt" for number in range(4)]
    for number, file in enumerate(files):
        file.write_text(f"第{number}号文件\n\n东湖市政协召开湖畔会{number + 10}场。\n", encoding="utf-8")
    with ThreadPoolExecutor(6) as threads:
        changes = [threads.submit(own.ingest, file) for file in files]
        asked = [threads.submit(own.ask, QUESTION) for _ in range(4)]
        assert [change.result(120).added for change in changes] == [(file.name,) for file in files]
        assert {answer.result(120).text for answer in asked} == {ANSWER}
    assert {file.name for file in files} <= {info.file for info in own.documents()}


def test_a_read_only_folder_is_enough_to_ask_and_not_to_ingest(
    directory: Path, tmp_path: Path, article_path: Path
) -> None:
    copy = shutil.copytree(directory, tmp_path / "index")
    command = [sys.executable, "-c", READER, str(copy), str(article_path)]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root writes anywhere, and setpriv is not there to take that from it")
        command = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]
    with read_only(copy):
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout.split()) == (0, [ANSWER, "StorageError"]), done.stderr


def test_no_environment_and_no_dotenv_is_read(directory: Path, tmp_path: Path) -> None:
    misleading = {
        "INDEX_DIR": "nowhere",
        "ENCODER": "/no/encoder",
        "READER": "rules",
        "RERANKER": "/no/reranker",
        "SYNONYMS": "/no/synonyms",
        "DEVICE": "nonsense",
    }
    lines = [f"ZHENGXIE_QA_{name}={value}\n" for name, value in misleading.items()]
    (tmp_path / ".env").write_text("".join(lines), encoding="utf-8")
    environment = {**os.environ, **{f"ZHENGXIE_QA_{name}": value for name, value in misleading.items()}}
    code = (
        "import sys; from zhengxie_qa import Engine; engine = Engine.open(sys.argv[1]);"
        f"print(engine.ask({QUESTION!r}).text, type(engine.reader).__name__);"
        "assert 'zhengxie_qa.interfaces.settings' not in sys.modules and 'torch' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(directory)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout.split()) == (0, [ANSWER, "TrainedReader"]), done.stderr


def test_parts_may_be_given_as_objects_and_the_threshold_decides(directory: Path, engine: Engine) -> None:
    with Engine.open(directory, encoder=engine.encoder, reader=RulesReader(), threshold=1.1) as strict:
        assert strict.ask(QUESTION).abstained
    with Engine.open(directory, encoder=engine.encoder, reader=RulesReader(), threshold=0.0) as bold:
        assert bold.ask(QUESTION).text == ANSWER


def test_what_is_exported_is_what_is_defined() -> None:
    for name in zhengxie_qa.__all__:
        if name not in {"Engine", "__version__"}:
            home = next(module for module in NOUNS if name in vars(module))
            assert getattr(zhengxie_qa, name) is getattr(home, name)
    with pytest.raises(AttributeError, match="open_engine"):
        zhengxie_qa.open_engine  # noqa: B018 - it is gone


def test_every_type_that_an_answer_is_made_of_is_exported() -> None:
    defined = [each for module in NOUNS for each in vars(module).values()]
    made = {each.__name__ for each in defined if dataclasses.is_dataclass(each) or _is_choice(each)}
    assert made - {"Span"} <= set(zhengxie_qa.__all__)  # spans stay inside


def _is_choice(each: object) -> bool:
    return isinstance(each, type) and issubclass(each, types.StrEnum) and each is not types.StrEnum
