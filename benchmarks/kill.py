"""Kill a writer at a random moment, again and again, and see that nothing which was acknowledged is ever lost.

    python benchmarks/kill.py --rounds 1000

Each round forks a process that uploads, replaces and removes articles and ingests a folder, with the bundled encoder
and the product's own code, saying before and after each change what it is about. ``kill -9`` meets it somewhere. Then
another process opens the index and reads everything: every article must be what was acknowledged, or, where the change
under way touched it, what that change was to make of it; every passage must be found by both engines; every checksum
must be right. Ends with 1 at the first loss. Losing power is another matter: that is what ``fsync`` is for.
"""

import argparse
import importlib
import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from zhengxie_qa.corpus.reading_process import read_article
from zhengxie_qa.errors import IndexMissingError, ZhengxieError
from zhengxie_qa.index.check import look as condition_of
from zhengxie_qa.index.encoders.named import load_encoder
from zhengxie_qa.index.encoders.protocol import Encoder
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.search.terms import WeightedTerm, analyse
from zhengxie_qa.index.writing.writer import add_upload, ingest, remove
from zhengxie_qa.types import Filters

NAMES = [f"report{number:02}.txt" for number in range(12)]
FOLDER_NAMES = [f"folder{number}.txt" for number in range(8)]
PARAGRAPHS = 12
CHANGES = 40
"""Changes that a writer makes at most; it is killed long before."""

LONGEST_WAIT = 8.0
"""Changes that a writer has time for before it is killed, at most; how long one takes is measured at the beginning."""

MEASURED = 5
COMPLETE_EVERY = 10
"""Rounds after which one change is left to end, and all must be in order."""

UNFINISHED = "The last ingestion was not completed"
GONE = None
"""The text of an article that is not in the index."""

Texts = Mapping[str, str | None]


@dataclass
class Book:
    """What the index may hold: for each file its acknowledged text, and those that interrupted changes may have made.

    :ivar allowed: file → the texts that may be served; what is not named must not be there.
    """

    allowed: dict[str, set[str | None]] = field(default_factory=dict)

    def begin(self, change: Texts) -> None:
        """From now on each of these files may be as it was, or as the change makes it."""
        for file, text in change.items():
            self.allowed.setdefault(file, {GONE}).add(text)

    def done(self, change: Texts) -> None:
        """The change was acknowledged: nothing else will do."""
        for file, text in change.items():
            self.allowed[file] = {text}

    def settle(self, served: Texts, waiting: Texts) -> None:
        """After a change has ended, all earlier ones are decided, but for files that wait to be ingested.

        :param waiting: what lies in the folder now, ingested or not.
        """
        self.allowed = {file: {served.get(file)} for file in self.allowed}
        self.begin(waiting)

    def losses(self, served: Texts) -> list[str]:
        """Name the files that are served as they must not be."""
        files = sorted(self.allowed.keys() | served.keys())
        return [file for file in files if served.get(file) not in self.allowed.get(file, {GONE})]


def article(name: str, chance: random.Random) -> str:
    """Invent a report."""
    stamp = chance.randrange(10**9)
    lines = [f"{name}第{stamp}号第{at}段：新修公路{chance.randrange(999)}公里。" for at in range(PARAGRAPHS)]
    return "\n\n".join(["某市工作报告", *lines]) + "\n"


class Shop:
    """One index, and a folder beside it; the same files are known by their names in both."""

    def __init__(self, root: Path, encoder: Encoder) -> None:
        self.directory, self.folder, self.encoder = root / "index", root / "folder", encoder
        self.folder.mkdir()

    def changes(self, chance: random.Random, held: Sequence[str]) -> Iterator[tuple[Texts, Callable[[], object]]]:
        """Give one random change after another: what it makes of which files, and how to do it.

        :param held: files that were uploaded and acknowledged before.
        """
        uploaded = set(held)
        for _ in range(CHANGES):
            kind = chance.choice(["upload", "upload", "remove", "ingest"])
            if kind == "ingest":
                yield self._ingest(chance)
            elif kind == "remove" and uploaded:
                name = chance.choice(sorted(uploaded))
                uploaded.discard(name)
                yield {name: GONE}, lambda name=name: self._remove(name)
            else:
                name = chance.choice(NAMES)
                uploaded.add(name)
                text = article(name, chance)
                yield {name: text}, lambda name=name, text=text: self._upload(name, text)

    def _upload(self, name: str, text: str) -> None:
        add_upload(name, text.encode(), directory=self.directory, encoder=self.encoder)

    def _remove(self, name: str) -> None:
        index = Index.open(self.directory, encoder=self.encoder)
        ids = [info.doc_id for info in index.documents() if info.file == name]
        if ids:
            remove(ids, directory=self.directory, encoder=self.encoder)

    def _ingest(self, chance: random.Random) -> tuple[Texts, Callable[[], object]]:
        """Change some files of the folder, delete some, and ingest it."""
        change: dict[str, str | None] = {}
        for name in chance.sample(FOLDER_NAMES, 3):
            change[name] = GONE if chance.random() < 0.3 else article(name, chance)

        def work() -> None:
            for name, text in change.items():
                if text is GONE:
                    (self.folder / name).unlink(missing_ok=True)
                else:
                    (self.folder / name).write_text(text, encoding="utf-8")
            ingest([self.folder], directory=self.directory, encoder=self.encoder)

        return change, work

    def waiting(self) -> dict[str, str | None]:
        """Give what the next ingestion of the folder will find."""
        paths = [self.folder / name for name in FOLDER_NAMES]
        return {path.name: path.read_text(encoding="utf-8") if path.exists() else GONE for path in paths}

    def served(self) -> dict[str, str]:
        """Read everything through both engines.

        :raises IndexMissingError: before the first change was completed.
        :raises AssertionError: when a passage is not found, or not where its document says.
        """
        index = Index.open(self.directory, encoder=self.encoder)
        documents = {info.doc_id: index.document(info.doc_id) for info in index.documents()}
        count = index.state().passages
        lexical = [passage_id for passage_id, _ in index.search_lexical([WeightedTerm("公里")], k=10_000)]
        axis = np.ones(self.encoder.dim, dtype=np.float32) / np.sqrt(self.encoder.dim, dtype=np.float32)
        everything = Filters(doc_ids=tuple(documents))
        dense = [passage_id for passage_id, _ in index.search_dense(axis, k=10_000, filters=everything)]
        assert len(set(dense)) == count, f"{len(set(dense))} of {count} passages have a vector"
        found = index.passages(lexical)
        assert {info.doc_id for _, info in found.values()} == set(documents), "a document is not found by its words"
        for passage, info in index.passages(dense).values():
            assert documents[info.doc_id].text[passage.start : passage.end] == passage.text
        return {document.info.file: document.raw_text for document in documents.values()}


def forked(work: Callable[[int], None]) -> tuple[int, int]:
    """Run something in a process of its own; give its id and a pipe with what it writes."""
    read, write = os.pipe()
    child = os.fork()
    if child:
        os.close(write)
        return child, read
    os.close(read)
    code = 1
    try:
        work(write)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def said(pipe: int) -> list[list[object]]:
    """Read what a process has written, line by line, until it ended; half a line was not said."""
    with os.fdopen(pipe, "rb") as lines:
        return [json.loads(line) for line in lines.read().splitlines(keepends=True) if line.endswith(b"\n")]


def write_until_killed(shop: Shop, book: Book, *, seed: int, only: int, wait: float | None) -> tuple[int, bool]:
    """Let a writer make changes, kill it after a while, and note in the book what it said.

    :param only: how many changes it makes at most.
    :param wait: seconds until it is killed; ``None`` lets it end.
    :returns: how many changes it acknowledged, and whether it was killed in the middle of one.
    """
    held = [file for file, texts in book.allowed.items() if file in NAMES and GONE not in texts]

    def work(pipe: int) -> None:
        for _, (change, do) in zip(range(only), shop.changes(random.Random(seed), held), strict=False):
            os.write(pipe, json.dumps(["begin", change]).encode() + b"\n")
            do()
            os.write(pipe, json.dumps(["done", change]).encode() + b"\n")

    child, pipe = forked(work)
    if wait is not None:
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
    told = said(pipe)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("A writer failed by itself; its error stands above.")
    for verb, change in told:
        assert isinstance(change, dict)
        (book.begin if verb == "begin" else book.done)(change)
    return sum(verb == "done" for verb, _ in told), bool(told) and told[-1][0] == "begin"


def look(shop: Shop) -> tuple[dict[str, str], list[str]]:
    """Open the index in a process of its own; give the texts that it serves and what is wrong with its files."""

    def work(pipe: int) -> None:
        served: dict[str, str] = {}
        problems: list[str] = []
        with suppress(IndexMissingError):
            served = shop.served()
            problems = list(condition_of(shop.directory).problems)
        with os.fdopen(pipe, "wb") as out:
            out.write(json.dumps([served, problems]).encode() + b"\n")

    child, pipe = forked(work)
    told = said(pipe)
    _, status = os.waitpid(child, 0)
    if status or not told:
        raise SystemExit("The index could not be read; the error stands above.")
    ((served, problems),) = told
    return served, problems  # type: ignore[return-value]


def warm_up(shop: Shop) -> None:
    """Load what every writer needs, once, so that they are killed while they write and not while they import."""
    for library in ("faiss", "tantivy"):
        importlib.import_module(library)
    name, *_ = NAMES
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(article(name, random.Random(0)), encoding="utf-8")
        document, passages = read_article(path, name, "warm")
    for passage in passages:
        analyse(passage, document.info)
    shop.encoder.encode_passages([passage.text for passage in passages])


def run(rounds: int, *, seed: int, root: Path) -> None:
    """Kill so many writers.

    :raises SystemExit: at the first loss.
    """
    chance = random.Random(seed)
    shop, book, interrupted, acknowledged = Shop(root, load_encoder()), Book(), 0, 0
    warm_up(shop)
    began = time.monotonic()
    write_until_killed(shop, book, seed=chance.randrange(2**32), only=MEASURED, wait=None)
    longest = LONGEST_WAIT * (time.monotonic() - began) / MEASURED
    for number in range(1, rounds + 1):
        wait = chance.uniform(0, longest)
        ended, was_interrupted = write_until_killed(shop, book, seed=chance.randrange(2**32), only=CHANGES, wait=wait)
        acknowledged, interrupted = acknowledged + ended, interrupted + was_interrupted
        served, problems = look(shop)
        check(number, book, served, [each for each in problems if not each.startswith(UNFINISHED)])
        if number % COMPLETE_EVERY == 0:
            write_until_killed(shop, book, seed=chance.randrange(2**32), only=1, wait=None)
            served, problems = look(shop)
            check(number, book, served, problems)
            book.settle(served, shop.waiting())
        if number % 50 == 0 or number == rounds:
            told = f"{number} kills, {interrupted} in the middle of a change, {acknowledged} changes acknowledged"
            print(f"{told}, nothing lost", flush=True)


def check(number: int, book: Book, served: Texts, problems: Sequence[str]) -> None:
    """Stop at the first thing that is not as it must be."""
    if lost := book.losses(served):
        raise SystemExit(f"Round {number}: not as acknowledged: {', '.join(lost)}.")
    if problems:
        raise SystemExit(f"Round {number}: {' '.join(problems)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20250725)
    parser.add_argument("--dir", type=Path, help="where to work; in memory (/dev/shm) it is several times faster")
    given = parser.parse_args()
    began = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="zhengxie-qa-kill-", dir=given.dir) as root:
            run(given.rounds, seed=given.seed, root=Path(root))
    except ZhengxieError as error:
        sys.exit(str(error))
    took = time.monotonic() - began
    print(f"{given.rounds} rounds in {took:.0f} s")


if __name__ == "__main__":
    os.environ["TOKENIZERS_PARALLELISM"] = "false"  # its threads do not outlive a fork
    main()
