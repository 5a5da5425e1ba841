"""Following a folder: when it is taken in again, and when it is left alone."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from zhengxie_qa.index.writing.watching import changes, sight


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    (made / "deeper").mkdir(parents=True)
    (made / "a.txt").write_text("全年调研12次。", encoding="utf-8")
    return made


class OverError(Exception):
    """There is no more to do between two looks."""


def looks(folder: Path, steps: Sequence[Callable[[], object]]) -> list[int]:
    """After which of the looks the folder is taken in again; between two of them a step is done."""
    waiting = iter(steps)
    done = 0

    def pause() -> None:
        nonlocal done
        step = next(waiting, None)
        if step is None:
            raise OverError
        step()
        done += 1

    taken: list[int] = []
    following: Iterator[None] = changes([folder], sight([folder]), pause=pause)
    with pytest.raises(OverError):
        for _ in following:
            taken.append(done)
    return taken


def nothing() -> None:
    """Let time pass."""


def test_it_is_taken_in_once_what_changed_stays_as_it_is(folder: Path) -> None:
    new, old = folder / "deeper" / "b.txt", folder / "a.txt"
    steps = [
        nothing,
        lambda: new.write_text("立案", encoding="utf-8"),
        lambda: new.write_text("立案提案438件。", encoding="utf-8"),  # it is still being copied
        nothing,
        nothing,
        lambda: old.write_text("全年调研13次，协商2次。", encoding="utf-8"),
        nothing,
        old.unlink,
        nothing,
        nothing,
    ]
    assert looks(folder, steps) == [4, 7, 9]


def test_a_share_that_is_cut_off_takes_no_document_along(folder: Path) -> None:
    away = folder.with_name("away")

    def cut_off() -> None:
        folder.rename(away)

    def back() -> None:
        away.rename(folder)

    assert looks(folder, [cut_off, nothing, nothing, back, nothing, nothing]) == []


def test_what_changes_in_hidden_folders_is_nothing(folder: Path) -> None:
    def change() -> None:
        (folder / ".git").mkdir()
        (folder / ".git" / "index").write_bytes(b"x")

    assert looks(folder, [change, nothing, nothing]) == []
