"""Writers that a test starts and kills, each a process of its own: ingest one state of a folder after another.

``python killed_writer.py`` waits for lines ``FIRST LAST ROOT`` and forks a writer for each, which has nothing to import
any more. The writer says its process id, then ``begin N`` and ``done N`` around each state; ``over`` follows when it
has ended, however it did. State ``N`` follows from the number alone, so the test knows what must be in the index.
"""

import importlib
import os
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from index_articles import build

NAMES = [f"report{i:02}" for i in range(24)]
SENTENCES = 30


def state(number: int) -> dict[str, str]:
    """What the folder holds in a state: some articles of the state before changed, some gone, some new."""
    articles = {}
    for name in NAMES:
        chance = random.Random(f"{number // 2} {name}")
        if chance.random() < 0.7:
            version = chance.randrange(1000) if random.Random(f"{number} {name}").random() < 0.5 else 0
            articles[name] = "".join(
                f"{name}第{version}版第{i}句，公路{i}里，水厂{version}座。" for i in range(SENTENCES)
            )
    return articles


def lay_out(folder: Path, articles: dict[str, str]) -> None:
    """Make the folder hold exactly these articles."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.stem not in articles:
            path.unlink()
    for name, text in articles.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def write(root: Path, first: int, last: int) -> None:
    print(os.getpid(), flush=True)
    for number in range(first, last):
        lay_out(root / "articles", state(number))
        print(f"begin {number}", flush=True)
        build(root / "index", root / "articles")
        print(f"done {number}", flush=True)


def main() -> None:
    for library in ("faiss", "tantivy"):
        importlib.import_module(library)
    for line in sys.stdin:
        first, last, root = line.rstrip("\n").split(" ", 2)
        child = os.fork()
        if not child:
            try:
                write(Path(root), int(first), int(last))
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        print("over", flush=True)


if __name__ == "__main__":
    main()
