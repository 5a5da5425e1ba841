"""The chat page as a person meets it, in headless Chromium: asking, checking, declining, languages, small screens.

Every test fails on a request to anywhere but the server, on one that is refused and on any error in the page.
"""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from visitor import CONTRAST, Visitor

pytestmark = pytest.mark.browser

QUESTION = "开了多少场“深聊会”？"
MISSING = "火星上住着什么人？"


def test_a_citation_opens_the_source_with_the_exact_words_marked(visit) -> None:
    visitor: Visitor = visit()
    visitor.ask(QUESTION)
    expect(visitor.answers.last).to_contain_text("275场")
    visitor.page.locator("#chat a.chip").click()
    card = visitor.page.locator("#panel article.src:visible")
    expect(card).to_have_class(re.compile("active"))
    expect(card.locator("mark")).to_have_text("275场")
    expect(card).to_contain_text("海港市<政协>报告")
    expect(card).to_contain_text("海港日报")
    expect(card.locator("time")).to_have_text("2025-07-25")
    expect(card).to_be_in_viewport()


def test_the_citation_works_from_the_keyboard(visit) -> None:
    visitor: Visitor = visit()
    visitor.ask(QUESTION)
    visitor.page.locator("#chat a.chip").focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#panel article.active")).to_be_focused()


def test_sources_of_an_earlier_answer_can_be_opened_again(visit) -> None:
    visitor: Visitor = visit()
    visitor.ask(QUESTION)
    visitor.ask("民主监督多少次？")
    expect(visitor.page.locator("#turn-1")).to_be_hidden()
    visitor.page.locator("#chat a[href$='#src-1-1']").click()
    expect(visitor.page.locator("#turn-1")).to_be_visible()
    expect(visitor.page.locator("#turn-2")).to_be_hidden()


def test_the_full_text_opens_at_the_quote(visit) -> None:
    visitor: Visitor = visit()
    visitor.ask(QUESTION)
    visitor.page.locator("#panel a.full").click()
    dialog = visitor.page.locator("#reader")
    expect(dialog.locator("mark")).to_have_text("275场")
    expect(dialog).to_contain_text("委员<b>建言</b>三千余条")
    visitor.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_declining_says_why_and_shows_the_nearest_passages(visit) -> None:
    visitor: Visitor = visit()
    visitor.ask(MISSING)
    expect(visitor.answers.last).to_contain_text("没有找到相关段落")
    visitor.page.locator("#chat a[href$='#near-1-1']").click()
    expect(visitor.page.locator("#near-1-1")).to_contain_text("深聊会")
    expect(visitor.page.locator("#near-1-1")).to_be_in_viewport()


def test_why_opens_the_explanation(visit) -> None:
    visitor: Visitor = visit()
    visitor.ask(QUESTION)
    visitor.page.locator("#chat a[href$='#why-1']").click()
    expect(visitor.page.locator("#why-1 > dl")).to_be_visible()
    expect(visitor.page.locator("#why-1")).to_contain_text("数量")
    expect(visitor.page.locator("#why-1 blockquote mark")).to_have_text("275场")
    expect(visitor.page.locator("#why-1 .checks li").first).to_contain_text("深聊会")
    expect(visitor.page.locator("#why-1 table").first).to_be_hidden()
    visitor.page.locator("#why-1 .scores summary").click()
    expect(visitor.page.locator("#why-1 table").first).to_be_visible()


def test_a_follow_up_shows_how_it_was_read_and_can_be_edited(visit) -> None:
    visitor: Visitor = visit()
    visitor.ask("甲？")
    visitor.ask("深聊会呢？")
    chip = visitor.page.locator("#chat a.edit")
    expect(chip).to_have_text("理解为：甲？→深聊会呢？", use_inner_text=True)
    chip.click()
    expect(visitor.box).to_have_value("甲？→深聊会呢？")
    expect(visitor.box).to_be_focused()


def test_an_example_is_asked_with_one_click(visit) -> None:
    visitor: Visitor = visit()
    visitor.page.locator("#chat .tries a").first.click(timeout=10_000)
    expect(visitor.answers.first).to_contain_text("275场", timeout=10_000)
    expect(visitor.page.locator("#chat .user")).to_contain_text("召开了多少场“深聊会”？")


def test_new_conversation_clears_everything(visit) -> None:
    visitor: Visitor = visit()
    visitor.ask(QUESTION)
    visitor.page.locator("#new").click()
    expect(visitor.answers).to_have_count(0)
    expect(visitor.page.locator("#panel .empty")).to_be_visible()
    visitor.ask("深聊会呢？")
    expect(visitor.page.locator("#chat a.edit")).to_have_count(0)


def test_markup_in_question_and_article_stays_text(visit) -> None:
    visitor: Visitor = visit()
    visitor.page.evaluate("window.harmed = []")
    nasty = '深聊会<img src=x onerror="harmed.push(1)"> **粗** [a](javascript:harmed.push(2))'
    nasty += " ${harmed.push(3)} {{7*7}} &lt;"
    visitor.ask(nasty)
    expect(visitor.page.locator("#chat .user")).to_contain_text(nasty)
    expect(visitor.page.locator("#panel .asked:visible")).to_have_text(nasty)
    expect(visitor.page.locator("#panel blockquote:visible")).to_contain_text("委员<b>建言</b>三千余条")
    assert visitor.page.locator("#chat img, #panel img, #panel blockquote b").count() == 0
    assert visitor.page.evaluate("window.harmed") == []


def test_a_question_that_is_too_long_is_answered_in_words(visit) -> None:
    visitor: Visitor = visit()
    visitor.ask("长" * 501)
    expect(visitor.answers.last).to_contain_text("最多 500 个字")


def test_enter_that_confirms_an_input_method_does_not_send(visit) -> None:
    visitor: Visitor = visit()
    visitor.box.focus()
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Input.imeSetComposition", {"text": "shenliaohui", "selectionStart": 11, "selectionEnd": 11})
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", "windowsVirtualKeyCode": 229, "key": "Enter"})
    visitor.page.evaluate(
        "document.querySelector('#question textarea').dispatchEvent(new KeyboardEvent('keypress',"
        "{key: 'Enter', keyCode: 13, bubbles: true, cancelable: true, isComposing: true}))"
    )
    session.send("Input.insertText", {"text": "深聊会场次"})
    visitor.page.wait_for_timeout(400)
    expect(visitor.answers).to_have_count(0)
    expect(visitor.box).to_have_value("深聊会场次")
    visitor.box.press("Enter")
    expect(visitor.answers).to_have_count(1)


def test_an_english_browser_gets_an_english_page(visit) -> None:
    visitor: Visitor = visit(locale="en-US")
    expect(visitor.page.locator("#masthead h1")).to_contain_text("Report Q&A")
    expect(visitor.page.get_by_role("tab", name="Evaluate")).to_be_visible()
    visitor.ask(QUESTION)
    expect(visitor.page.get_by_test_id("bot").get_by_text("High confidence")).to_be_visible()
    expect(visitor.page.locator("#panel a.full:visible")).to_have_text("Full text", use_inner_text=True)
    assert shown_in(visitor, "zh") == []


def shown_in(visitor: Visitor, language: str) -> list[str]:
    """What of the page can be read in a language."""
    return visitor.page.evaluate(
        "(name) => [...document.querySelectorAll('.' + name)].filter(each => each.offsetParent !== null)"
        ".map(each => each.textContent)",
        language,
    )


@pytest.mark.parametrize(("locale", "own", "other"), [("en-US", "en", "zh"), ("zh-CN", "zh", "en")])
def test_declines_and_errors_are_in_the_language_of_the_page(
    visit, tmp_path: Path, locale: str, own: str, other: str
) -> None:
    visitor: Visitor = visit(locale=locale)
    visitor.ask(MISSING)
    visitor.page.locator("#chat a[href$='#why-1']").click()
    visitor.ask("长" * 501)
    visitor.page.get_by_role("tab", name=re.compile("评测|Evaluate")).click()
    figures = visitor.page.locator("#figures")
    sets = {
        "a.csv": "问,答\n1,2\n",
        "b.json": "{",
        "c.jsonl": '{"question": ""}\n',
        "d.docx": "x",
        "e.f\u3000.csv": "x",
    }
    for name, content in sets.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        visitor.page.locator("#dataset input[type=file]").set_input_files(tmp_path / name)
        visitor.page.locator("#run").click()
        expect(figures.locator(f".notice .{own}").last).to_contain_text(name[:3], timeout=20_000)
        assert shown_in(visitor, other) == []
    assert [url.rsplit("/", 1)[1] for url in visitor.refused] == ["question-sets"] * 2
    visitor.refused.clear()
    visitor.errors.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(visit, scheme: str) -> None:
    """WCAG 2 contrast of at least 4.5 for the words a person has to read."""
    visitor: Visitor = visit(color_scheme=scheme)
    visitor.ask(QUESTION)
    visitor.page.wait_for_timeout(300)
    places = ["#masthead p", "#chat strong.answer", "#chat a.chip", "#chat .badge", "#chat a.more"]
    places += ["#panel blockquote", "#panel article mark", "#panel .meta", "#panel a.full", "#panel .asked", "#new"]
    poor = {place: ratio for place in places if (ratio := visitor.page.evaluate(CONTRAST, place)) < 4.5}
    assert poor == {}


@pytest.mark.parametrize("width", [390, 320])
def test_a_narrow_screen_shows_every_tab_and_needs_no_sideways_scrolling(visit, width: int) -> None:
    visitor: Visitor = visit(locale="en-US", viewport={"width": width, "height": 844}, has_touch=True, is_mobile=True)
    tabs = visitor.page.get_by_role("tab").filter(visible=True)
    expect(tabs).to_have_text(["Ask", "Documents", "History", "Evaluate"])
    visitor.ask(QUESTION)
    visitor.page.locator("#chat a.chip").tap()
    expect(visitor.page.locator("#panel article mark")).to_be_in_viewport()
    assert visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    box = visitor.page.locator("#chat a.chip").bounding_box()
    assert box["width"] >= 44
    assert box["height"] >= 32
    visitor.page.locator("#panel a.back:visible").tap()
    expect(visitor.page.locator("#chat a.chip")).to_be_in_viewport()


def test_what_is_typed_while_an_answer_comes_is_kept(visit) -> None:
    visitor: Visitor = visit()
    visitor.box.fill(QUESTION)
    with visitor.page.expect_request("**/queue/join**"):
        visitor.box.press("Enter")
    visitor.box.fill("下一个问题")
    expect(visitor.answers).to_have_count(1)
    visitor.page.wait_for_timeout(500)
    expect(visitor.box).to_have_value("下一个问题")


def test_a_comparison_is_read_stopped_and_drawn(visit) -> None:
    visitor: Visitor = visit()
    page = visitor.page
    visitor.box.fill("各地一直开了多少场“深聊会”？")
    visitor.box.press("Enter")
    expect(visitor.answers.last).to_contain_text("/ 3", timeout=15_000)
    expect(page.locator("#chat progress")).to_be_visible()
    page.locator("#chat a[href$='#stop']").click()
    expect(visitor.answers.last).to_contain_text("已停止")
    expect(visitor.box).to_have_value("各地一直开了多少场“深聊会”？")

    visitor.box.fill("各地开了多少场“深聊会”？")
    visitor.box.press("Enter")
    table = page.get_by_role("table")
    expect(table.get_by_role("rowheader")).to_have_text(["海港市<政协>报告", "湖滨市政协报告", "山城市政协报告"])
    expect(table.get_by_role("row").last).to_contain_text("没有找到相关段落")
    value = table.get_by_role("columnheader", name="数值")
    for order, first in (("descending", "海港市<政协>报告"), ("ascending", "湖滨市政协报告")):
        value.get_by_role("button").press("Enter")
        expect(value).to_have_attribute("aria-sort", order)
        expect(table.get_by_role("rowheader").first).to_have_text(first)
    expect(table.get_by_role("rowheader").last).to_have_text("山城市政协报告")

    bars = page.locator("#panel .chart a.bar:visible")
    expect(bars).to_have_count(2)
    table.get_by_role("row").nth(1).locator("a.chip").press("Enter")
    expect(page.locator("#panel article.active mark")).to_have_text("12次")
    bars.first.click()
    expect(page.locator("#panel article:visible mark")).to_have_text("275场")
    for kind in ("xlsx", "csv", "png"):
        with page.expect_download() as coming:
            page.locator(f"#chat a[href$='{kind}']").click()
        assert coming.value.suggested_filename == f"各地开了多少场深聊会.{kind}"
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_an_evaluator_uploads_questions_and_gets_figures_and_a_report(visit, tmp_path: Path) -> None:
    visitor: Visitor = visit()
    rows = [
        {"id": "1", "question": QUESTION, "answers": [{"text": "275场"}]},
        {"id": "2", "question": MISSING, "answers": [], "is_impossible": True},
    ]
    questions = tmp_path / "questions.jsonl"
    questions.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    visitor.page.get_by_role("tab", name="评测").click()
    visitor.page.locator("#dataset input[type=file]").set_input_files(questions)
    expect(visitor.page.locator("#dataset")).to_contain_text("questions", timeout=10_000)
    visitor.page.locator("#run").click()
    figures = visitor.page.locator("#figures")
    expect(figures.locator("table")).to_be_visible(timeout=30_000)
    expect(figures).to_contain_text("完全匹配 EM")
    with visitor.page.expect_download() as coming:
        visitor.page.locator("#report").click()
    assert "275场" in Path(coming.value.path()).read_text(encoding="utf-8")


def test_a_file_that_is_no_question_set_is_refused_in_words_and_another_may_follow(visit, tmp_path: Path) -> None:
    visitor: Visitor = visit()
    wrong, right = tmp_path / "questions.html", tmp_path / "questions.jsonl"
    wrong.write_text("<p>", encoding="utf-8")
    right.write_text(json.dumps({"question": QUESTION, "answers": [{"text": "275场"}]}), encoding="utf-8")
    visitor.page.get_by_role("tab", name="评测").click()
    figures = visitor.page.locator("#figures")
    for file, words in ((wrong, ".csv"), (right, "EM"), (right, "EM")):
        visitor.page.locator("#dataset input[type=file]").set_input_files(file)
        visitor.page.locator("#run").click()
        expect(figures).to_contain_text(words, timeout=20_000)
    assert [url.rsplit("/", 1)[1] for url in visitor.refused] == ["question-sets"]
    visitor.refused.clear()
    visitor.errors.clear()


def test_running_without_a_question_set_says_so(visit) -> None:
    visitor: Visitor = visit()
    visitor.page.get_by_role("tab", name="评测").click()
    visitor.page.locator("#run").click()
    expect(visitor.page.locator("#figures")).to_contain_text("请先选择")


def test_the_docs_page_draws_every_endpoint_and_sends_a_request(browser: Browser, fake_address: str) -> None:
    page = browser.new_page()
    outside: list[str] = []
    page.on(
        "request", lambda request: outside.append(request.url) if not request.url.startswith(fake_address) else None
    )
    page.goto(f"{fake_address}/api/v1/docs")
    section = page.locator("#post--api-v1-ask")
    expect(section).to_contain_text("/api/v1/ask")
    section.get_by_text("Try it").click()
    section.get_by_role("button", name="Send").click()
    expect(section.locator("pre")).to_contain_text("275场")
    assert [url for url in outside if not url.startswith("data:")] == []
    page.close()
