import pytest

from zhengxie_qa.corpus.page.titles import LONGEST_TITLE, bounded, names_site, plausible_title


@pytest.mark.parametrize(
    "line",
    [
        "海澜市人民政府",
        "海澜市人民政府门户网站",
        "海澜政协网",
        "海澜日报",
        "首页",
        "正文",
        "通知公告",
        "海澜市政协办公室",
        "无标题文档",
    ],
)
def test_names_of_sites_bodies_and_sections_are_known(line: str) -> None:
    assert names_site(line)
    assert plausible_title(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "政府工作报告",
        "关于建设政府门户网站的通知",
        "海澜市人民政府关于印发提案办理办法的通知",
        "市政协召开全体会议",
        "云江省召开全省民生实事推进会",
        "2025年海澜市政协",
        "让数据多跑路",
        "海澜市政协常委会工作报告",
        "Harbour City CPPCC holds 48 sessions",
    ],
)
def test_titles_of_articles_are_none(line: str) -> None:
    assert not names_site(line)
    assert plausible_title(f" {line} ") == line


@pytest.mark.parametrize("text", ["", " ", "——", "题" * (LONGEST_TITLE + 1), "当前位置：首页 > 要闻", "【打印本页】"])
def test_what_is_too_long_or_furniture_is_no_title(text: str) -> None:
    assert plausible_title(text) is None


def test_a_title_is_cut_where_it_is_stored() -> None:
    assert bounded("题" * 1000) == "题" * LONGEST_TITLE
    assert bounded("标题") == "标题"
