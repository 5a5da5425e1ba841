"""Makes docs/images/*.png: the real server over the shipped corpus, driven in headless Chromium.

python scripts/screenshots.py [--chromium /usr/bin/chromium] [--output docs/images] [--reports FOLDER]

With a folder of reports of several places (one file each), also the picture of a comparison of them.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
DESKTOP = {"width": 1280, "height": 840}
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Shot:
    """One picture: what is asked, in which browser, and what is opened afterwards."""

    name: str
    questions: tuple[str, ...]
    locale: str = "zh-CN"
    scheme: str = "light"
    size: dict[str, int] = field(default_factory=lambda: DESKTOP)
    opens: str = "#chat a.chip"
    patience: int = 15_000
    """Milliseconds that an answer may take."""


SHOTS = (
    Shot("light", ("How many 深聊会 were held?", "第111期“委员议事厅”在哪里举行？")),
    Shot("dark", ("市政协组织了多少场“深聊会”？", "那“身边事好商量”呢？"), scheme="dark"),
    Shot("mobile", ("市政协组织了多少场“深聊会”？",), size=PHONE),
    Shot("english", ("How many 深聊会 were held?",), locale="en-US", opens="#chat a[href*='#why-']"),
    Shot("declined", ("上海市政协组织了多少场“深聊会”？",), opens="#chat a[href*='#near-']"),
    Shot("welcome", (), opens=""),
)
COMPARISON = Shot(
    "comparison",
    ("2026年各省GDP增长目标是多少？",),
    opens="#chat table.compared tbody tr:first-child a.chip",
    patience=300_000,
)


@contextmanager
def served(articles: Path) -> Iterator[str]:
    """The address of a server over an index made of a folder of articles."""
    program = [sys.executable, "-m", "zhengxie_qa"]
    with tempfile.TemporaryDirectory() as folder:
        index = ["--index", str(Path(folder) / "index")]
        subprocess.run([*program, "ingest", str(articles), *index], check=True)
        command = [*program, "serve", "--port", "0", *index]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder) as server:
            assert server.stdout is not None
            try:
                yield server.stdout.readline().split()[0]
            finally:
                server.terminate()


def take(browser: Browser, address: str, shot: Shot, output: Path) -> None:
    """Make one picture."""
    small = shot.size["width"] < 600
    context = browser.new_context(
        locale=shot.locale, color_scheme=shot.scheme, viewport=shot.size, has_touch=small, device_scale_factor=1.5
    )
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#size")).not_to_be_empty(timeout=20_000)
    for number, question in enumerate(shot.questions, start=1):
        ask(page, question, number, patience=shot.patience)
    if shot.opens:
        page.locator(shot.opens).last.click()
    page.wait_for_timeout(900)
    page.screenshot(path=output / f"{shot.name}.png", full_page=small)
    context.close()
    print(output / f"{shot.name}.png")


def ask(page: Page, question: str, number: int, *, patience: int) -> None:
    """Ask and wait for the answer."""
    box = page.locator("#question textarea")
    expect(box).to_be_editable()
    box.fill(question)
    box.press("Enter")
    expect(page.locator("#chat .bot .md")).to_have_count(number, timeout=patience)
    expect(box).to_have_value("", timeout=patience)


def main() -> None:
    """Make all the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--reports", type=Path, help="folder of reports of several places")
    given = parser.parse_args()
    given.output.mkdir(parents=True, exist_ok=True)
    shown = [(ROOT / "corpus", SHOTS), *([(given.reports, (COMPARISON,))] if given.reports else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.chromium, args=["--no-sandbox", "--disable-gpu"])
        for articles, shots in shown:
            with served(articles) as address:
                for shot in shots:
                    take(browser, address, shot, given.output)
        browser.close()


if __name__ == "__main__":
    main()
