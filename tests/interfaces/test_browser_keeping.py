"""A clerk limits a question, says that an answer was wrong, finds it again tomorrow, takes it away with its source."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest
from interface_fakes import HARBOUR
from playwright.sync_api import expect
from visitor import Visitor

from zhengxie_qa.evaluation.datasets.registry import read_dataset

pytestmark = pytest.mark.browser

HOSTILE = "海港日报“深聊会”<img src=x onerror=harmed.push(1)> **粗** 多少场？"


def kept_of(visitor: Visitor) -> dict:
    return json.loads(visitor.page.locator("#panel section[data-kept]").last.get_attribute("data-kept") or "")


def test_a_question_is_limited_complained_of_kept_and_taken_away(
    visit: Callable[..., Visitor], fake_index: Path
) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    page = visitor.page
    page.evaluate("window.harmed = []")

    visitor.box.fill(HOSTILE)
    page.get_by_role("button", name="只查 海港日报").press("Enter")
    expect(page.locator("#limits .set")).to_have_text("海港日报 ×")
    visitor.box.press("Enter")
    expect(visitor.answers.last).to_contain_text("只查：海港日报", use_inner_text=True)
    page.get_by_role("button", name="去掉限定：海港日报").press("Enter")
    page.locator("#limits summary").press("Enter")
    page.locator("#limits select[name=doc_ids]").select_option(label="湖滨市政协报告")
    expect(page.locator("#limits .set")).to_have_text("湖滨市政协报告 ×")
    page.locator("#limits .set").click()
    expect(page.locator("#limits .set")).to_have_count(0)

    page.locator("#chat a[href$='#wrong-1']").press("Enter")
    dialog = page.locator("#wrong")
    dialog.get_by_role("button", name="提交").click()
    expect(dialog.get_by_role("status")).to_contain_text("请写下正确的原文")
    dialog.get_by_label("正确的原文是").fill("276场<b>")
    dialog.get_by_role("button", name="在原文中标出").press("Enter")
    expect(page.locator("#reader mark")).to_have_text("275场")
    expect(page.locator("#reader .take")).to_be_disabled()
    page.get_by_label("在文中查找").fill("三千余条")
    page.locator("#reader .take").click()
    expect(dialog.get_by_label("正确的原文是")).to_have_value("三千余条")
    dialog.get_by_role("button", name="提交").click()
    expect(dialog.locator(".good")).to_contain_text("已记下")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    *_, row = read_dataset(fake_index / "feedback.jsonl")
    assert (row.question, row.doc) == (HOSTILE, "harbour.txt")
    assert [(each.text, each.start) for each in row.answers] == [("三千余条", HARBOUR.index("三千余条"))]

    page.locator("#chat a[href$='#copy-1']").press("Enter")
    copied = {}
    for name in ("text", "footnote", "markdown", "link"):
        page.locator(f"#copies [data-copy={name}]").click()
        expect(page.locator("#copies [role=status]")).to_have_text("已复制。")
        copied[name] = page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("Escape")
    assert copied["text"] == f"{HOSTILE}\n275场\n——《海港市<政协>报告》，海港日报，2025-07-25，harbour.txt"
    assert copied["footnote"].endswith("[1] 海港日报. 海港市<政协>报告[R]. (2025-07-25).")
    assert "“深聊会”**275场**。委员\\<b\\>建言" in copied["markdown"]
    known = parse_qs(urlsplit(copied["link"]).fragment)
    assert (known["q"], known["v"], known["w"]) == ([HOSTILE], ["g1"], ["275场"])

    visitor.box.fill("多少场")
    page.get_by_role("button", name="曾经问过：").press("Enter")
    expect(visitor.box).to_have_value(HOSTILE)
    visitor.box.fill("")

    page.get_by_role("tab", name="记录").click()
    talk = page.locator("#kept section")
    expect(talk.locator(".answer")).to_have_text("275场")
    talk.get_by_label("对话名称").fill("深聊会<i>")
    page.keyboard.press("Tab")
    expect(page.locator("#kept section header input")).to_have_value("深聊会<i>")
    with page.expect_download() as coming:
        page.get_by_role("button", name="导出网页").click()
    saved = Path(coming.value.path()).read_text(encoding="utf-8")
    assert "深聊会&lt;i&gt;" in saved
    assert f"SHA-256 {kept_of(visitor)['source']['sha256']}" in saved
    assert "<img" not in saved
    page.get_by_role("button", name="☆ 标记").press("Enter")
    page.get_by_label("只看已标记的").check()
    expect(page.get_by_role("button", name="★ 已标记")).to_have_count(1)
    with page.expect_download() as coming:
        page.locator("#kept .all").get_by_role("button", name="导出 Word").click()
    with ZipFile(coming.value.path()) as written:
        assert "已核对：原文与引文一致" in written.read("word/document.xml").decode("utf-8")
    page.get_by_label("只看已标记的").uncheck()

    page.goto("about:blank")
    page.goto(copied["link"].replace("v=g1", "v=g0"))
    expect(page.locator("#reader mark")).to_have_text("275场", timeout=60_000)
    expect(page.locator("#reader .meta")).to_contain_text("引文与链接一致。 链接时的资料版本是 g0，现在是 g1。")
    page.keyboard.press("Escape")
    expect(visitor.box).to_have_value(HOSTILE)
    page.wait_for_timeout(3_500)
    visitor.box.press("Enter")
    expect(visitor.answers.last).to_contain_text("275场", timeout=60_000)
    page.get_by_role("tab", name="记录").click()
    expect(page.locator("#kept section")).to_have_count(2)
    page.locator("#kept input[type=search]").fill("深聊会<i>")
    expect(page.locator("#kept section")).to_have_count(1)
    page.get_by_role("button", name="删除").click()
    page.get_by_role("button", name="确定删除？").press("Enter")
    expect(page.locator("#kept section")).to_have_count(0)
    assert page.locator("#chat img, #kept img, #kept i, #wrong b").count() == 0
    assert page.evaluate("window.harmed ?? []") == []
