"""A writer that a test starts as a process of its own and kills: ingests one state of a folder after another.

``python killed_writer.py ROOT FIRST LAST`` says ``begin N`` and ``done N`` around each state. State ``N`` follows from
the number alone, so the test knows what must be in the index.
"""

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


def main(root: Path, first: int, last: int) -> None:
    for number in range(first, last):
        lay_out(root / "articles", state(number))
        sys.stdout.write(f"begin {number}\n")
        sys.stdout.flush()
        build(root / "index", root / "articles")
        sys.stdout.write(f"done {number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
