"""A full check of an index, for who wants to be sure: every checksum of every file and row. It changes nothing."""

from pathlib import Path

from zhengxie_qa.errors import IndexDamagedError
from zhengxie_qa.index.generations import CURRENT, current_manifest, verify_files
from zhengxie_qa.index.store import Store

_REBUILT = "It is rebuilt from the database the next time the index is opened."


def find_problems(directory: Path | str) -> list[str]:
    """Return one sentence for each thing that is wrong with an index and how it is mended; none if all is well.

    :raises IndexMissingError: when there is no index.
    """
    path = Path(directory)
    try:
        store = Store.open(path)
    except IndexDamagedError as error:
        return [str(error)]
    try:
        return [*_in_database(store), *_in_generation(path, store)]
    finally:
        store.close()


def _in_database(store: Store) -> list[str]:
    try:
        return [f"In the database, {problem} is damaged: ingest that article again." for problem in store.problems()]
    except IndexDamagedError as error:
        return [str(error)]


def _in_generation(directory: Path, store: Store) -> list[str]:
    try:
        manifest = current_manifest(directory)
        if manifest is None:
            return [f"{directory / CURRENT} is missing. {_REBUILT}"]
        verify_files(directory, manifest)
        if manifest.identity != store.identity:
            return [f"{manifest.generation} was built from another database. {_REBUILT}"]
        if manifest.seq != store.seq():
            return ["The last ingestion was not completed. Run `zhengxie-qa ingest` again."]
    except IndexDamagedError as error:
        return [str(error)]
    return []
