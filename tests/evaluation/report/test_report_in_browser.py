"""The report as a person sees it, in a real browser."""

from pathlib import Path
from typing import Any

import pytest
from evaluation_fakes import FakeEngine
from playwright.sync_api import Browser, Page, expect

from zhengxie_qa.evaluation.harness import evaluate

pytestmark = pytest.mark.browser


@pytest.fixture
def report(question_set: Path, engine: FakeEngine, tmp_path: Path) -> str:
    """The address of a fresh report."""
    evaluate(question_set, engine=engine, output=tmp_path / "out")
    return (tmp_path / "out" / "report.html").as_uri()


def opened(browser: Browser, address: str, *, width: int = 1100, locale: str = "en-US") -> tuple[Page, list[str]]:
    """A page and every address it asked for."""
    page = browser.new_context(viewport={"width": width, "height": 800}, locale=locale).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(f"error: {error}"))
    page.on("console", lambda message: asked.append(f"console: {message.text}"))
    page.goto(address)
    return page, asked


WORDS_BROKEN = """(head) => {
  const text = head.firstChild;
  const range = document.createRange();
  return [...text.data.matchAll(/\\S+/g)].filter((word) => {
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    return range.getClientRects().length > 1;
  }).map((word) => word[0]);
}"""


def test_failures_come_first_and_open_with_their_evidence(browser: Browser, report: str) -> None:
    page, asked = opened(browser, report)
    expect(page.locator(".card")).to_have_count(8)
    page.get_by_label("Outcome", exact=True).select_option("read_wrong")
    expect(page.locator(".card")).to_have_count(1)
    page.locator(".card > summary").click()
    expect(page.locator(".passage mark").first).to_have_text("3500条")
    expect(page.locator(".passage mark.gold")).to_have_text("98.5%")
    assert asked == [report]


def test_words_filter_and_the_keyboard_reaches_everything(browser: Browser, report: str) -> None:
    page, _ = opened(browser, report)
    page.get_by_label("Words").fill("湖畔会")
    expect(page.locator("#found")).to_contain_text("2 of 8")
    page.locator(".card > summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card").first.locator(".facts")).to_be_visible()


def test_chinese_readers_get_chinese_and_can_change(browser: Browser, report: str) -> None:
    page, _ = opened(browser, report, locale="zh-CN")
    expect(page.locator("h1")).to_have_text("Evaluation report评测报告")
    expect(page.locator("h1 .zh")).to_be_visible()
    expect(page.locator("h1 .en")).to_be_hidden()
    page.locator("#language").click()
    expect(page.locator("h1 .en")).to_be_visible()
    expect(page.get_by_label("Outcome", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [390, 1100])
def test_no_word_of_a_heading_is_broken(browser: Browser, report: str, width: int) -> None:
    page, _ = opened(browser, report, width=width)
    heads = page.locator("section[aria-labelledby^=by-] thead th .en")
    words = [heads.nth(at).evaluate(WORDS_BROKEN) for at in range(heads.count())]
    assert words == [[] for _ in words]


@pytest.mark.parametrize("width", [390, 1100])
def test_nothing_runs_over_the_edge(browser: Browser, report: str, width: int) -> None:
    page, _ = opened(browser, report, width=width)
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_to_complain_about(browser: Browser, report: str, locale: str, colours: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = browser.new_context(
        viewport={"width": 390, "height": 800}, locale=locale, color_scheme=colours, bypass_csp=True
    ).new_page()
    page.goto(report)
    for summary in page.locator("summary").all():
        summary.click()
    found = axe.Axe().run(page).response
    assert found["passes"]
    assert [(each["id"], len(each["nodes"])) for each in found["violations"]] == []
