"""One engine behind every request: opened once, one build of the index for each answer, uploads checked first."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from interface_fakes import ChangingEngine, FakeEngine, FakeWriter

from zhengxie_qa.errors import (
    FileError,
    IndexMissingError,
    NotFoundError,
    OverloadedError,
    TooLargeError,
    UnsupportedFileError,
)
from zhengxie_qa.interfaces.limits import MEGABYTE
from zhengxie_qa.interfaces.service import READERS, Service
from zhengxie_qa.interfaces.settings import Settings
from zhengxie_qa.types import SearchMode, Turn

QUESTION = "深聊会场次"
HARBOUR, LAKE = "a" * 12, "b" * 12


class Opened:
    """Opens the engine slowly and counts how often."""

    def __init__(self, engine: FakeEngine) -> None:
        self.engine = engine
        self.times = 0
        self.go_on = Event()
        self.begun = Event()

    def __call__(self, *, settings: Settings) -> FakeEngine:
        self.times += 1
        self.begun.set()
        assert self.go_on.wait(30)
        return self.engine


@pytest.fixture
def opened(engine: FakeEngine) -> Opened:
    return Opened(engine)


@pytest.fixture
def slow(settings: Settings, opened: Opened, engine: FakeEngine) -> Service:
    return Service(settings, opener=opened, writer=FakeWriter(engine))


def test_requests_that_come_together_open_one_engine(slow: Service, opened: Opened) -> None:
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(slow.ask, QUESTION) for _ in range(4)]
        assert opened.begun.wait(30)
        opened.go_on.set()
        answers = [each.result(30)[0].text for each in asked]
    assert (answers, opened.times) == (["275场"] * 4, 1)


def test_while_the_engine_is_being_opened_readiness_says_so_and_waits_for_nothing(
    slow: Service, opened: Opened
) -> None:
    with ThreadPoolExecutor(1) as threads:
        opening = threads.submit(slow.engine)
        assert opened.begun.wait(30)
        began = time.monotonic()
        with pytest.raises(OverloadedError, match="being opened") as caught:
            slow.ready()
        assert time.monotonic() - began < 5
        assert caught.value.zh
        opened.go_on.set()
        opening.result(30)
    assert slow.ready().generation == "g1"


def test_an_index_made_after_the_server_started_is_found(service: Service, engine: FakeEngine) -> None:
    engine.missing = True
    for look in (service.engine, service.ready, service.documents, lambda: service.ask(QUESTION)):
        with pytest.raises(IndexMissingError):
            look()
    assert service.state_or_none() is None
    engine.missing = False
    assert service.ask(QUESTION)[0].text == "275场"
    assert service.state_or_none() == engine.state()


def test_the_engine_is_brought_up_to_date_whenever_it_is_given(service: Service, engine: FakeEngine) -> None:
    for times in (1, 2, 3):
        assert service.engine() is engine
        assert engine.refreshed == times


@pytest.mark.parametrize(
    "ask",
    [
        lambda service: service.ask(QUESTION),
        lambda service: service.search(QUESTION, top_k=3, mode=SearchMode.HYBRID),
    ],
)
def test_an_answer_comes_with_the_state_that_gave_it(
    settings: Settings, ask: Callable[[Service], tuple[object, object]]
) -> None:
    changing = ChangingEngine()
    service = Service(settings, opener=lambda settings: changing, writer=FakeWriter(changing))
    for _ in range(3):
        _, state = ask(service)
        assert changing.answered_from[-1] == state.generation


def test_as_many_passages_are_read_as_are_asked_for_else_as_are_set(service: Service, engine: FakeEngine) -> None:
    engine.shelf |= dict.fromkeys("cdefghijklmn", engine.shelf[HARBOUR])
    assert len(service.ask(QUESTION)[0].hits) == service.settings.top_k == 10
    assert len(service.ask(QUESTION, top_k=2)[0].hits) == 2


def test_earlier_turns_reach_the_engine(service: Service, engine: FakeEngine) -> None:
    service.ask("那湖滨呢？", history=[Turn(QUESTION, "275场")])
    assert engine.asked == [("那湖滨呢？", (Turn(QUESTION, "275场"),))]


def test_documents_are_listed_by_file(service: Service, engine: FakeEngine) -> None:
    engine.shelf = dict(reversed(engine.shelf.items()))
    listed, state = service.documents()
    assert [info.file for info in listed] == ["harbour.txt", "lake.txt"]
    assert state.documents == 2


def test_a_quote_is_compared_and_what_stands_there_is_given(service: Service) -> None:
    assert service.verify(LAKE, 0, 2, "湖滨") == (True, "湖滨")
    assert service.verify(LAKE, 0, 2, "海港") == (False, "湖滨")
    with pytest.raises(NotFoundError):
        service.verify("c" * 12, 0, 2, "湖滨")


@pytest.mark.parametrize(
    ("name", "content", "error", "said"),
    [
        ("report.exe", b"text", UnsupportedFileError, r"cannot be read \(\.exe\): save it as \.docx, \.pdf"),
        ("report", b"text", UnsupportedFileError, "no suffix"),
        ("long.txt", b"x" * (MEGABYTE + 1), TooLargeError, "1.0 MB; the limit is 1 MB"),
        ("empty.txt", b" \n", FileError, "is empty"),
        ("binary.txt", b"\x00", FileError, "not text"),
    ],
)
def test_an_upload_that_is_refused_changes_nothing(
    service: Service, engine: FakeEngine, name: str, content: bytes, error: type[FileError], said: str
) -> None:
    before = dict(engine.shelf)
    with pytest.raises(error, match=said) as caught:
        service.upload(name, content)
    assert type(caught.value) is error
    assert engine.shelf == before


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "报告.md", "page.html"])
def test_an_upload_of_a_kind_that_is_read_is_taken(service: Service, name: str) -> None:
    assert service.upload(name, b"x" * MEGABYTE).status == "added"


def test_an_upload_is_seen_at_once_and_replaces_the_one_of_its_name(service: Service) -> None:
    first = service.upload("new.txt", "海港协商5次。".encode())
    again = service.upload("new.txt", "海港协商6次。".encode())
    assert (first.status, again.status) == ("added", "updated")
    assert first.document.doc_id == again.document.doc_id
    assert again.state.documents == 3
    assert service.document(again.document.doc_id).text == "海港协商6次。"


def test_what_is_removed_is_told_and_gone(service: Service) -> None:
    info, state = service.remove(LAKE)
    assert (info.file, state.documents) == ("lake.txt", 1)
    for again in (service.document, service.remove):
        with pytest.raises(NotFoundError):
            again(LAKE)


def test_changes_come_one_after_another(settings: Settings, engine: FakeEngine) -> None:
    class Watched(FakeWriter):
        inside = 0
        most = 0

        def upload(self, name: str, content: bytes) -> tuple[str, str]:
            self.inside += 1
            self.most = max(self.most, self.inside)
            time.sleep(0.01)
            done = super().upload(name, content)
            self.inside -= 1
            return done

    writer = Watched(engine)
    service = Service(settings, opener=lambda settings: engine, writer=writer)
    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(lambda number: service.upload(f"{number}.txt", b"text").status, range(8)))
    assert (done, writer.most) == (["added"] * 8, 1)


def test_starting_tidies_up_before_it_opens(service: Service, engine: FakeEngine) -> None:
    engine.missing = True
    with pytest.raises(IndexMissingError):
        service.start()
    assert service._writer.tidied


def test_each_kind_of_work_waits_in_a_line_of_its_own(settings: Settings, engine: FakeEngine) -> None:
    few = settings.model_copy(update={"max_waiting": READERS})
    service = Service(few, opener=lambda settings: engine, writer=FakeWriter(engine))
    go_on = Event()
    held = [service.reads.submit(lambda: go_on.wait(30)) for _ in range(READERS)]
    with pytest.raises(OverloadedError, match=f"{READERS} requests"):
        service.reads.submit(lambda: None)
    assert service.questions.submit(lambda: "asked").result(30) == "asked"
    assert service.writes.submit(lambda: "written").result(30) == "written"
    go_on.set()
    assert [each.result(30) for each in held] == [True] * READERS
    service.close()


def test_closing_lets_go_of_an_engine_that_was_opened(service: Service, slow: Service, engine: FakeEngine) -> None:
    slow.close()
    assert not engine.closed
    service.engine()
    service.close()
    assert engine.closed
