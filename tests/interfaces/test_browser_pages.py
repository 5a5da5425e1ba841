"""Citations into files that are no text, in headless Chromium: a page of a PDF as a picture, a table of a workbook."""

from collections.abc import Iterator

import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, expect
from server_process import running
from visitor import Visitor

from corpus.load.office.pdf_files import Text, pdf
from zhengxie_qa.interfaces.cli.main import run

pytestmark = pytest.mark.browser

COLUMNS = [
    [
        *(Text(60, 740 - 24 * row, f"左栏第{row}行讲的是港口航运工作", 11) for row in range(14)),
        *(Text(320, 740 - 24 * row, f"右栏第{row}行讲的是农业农村工作", 11) for row in range(13)),
        Text(320, 740 - 24 * 13, "全市粮食总产量达到39.2亿斤。", 11),
    ],
    [Text(90, 700, "全年新建学校12所。")],
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("files")
    (folder / "report.pdf").write_bytes(pdf(COLUMNS))
    book = Workbook()
    for row in (
        ["地区", "财政收入（亿元）", "增速"],
        ["东区", 61.2, 0.061],
        ["西区", None, 0.052],
        ["北区", 44.7, 0.044],
    ):
        book.active.append(row)
    for row in range(2, 5):
        book.active.cell(row, 3).number_format = "0.0%"
    book.save(folder / "figures.xlsx")
    index = tmp_path_factory.mktemp("pages") / "index"
    assert run(["ingest", str(folder), "--index", str(index)]) == 0
    with running("-m", "zhengxie_qa", "serve", "--index", str(index), "--port", "0") as served:
        yield served


def test_a_citation_opens_the_page_or_the_table_with_its_words_marked(browser: Browser, address: str) -> None:
    visitor = Visitor(browser, address)
    reader = visitor.page.locator("#reader")
    visitor.ask("全市粮食总产量达到多少？")
    visitor.page.locator("#panel section.on a.full").first.click()
    picture = reader.get_by_role("img", name="第1页")
    expect(picture).to_be_visible(timeout=30_000)
    assert picture.evaluate("image => image.naturalWidth") == 595 * 2
    expect(reader.locator(".unseen mark")).to_have_text("39.2亿斤")
    expect(reader.locator(".count")).to_have_text("第1页，共2页")
    width = picture.evaluate("image => image.clientWidth")
    reader.get_by_role("button", name="放大").click()
    assert picture.evaluate("image => image.clientWidth") == pytest.approx(width * 1.5, abs=2)
    reader.get_by_role("button", name="下一页").click()
    expect(reader.get_by_role("img", name="第2页")).to_be_visible(timeout=30_000)
    expect(reader.locator(".unseen")).to_have_text("全年新建学校12所。")
    visitor.page.keyboard.press("ArrowLeft")
    expect(picture).to_be_visible(timeout=30_000)
    reader.get_by_role("button", name="全文").click()
    expect(reader.locator(".text mark")).to_have_text("39.2亿斤")
    visitor.page.keyboard.press("Escape")

    visitor.ask("北区财政收入多少亿元？")
    visitor.page.locator("#panel section.on a.full").first.click()
    expect(reader.locator("td.quoted mark")).to_have_text("44.7")
    expect(reader.locator(".meta")).to_contain_text("Sheet!B4")
    cells = reader.locator("tr").filter(has_text="西区").locator("th, td")
    expect(cells).to_have_text(["西区", "", "5.2%"])
    expect(reader.locator("th[scope=col]")).to_have_text(["地区", "财政收入（亿元）", "增速"])
    visitor.leave()
