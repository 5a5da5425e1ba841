"""A full check of an index, for who wants to be sure: every checksum of every file and row. It changes nothing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zhengxie_qa.errors import IndexDamagedError, StorageError
from zhengxie_qa.index.disk.folder import CURRENT, DATABASE
from zhengxie_qa.index.disk.generations import Manifest, current_manifest, current_stamp, verify_files
from zhengxie_qa.index.disk.originals import altered
from zhengxie_qa.index.search.terms import RECIPE
from zhengxie_qa.index.store.store import Store
from zhengxie_qa.index.writing.build import SEQ_FACT

_REBUILT = "It is rebuilt from the database the next time the index is opened."
_LOOKS = 3
"""What another process changes during a look may seem damaged; then everything is looked at again."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a full check found.

    :param manifest: the generation that is served, if it can be told.
    :param problems: one sentence for each thing that is wrong and how it is mended; none if all is well.
    :param left_out: rule → how many stretches of the articles their text does without, the most first.
    """

    manifest: Manifest | None
    problems: tuple[str, ...]
    left_out: tuple[tuple[str, int], ...] = ()


def look(directory: Path | str) -> Condition:
    """Compare everything with its checksum, also while others use the index.

    :raises IndexMissingError: when there is no index.
    """
    path = Path(directory)
    for _ in range(_LOOKS):
        before = _stamp(path)
        condition = _look(path)
        if not condition.problems or _stamp(path) == before:
            break
    return condition


def _look(directory: Path) -> Condition:
    manifest, problems = None, []
    try:
        manifest = current_manifest(directory)
    except (IndexDamagedError, StorageError) as error:
        problems.append(str(error))
    try:
        store = Store.look(directory)
    except (IndexDamagedError, StorageError) as error:
        return Condition(manifest, (str(error), *problems))
    left_out: Counter[str] = Counter()
    try:
        problems += _in_database(store, manifest)
        problems += _in_generation(directory, store, manifest) if manifest else _without_generation(directory, store)
        if manifest and not problems:
            left_out.update(store.left_out(manifest.seq))
    except (IndexDamagedError, StorageError) as error:
        problems.append(str(error))
    finally:
        store.close()
    return Condition(manifest, tuple(problems), tuple(left_out.most_common()))


def _in_database(store: Store, manifest: Manifest | None) -> Iterator[str]:
    if manifest and manifest.identity == store.identity:
        store.check_count(manifest.seq, manifest.documents)
    store.check_structure()
    for problem in store.problems(manifest.seq if manifest else store.seq()):
        yield f"In the database, {problem} is not what was written: ingest that article again."


def _without_generation(directory: Path, store: Store) -> Iterator[str]:
    if store.fact(SEQ_FACT) is None:
        yield "The first ingestion was never completed. Run `zhengxie-qa ingest` again with your articles."
    elif not (directory / CURRENT).exists():
        yield f"{directory / CURRENT} is missing. {_REBUILT}"


def _in_generation(directory: Path, store: Store, manifest: Manifest) -> Iterator[str]:
    if manifest.identity != store.identity:
        yield f"{manifest.generation} was built from another database. {_REBUILT}"
    elif manifest.seq != store.seq():
        yield "The last ingestion was not completed. Run `zhengxie-qa ingest` again."
    if manifest.recipe != RECIPE:
        yield f"{manifest.generation} was built by another version. {_REBUILT}"
    verify_files(directory, manifest)
    for path in altered(directory):
        yield f"{path}, the file of an article, is not what was kept: ingest that article again."


def _stamp(directory: Path) -> tuple[object, ...]:
    """Return what changes when another process writes to the index."""
    files = [path.stat() for path in sorted(directory.glob(f"{DATABASE}*")) if path.exists()]
    return current_stamp(directory), *((status.st_ino, status.st_size, status.st_mtime_ns) for status in files)
