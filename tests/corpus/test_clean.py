from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zhengxie_qa.corpus.clean import clean
from zhengxie_qa.corpus.invisible import without_invisible
from zhengxie_qa.corpus.offsets import is_verbatim, to_raw

FURNITURE = [
    "您现在的位置：首页 > 要闻",
    "【字体：大 中 小】 打印 关闭",
    "分享到：微信 微博",
    "转存图片",
    "上一篇：别的新闻",
    "粤ICP备05000000号",
    "相关阅读",
    "大",
    "来源：市报 发布时间：2025-01-02 10:00 浏览次数：3",
]
ARTICLE = [
    "市政协召开全体会议",
    "　　全年提出提案612件，办复率100%。委员们认为，要继续做好“深聊会”等品牌，推动协商向基层延伸。",
    "一、工作回顾",
    "",
    "  ",
]
ENDS = ["\n", "\r\n", "\n\n", "\r", "\x0b", "\x0c", "\u2028", "\x85"]
LINES = st.tuples(st.sampled_from(FURNITURE + ARTICLE) | st.text(max_size=20), st.sampled_from(ENDS))
PAGES = st.lists(LINES, max_size=25).map(lambda lines: "".join(line + end for line, end in lines))
SHIPPED_FURNITURE = ["政务动态", "您现在的位置", "字体", "视力保护色", "转存图片", "触碰右侧展开"]


@settings(deadline=None)
@given(PAGES)
@example("相关阅读\r\x1b\n")
@example("标题\r\u200b\n正文。\r\n")
def test_verbatim_segments_together_are_the_clean_text(raw: str) -> None:
    cleaned = clean(raw)

    position = 0
    for segment in cleaned.segments:
        assert segment.start == position
        position = segment.end
        if is_verbatim(segment):
            assert raw[segment.raw_start : segment.raw_end] == cleaned.text[segment.start : segment.end]
        else:
            assert raw[segment.raw_start : segment.raw_end] == ""
            assert cleaned.text[segment.start : segment.end] == "\n"
    assert position == len(cleaned.text)


@settings(deadline=None)
@given(PAGES, st.data())
def test_every_quote_maps_to_its_own_characters_in_the_raw_file(raw: str, data: st.DataObject) -> None:
    cleaned = clean(raw)
    lines = [line for line in cleaned.text.split("\n") if line]
    if not lines:
        return
    line = data.draw(st.sampled_from(lines))
    start = cleaned.text.index(line)
    end = data.draw(st.integers(start + 1, start + len(line)))

    raw_start, raw_end = to_raw(cleaned.segments, start, end)

    assert without_invisible(raw[raw_start:raw_end]).text == cleaned.text[start:end]


@settings(deadline=None)
@given(PAGES)
def test_cleaning_a_clean_text_changes_nothing_more(raw: str) -> None:
    once = clean(raw).text

    assert clean(once).text == once or clean(once).is_page


def test_a_plain_report_comes_out_as_it_went_in() -> None:
    raw = (
        "2026年某省政府工作报告\n——2026年1月25日在会议上\n时间：2026-02-02\n省长 王某\n各位代表：\n\n"
        "　　生产总值增长5.1％。  \n（来源：某省日报）\n"
    )

    assert clean(raw).text == raw
    assert len(clean(raw).segments) == 1


def test_widgets_torn_over_several_lines_alone_do_not_make_a_page() -> None:
    raw = "政府工作报告\n【字体：\n大\n中\n小\n各位代表：\n"

    assert clean(raw).text == raw


def test_windows_line_ends_become_line_feeds_and_map_back() -> None:
    cleaned = clean("标题\r\n正文。\r\n")

    assert cleaned.text == "标题\n正文。\n"
    assert to_raw(cleaned.segments, 3, 6) == (4, 7)


@pytest.mark.parametrize("invisible", ["\x1b", "\u200b", "\ufeff\u00ad"])
def test_an_invisible_character_within_a_windows_line_end_makes_no_second_one(invisible: str) -> None:
    raw = f"标题\r{invisible}\n正文。"

    cleaned = clean(raw)

    assert cleaned.text == "标题\n正文。"
    line_end = to_raw(cleaned.segments, 2, 3)
    assert raw[slice(*line_end)] == "\n"
    assert raw[slice(*to_raw(cleaned.segments, 3, 6))] == "正文。"


def test_an_empty_text_stays_empty() -> None:
    assert (clean("").text, clean("").segments) == ("", ())


def test_the_shipped_article_loses_its_furniture_and_nothing_else(article_path: Path) -> None:
    raw = article_path.read_text(encoding="utf-8")

    cleaned = clean(raw)

    assert [line for line in SHIPPED_FURNITURE if line in cleaned.text] == []
    left_out = [line.strip() for line in raw.splitlines() if line.strip() and line not in cleaned.text.splitlines()]
    assert len(left_out) == 5
    assert cleaned.text.startswith("守正创新争一流 深圳市政协以模范担当作为奋力书写新时代履职答卷\n")
    assert "\n信息来源:深圳特区报 信息提供日期:2025-07-25 12:06\n" in cleaned.text
    assert cleaned.text.rstrip().endswith("履职为民、服务人民的脚步铿锵。")


def test_the_shipped_article_tells_source_date_and_time(article_path: Path) -> None:
    metadata = clean(article_path.read_text(encoding="utf-8")).metadata

    assert metadata.title == "守正创新争一流 深圳市政协以模范担当作为奋力书写新时代履职答卷"
    assert (metadata.source, metadata.published, metadata.published_time) == ("深圳特区报", "2025-07-25", "12:06")


POLITICAL_FOLDERS = ("gwr_provinces_2026", "gwr_state_council", "cpc_congress_reports")


def test_every_political_report_comes_out_as_it_went_in(shared_data: Path) -> None:
    paths = [path for folder in POLITICAL_FOLDERS for path in sorted((shared_data / "text" / folder).glob("*.txt"))]
    reports = {path.name: without_invisible(path.read_text(encoding="utf-8")).text for path in paths}
    altered = [
        name for name, shown in reports.items() if clean(shown).text.replace("\n", "") != shown.replace("\n", "")
    ]
    mended = {name: shown.count("\n") - clean(shown).text.count("\n") for name, shown in reports.items()}

    assert len(paths) == 118
    assert altered == []
    assert sum(count > 0 for count in mended.values()) == 11, "reports with lines broken inside a sentence"
    assert sum(mended.values()) == 30


@pytest.mark.parametrize("line", FURNITURE[:6])
def test_one_certain_line_is_left_out_with_the_blank_lines_after_it(line: str) -> None:
    raw = f"标题\n正文第一段，说的是一件事。\n\n{line}\n\n\n正文第二段，说的是另一件事。\n"

    assert clean(raw).text == "标题\n正文第一段，说的是一件事。\n\n正文第二段，说的是另一件事。\n"


@settings(deadline=None)
@given(PAGES)
def test_every_word_of_the_file_stays_or_is_listed_with_its_rule(raw: str) -> None:
    cleaned = clean(raw)

    listed = "".join(raw[part.start : part.end] for part in cleaned.left_out)
    assert sorted(filter(str.isalnum, cleaned.text + listed)) == sorted(filter(str.isalnum, raw))
    assert all(part.rule for part in cleaned.left_out)


def test_what_is_left_out_is_told_with_its_rule_and_its_place() -> None:
    raw = (
        "海澜市政协\n当前位置：首页 > 要闻\n市政协召开会议\n来源：市报 浏览次数：3 通讯员：李明\n"
        "会议召开。\n责任编辑：张三\n【打印本页】\n"
    )

    cleaned = clean(raw)

    assert [(raw[part.start : part.end], part.rule) for part in cleaned.left_out] == [
        ("海澜市政协", "site header"),
        ("当前位置：首页 > 要闻", "breadcrumb"),
        ("浏览次数：3", "widget"),
        ("责任编辑：张三", "credit"),
        ("【打印本页】", "widget"),
    ]
    assert cleaned.text == "市政协召开会议\n来源：市报 通讯员：李明\n会议召开。\n"


@pytest.mark.parametrize("end", ["\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\r\n", "\r\r\n"])
def test_a_file_is_read_by_whatever_ends_its_lines(end: str) -> None:
    lines = ["政协海澜市委员会工作报告", "来源：海澜日报　发布时间：2025-01-15", "召开民主监督会议46次。", ""]

    cleaned = clean(end.join(lines))

    found = cleaned.metadata
    assert (found.title, found.source, found.published) == ("政协海澜市委员会工作报告", "海澜日报", "2025-01-15")
    assert cleaned.text.replace("\n\n", "\n") == "\n".join(lines)
    start = cleaned.text.index("46次")
    raw_start, raw_end = to_raw(cleaned.segments, start, start + 3)
    assert end.join(lines)[raw_start:raw_end] == "46次"


BODY = "全年收到提案512件，审查立案438件，其中委员提案341件，集体提案97件，分别由62家承办单位办理。"
REPORT_LINES = [
    "审核：提案委对438件提案逐件审核，退回修改26件",
    "主办：主办单位办理提案403件",
    "电话：全年接听委员咨询电话726个",
    "版权所有人权益保障案件47件",
    "扫一扫就能办事，布设终端432台",
    "你所在的位置就是岗位",
    "地址：市政协大楼305室",
    "浏览量：18600",
    "关于我们",
    "微信",
    "368",
]


@pytest.mark.parametrize("furniture", ["【打印本页】", "返回列表", "版权所有：某市政协", "当前位置：首页 > 要闻"])
@pytest.mark.parametrize("line", REPORT_LINES)
def test_one_line_of_furniture_elsewhere_does_not_take_lines_of_a_report_along(line: str, furniture: str) -> None:
    raw = f"提案审查情况\n{BODY}\n{line}\n二、下一步工作\n\n{furniture}\n"

    cleaned = clean(raw)

    assert cleaned.text == f"提案审查情况\n{BODY}\n{line}\n二、下一步工作\n\n"
    assert [raw[part.start : part.end] for part in cleaned.left_out] == [furniture]


def test_links_to_other_articles_are_left_out_at_the_end_of_a_page() -> None:
    raw = f"标题\n{BODY}\n相关阅读\n市政协召开座谈会\n一图读懂：怎么办？\n【打印本页】\n"

    assert clean(raw).text == f"标题\n{BODY}\n"


@pytest.mark.parametrize(
    "below",
    [
        "市政协提案委调研12次\n市政协经济委视察9次",
        "座谈会\n提案委开展调研，形成报告。",
        "一、提案\n二、视察",
        f"座谈会\n{BODY}",
    ],
)
@pytest.mark.parametrize("label", ["相关链接", "相关信息"])
def test_what_stands_below_such_a_heading_in_a_report_stays(label: str, below: str) -> None:
    raw = f"标题\n{BODY}\n{label}\n{below}\n【打印本页】\n"

    assert clean(raw).text == f"标题\n{BODY}\n{label}\n{below}\n"


def test_the_contact_of_a_notice_stays_and_that_of_the_site_goes() -> None:
    raw = (
        "关于报送提案的通知\n请于月底前报送。\n联系电话：0755-12345678\n\n主办单位：海澜市政协\n"
        "地址：海澜市人民路1号 邮编：518000\n电话：0755-87654321\n粤ICP备05000000号\n"
    )

    assert clean(raw).text == "关于报送提案的通知\n请于月底前报送。\n联系电话：0755-12345678\n\n"


def test_an_activity_with_organisers_and_telephone_stays_whole() -> None:
    raw = "读书活动\n主办单位：海澜市政协\n承办单位：市文联\n电话：0755-12345678\n活动办4月举行。\n【打印本页】\n"

    assert clean(raw).text == raw.removesuffix("【打印本页】\n")
