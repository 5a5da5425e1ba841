"""Reading in a process beside: the same articles, and what a file costs that takes too much or brings it down."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from zhengxie_qa.corpus.guarded_process import Limits
from zhengxie_qa.corpus.reading_process import ReadingProcess, read_article
from zhengxie_qa.errors import FileError

PAGES = sorted(path for path in (Path(__file__).parent / "pages").iterdir() if path.suffix in {".txt", ".md", ".html"})
ARTICLE = "海港市政协工作报告\n\n海港市政协全年召开“深聊会”275场，收到建议三千余条。\n"


@pytest.fixture
def process() -> Iterator[ReadingProcess]:
    reading = ReadingProcess()
    yield reading
    reading.close()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def long_article(tmp_path: Path) -> Path:
    path = tmp_path / "长.txt"
    path.write_text(ARTICLE * 20_000, encoding="utf-8")
    return path


def identity(process: ReadingProcess) -> int:
    return process._process.pid


def test_articles_are_the_same_as_read_here(process: ReadingProcess) -> None:
    for page in PAGES:
        document, passages = read_article(page, page.name, "d")
        assert process.read(page, page.name, "d") == (document, list(passages))


def test_a_long_article_is_the_same_too(process: ReadingProcess, long_article: Path) -> None:
    document, passages = read_article(long_article, "长.txt", "d")
    assert len(passages) > 1000
    assert process.read(long_article, "长.txt", "d") == (document, list(passages))


def test_one_process_reads_one_file_after_the_other(process: ReadingProcess, article: Path) -> None:
    process.read(article, "报告.txt", "d")
    first = identity(process)
    process.read(article, "报告.txt", "d")
    assert identity(process) == first


@pytest.mark.parametrize(("name", "content"), [("a.txt", b""), ("b.txt", bytes(range(256)) * 9), ("c.docx", b"PK")])
def test_what_cannot_be_read_is_said_as_here(
    process: ReadingProcess, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError) as here:
        read_article(path, name, "d")
    with pytest.raises(FileError) as there:
        process.read(path, name, "d")
    assert str(there.value) == str(here.value)
    first = identity(process)
    with pytest.raises(FileError, match="does not exist"):
        process.read(tmp_path / "gone.txt", "gone.txt", "d")
    assert identity(process) == first


def test_a_file_that_takes_too_long_costs_its_own_sentence_alone(article: Path, long_article: Path) -> None:
    process = ReadingProcess(Limits(seconds=0.05, seconds_per_mb=0))
    began = time.monotonic()
    with pytest.raises(FileError, match=r"^长\.txt took too long to read"):
        process.read(long_article, "长.txt", "d")
    assert time.monotonic() - began < 20
    process._limits = Limits()
    assert process.read(article, "报告.txt", "d")[0].text == read_article(article, "报告.txt", "d")[0].text
    process.close()


def test_a_workbook_without_end_costs_its_own_sentence_alone(article: Path, tmp_path: Path) -> None:
    cells = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 300_000))
    names = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    path = tmp_path / "表.xlsx"
    book = Workbook()
    book.save(path)
    with ZipFile(path) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    parts["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="{names}"><sheetData>{cells}</sheetData></worksheet>'.encode()
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    process = ReadingProcess(Limits(seconds=1.5, seconds_per_mb=0))
    with pytest.raises(FileError, match=r"^表\.xlsx took too long to read") as caught:
        process.read(path, "表.xlsx", "d")
    assert "用时太久" in (caught.value.zh or "")
    assert process.read(article, "报告.txt", "d")[1]
    process.close()


def test_a_file_that_does_not_come_is_not_waited_for(
    process: ReadingProcess, article: Path, long_article: Path
) -> None:
    """As on a network share that hangs: the processor is idle, but the clock runs."""
    process.read(article, "报告.txt", "d")
    process._limits = Limits(patience=0.02)
    with pytest.raises(FileError, match=r"^长\.txt took too long to read"):
        process.read(long_article, "长.txt", "d")


def test_a_file_that_needs_too_much_memory_costs_its_own_sentence_alone(article: Path, long_article: Path) -> None:
    process = ReadingProcess(Limits(megabytes=80))
    with pytest.raises(FileError, match=r"^长\.txt (needs too much memory|brought its reading to an end)"):
        process.read(long_article, "长.txt", "d")
    process._limits = Limits()
    assert process.read(article, "报告.txt", "d")[1]
    assert process.read(long_article, "长.txt", "d")[1]
    process.close()


def test_a_process_killed_in_the_middle_is_a_sentence_and_the_next_file_is_read(
    process: ReadingProcess, article: Path, long_article: Path
) -> None:
    process.start()
    threading.Timer(0.3, os.kill, (identity(process), signal.SIGKILL)).start()
    with pytest.raises(FileError, match=r"^长\.txt brought its reading to an end"):
        process.read(long_article, "长.txt", "d")
    assert process.read(article, "报告.txt", "d")[1]


def test_a_process_killed_between_two_files_is_not_noticed(process: ReadingProcess, article: Path) -> None:
    process.read(article, "报告.txt", "d")
    os.kill(identity(process), signal.SIGKILL)
    process._process.wait()
    assert process.read(article, "报告.txt", "d")[1]


def test_threads_may_ask_at_the_same_time(process: ReadingProcess, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(12)]
    for number, path in enumerate(paths):
        path.write_text(ARTICLE.replace("275", str(number + 100)), encoding="utf-8")
    read: dict[int, str] = {}

    def ask(number: int) -> None:
        read[number] = process.read(paths[number], paths[number].name, "d")[0].text

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(f"{number + 100}场" in read[number] for number in range(12))


def test_the_process_ends_with_the_one_who_asked(article: Path) -> None:
    code = (
        "import os, sys, pathlib; from zhengxie_qa.corpus.reading_process import ReadingProcess as R; r = R(); "
        "r.read(pathlib.Path(sys.argv[1]), 'a.txt', 'd'); print(r._process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(article)], capture_output=True, text=True)
    until = time.monotonic() + 10
    while Path(f"/proc/{done.stdout.strip()}/cmdline").exists() and is_alive(int(done.stdout)):
        assert time.monotonic() < until
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_program_without_a_guarded_main_may_ingest(article: Path, tmp_path: Path) -> None:
    """``multiprocessing`` would run the program's own file a second time."""
    program = tmp_path / "program.py"
    program.write_text(
        "import pathlib, sys\nfrom zhengxie_qa.corpus.reading_process import ReadingProcess\n"
        "print(ReadingProcess().read(pathlib.Path(sys.argv[1]), 'a.txt', 'd')[0].info.file)\n",
        encoding="utf-8",
    )
    (tmp_path / "pickle.py").write_text("raise SystemExit('a file of the working folder was imported')")
    done = subprocess.run(
        [sys.executable, "-P", str(program), str(article)], capture_output=True, text=True, cwd=tmp_path
    )
    assert (done.stdout, done.stderr) == ("a.txt\n", "")


def test_asking_starts_nothing_heavy_here() -> None:
    code = "import sys, zhengxie_qa.corpus.reading_process as r; "
    code += "print([m for m in ('lxml', 'langchain_text_splitters', 'zhengxie_qa.corpus.load') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"
