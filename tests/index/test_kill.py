"""kill -9 at random moments: the index opens, serves a good state, and the next run completes the work."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from killed_writer import lay_out, state

from index_articles import CountingEncoder, build
from zhengxie_qa.errors import IndexMissingError
from zhengxie_qa.index.check import look
from zhengxie_qa.index.disk.generations import current_manifest
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.search.terms import WeightedTerm
from zhengxie_qa.types import Filters

ROUNDS = 60
DAMAGED_ROUNDS = 8
WRITER = Path(__file__).with_name("killed_writer.py")
WATER_AXIS = np.array([1, 0, 0, 0], dtype=np.float32)


RunAndKill = Callable[[Path, int, float], tuple[int, bool]]


@pytest.fixture
def run_and_kill() -> Iterator[RunAndKill]:
    """Start a writer, kill it a while after its first ``begin``; return the state it was at and whether it was done."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, str(WRITER)], text=True, **pipes) as writers:
        assert writers.stdin is not None
        assert writers.stdout is not None

        def killed(root: Path, first: int, wait: float) -> tuple[int, bool]:
            print(first, first + 50, root, file=writers.stdin, flush=True)
            pid, last = int(writers.stdout.readline()), writers.stdout.readline()
            assert last == f"begin {first}\n"
            time.sleep(wait)
            os.kill(pid, signal.SIGKILL)
            while (said := writers.stdout.readline()) != "over\n":
                last = said
            verb, number = last.split()
            return int(number), verb == "done"

        yield killed
        writers.stdin.close()


def served(root: Path) -> dict[str, str]:
    """Open the index, look at every passage through both engines, and return the texts of its documents."""
    index = Index.open(root / "index", encoder=CountingEncoder())
    documents = {info.doc_id: index.document(info.doc_id) for info in index.documents()}
    passages = index.state().passages
    lexical = index.search_lexical([WeightedTerm("公路")], k=5000)
    dense = index.search_dense(WATER_AXIS, k=5000, filters=Filters(doc_ids=tuple(documents)))
    assert len({i for i, _ in lexical}) == len({i for i, _ in dense}) == passages
    for passage, info in index.passages([i for i, _ in lexical]).values():
        assert documents[info.doc_id].text[passage.start : passage.end] == passage.text
    return {Path(d.info.file).stem: d.text for d in documents.values()}


def damage(root: Path, chance: random.Random) -> None:
    """Truncate, empty or delete one derived file, or flip a bit of it."""
    manifest = current_manifest(root / "index")
    assert manifest is not None
    generation = root / "index" / manifest.generation
    path = chance.choice([root / "index" / "CURRENT", *sorted(p for p in generation.rglob("*.*") if p.is_file())])
    content = bytearray(path.read_bytes())
    path.unlink()
    kind = chance.choice(["truncate", "flip", "empty", "delete"])
    if kind == "flip" and content:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    if kind != "delete":
        path.write_bytes({"truncate": content[: len(content) // 2], "flip": content, "empty": b""}[kind])


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_loses_and_spoils_nothing(tmp_path: Path, run_and_kill: RunAndKill) -> None:
    chance = random.Random(20250725)
    lay_out(tmp_path / "articles", state(0))
    started = time.monotonic()
    build(tmp_path / "index", tmp_path / "articles")
    usual = time.monotonic() - started
    good, interrupted, number = state(0), 0, 1
    for attempt in range(ROUNDS):
        at, done = run_and_kill(tmp_path, number, chance.uniform(0, 2.5 * usual))
        interrupted += not done
        before = [good if at == number else state(at - 1)]
        if attempt % (ROUNDS // DAMAGED_ROUNDS) == 0:
            damage(tmp_path, chance)
            # a writer killed just before publishing has recorded its whole state as good: mending starts from there
            before.append(state(at - 1))
        good = served(tmp_path)
        assert good in ([state(at)] if done else [*before, state(at)])
        if attempt % 3 == 0:
            lay_out(tmp_path / "articles", state(at))
            build(tmp_path / "index", tmp_path / "articles")
            good = served(tmp_path)
            assert good == state(at)
            assert look(tmp_path / "index").problems == ()
        number = at + 1
    assert interrupted >= ROUNDS // 2


@pytest.mark.slow
def test_a_first_ingestion_killed_at_any_moment_is_completed_by_the_next(
    tmp_path: Path, run_and_kill: RunAndKill
) -> None:
    chance = random.Random(7)
    for attempt in range(12):
        root = tmp_path / str(attempt)
        run_and_kill(root, 0, chance.uniform(0, 0.5))
        try:
            assert served(root) in [state(n) for n in range(50)]
        except IndexMissingError as error:
            assert "ingest" in str(error)
        lay_out(root / "articles", state(0))
        build(root / "index", root / "articles")
        assert served(root) == state(0)
        assert look(root / "index").problems == ()
