"""The tab of documents as a clerk meets it: what there is, new files in, wrong ones out, an article in full."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from visitor import CONTRAST, Visitor

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=harmed.push(1)>.txt"
WORDS = "首页 > 要闻\n山城市政协\n召开双周会8次，<b>双周会</b>办理提案90件。\n"


def file(name: str, words: str) -> dict[str, object]:
    return {"name": name, "mimeType": "text/plain", "buffer": words.encode()}


def titles(visitor: Visitor) -> list[str]:
    return visitor.page.locator("#documents td.title a").all_text_contents()


def test_documents_are_found_added_read_and_taken_out(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page, files = visitor.page, visitor.page.locator("#documents input[type=file]")
    page.evaluate("window.harmed = []")
    page.get_by_role("tab", name="文档").click()
    expect(page.locator("#documents tbody tr")).to_have_count(2)
    page.locator("#documents th.published button").click()
    assert titles(visitor) == ["湖滨市政协报告", "海港市<政协>报告"]
    page.locator("#documents th.published button").press("Enter")
    assert titles(visitor) == ["海港市<政协>报告", "湖滨市政协报告"]
    expect(page.locator("#documents th.published")).to_have_attribute("aria-sort", "descending")
    page.locator("#documents input[type=search]").fill("海港日报 2025")
    assert titles(visitor) == ["海港市<政协>报告"]
    page.locator("#documents input[type=search]").fill("")

    files.set_input_files([file("信.msg", "x"), file("空.txt", " "), file(HOSTILE, WORDS)])
    expect(page.locator("#documents .uploads .bad")).to_have_count(2)
    expect(page.locator("#documents .uploads .bad").first).to_contain_text("另存为 .eml")
    expect(page.locator("#documents .uploads .good")).to_contain_text("已收录：" + HOSTILE)
    expect(page.locator("#documents .uploads .good a")).to_have_text("没有收进正文的：导航 1")
    expect(page.locator("#documents tbody tr")).to_have_count(3)
    expect(page.locator("#size")).to_contain_text("3 篇")
    assert sorted(url.rsplit("/", 1)[1] for url in visitor.refused) == ["documents", "documents"]
    visitor.refused.clear()
    visitor.errors.clear()

    row = page.locator("#documents tbody tr", has_text=HOSTILE)
    row.locator("td.left_out a").click()
    expect(page.locator("#reader .left-out")).to_have_text("导航首页 > 要闻")
    page.keyboard.press("Escape")
    row.locator("td.title a").press("Enter")
    expect(page.locator("#reader .text")).to_contain_text("<b>双周会</b>办理提案90件")
    page.get_by_label("在文中查找").fill("政协召开")
    expect(page.locator("#reader .find span")).to_have_text("1 / 1")
    page.get_by_label("在文中查找").fill("双周会")
    page.keyboard.press("Enter")
    expect(page.locator("#reader .find span")).to_have_text("2 / 2")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#reader .find span")).to_have_text("1 / 2")
    page.keyboard.press("Escape")

    row.get_by_role("button", name="修改").press("Enter")
    page.get_by_role("textbox", name="标题", exact=True).fill("山城市2023年工作报告<b>")
    page.get_by_role("textbox", name="地区", exact=True).fill("重庆")
    page.keyboard.press("Enter")
    expect(row.locator("td.place")).to_have_text("重庆市")
    expect(row.locator("td.year")).to_have_text("2023")
    expect(row.locator("td.title a")).to_have_text("山城市2023年工作报告<b>")
    expect(row.get_by_role("button", name="修改")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="恢复标题").click()
    page.get_by_role("button", name="保存").click()
    expect(row.locator("td.title a")).to_have_text(HOSTILE)
    expect(row.locator(".file")).to_contain_text("已修改")

    row.get_by_role("button", name="移除").press("Enter")
    expect(page.locator("#documents tbody tr")).to_have_count(2)
    expect(page.get_by_role("button", name="撤销")).to_be_focused()
    page.keyboard.press("Enter")
    expect(row.locator("td.title a")).to_be_focused()
    page.clock.install()
    row.get_by_role("button", name="移除").click()
    page.mouse.move(0, 0)
    page.clock.run_for(11_000)
    expect(page.locator("#size")).to_contain_text("2 篇")
    expect(page.locator("#documents .removals p")).to_have_count(0)
    assert page.locator("#documents img, #reader img, #reader .text b").count() == 0
    assert page.evaluate("window.harmed") == []


def test_documents_on_a_small_dark_screen_in_english(visit: Callable[..., Visitor]) -> None:
    visitor = visit(
        locale="en-US", color_scheme="dark", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    visitor.page.get_by_role("tab", name="Documents").tap()
    expect(visitor.page.locator("#documents tbody tr")).to_have_count(2)
    assert visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    places = ["#documents .hint", "#documents td.title a", "#documents .file", "#documents td.out button:last-child"]
    assert {place: ratio for place in places if (ratio := visitor.page.evaluate(CONTRAST, place)) < 4.5} == {}
    assert visitor.page.locator("#documents .bar").inner_text().strip() == "2 of 2"
