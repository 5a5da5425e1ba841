import pytest

from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.corpus.page.dates import parse_date
from zhengxie_qa.corpus.page.head import find_title, is_meta_line, labelled_head, read_lines


def test_a_label_finds_its_value_on_the_next_line() -> None:
    found = read_lines(["某市工作报告", "发表时间：", "2026-02-09 09:45:30", "宁海日报客户端", "阅读量："])

    assert (found.published, found.published_time, found.source) == ("2026-02-09", "09:45", "宁海日报客户端")


def test_the_day_of_a_speech_is_not_the_day_of_publication() -> None:
    found = read_lines(
        ["某省政府工作报告", "——2026年1月25日在某省第十四届人民代表大会第四次会议上", "时间：2026-02-02"]
    )

    assert (found.published, found.spoken) == ("2026-02-02", "2026-01-25")
    assert found.setting == "——2026年1月25日在某省第十四届人民代表大会第四次会议上"


def test_the_day_a_law_takes_effect_is_not_the_day_of_publication() -> None:
    assert (
        read_lines(["教育督导条例", "2012年8月29日 国务院常务会议通过", "2012年10月1日 施行", "第一条 略。"]).published
        is None
    )


def test_the_source_may_stand_at_the_end() -> None:
    assert read_lines(["标题", "正文。" * 30, "（来源：青海日报）"]).source == "青海日报"


def test_a_date_in_the_first_paragraph_is_not_the_date_of_publication() -> None:
    assert (
        read_lines(
            [
                "标题",
                "2025年7月10日，第111期委员议事厅举行，委员们围绕建设旅游目的地建言献策，提出意见建议一百多条，会议开了两天。",
            ]
        ).published
        is None
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-07-25 12:06", ("2025-07-25", "12:06")),
        ("2026年02月10日 07时41分", ("2026-02-10", "07:41")),
        ("二〇二六年一月二十七日", ("2026-01-27", None)),
        ("２０２５．０７．０１", ("2025-07-01", None)),
        ("2025/7/1", ("2025-07-01", None)),
        ("2025-07-25T12:06:30", ("2025-07-25", "12:06")),
        ("July 4, 2025", ("2025-07-04", None)),
        ("2025-02-30", None),
        ("2025年", None),
    ],
)
def test_dates_as_pages_print_them(text: str, expected: tuple[str, str | None] | None) -> None:
    assert parse_date(text) == expected


def test_the_title_is_the_first_line_that_is_neither_field_nor_sentence() -> None:
    assert (
        find_title(["索 引 号：0001", "成文日期：2024年1月2日", "关于开展示范工作的通知", "各单位："])
        == "关于开展示范工作的通知"
    )
    assert find_title(["会议于今天召开。"]) is None


def test_a_line_of_words_is_not_a_meta_line() -> None:
    assert is_meta_line("来源：新华社 2025-01-02")
    assert not is_meta_line("资金来源：财政拨款占六成，其余由社会筹集。")
    assert not is_meta_line("2025年7月10日举行会议")


NOTICE = [
    "关于召开双周协商座谈会的通知",
    "各专门委员会：",
    "定于近期召开双周协商座谈会，现将有关事项通知如下。",
    "时间：2025年10月22日",
    "地点：市政协302会议室",
    "来源：年度协商计划",
    "海澜市政协办公室",
    "2025年9月30日",
]


def test_fields_below_the_beginning_of_the_text_are_the_articles_own() -> None:
    found = read_lines(NOTICE)

    assert (found.published, found.source) == (None, None)


def test_a_notice_is_dated_by_its_signature() -> None:
    assert read_lines(NOTICE).spoken == "2025-09-30"


@pytest.mark.parametrize("above", ["竣工时间", "一、工期", "市政协主席周立民出席会议并讲话，要求抓好落实"])
def test_a_date_below_other_words_is_no_signature(above: str) -> None:
    assert read_lines(["标题", "正文。" * 30, above, "2025年9月30日"]).spoken is None


@pytest.mark.parametrize(
    "lines",
    [
        ["（第2次）", "时间：2019年6月18日", "地点：水利局会商室", "主持人：相守一"],
        ["时间：2019年6月18日 地点：水利局会商室"],
        ["参会人员：各专委会主任", "时间：2019-06-18"],
    ],
)
def test_the_time_of_a_meeting_is_not_the_day_of_publication(lines: list[str]) -> None:
    assert read_lines(["防汛联席会议纪要", *lines]).published is None


def test_a_line_with_source_and_date_counts_below_a_leading_sentence_too() -> None:
    lines = ["市政协召开座谈会", "导读：提案办理工作座谈会在海澜举行。", "来源：海澜日报 发布时间：2025-03-18"]

    assert (read_lines(lines).source, read_lines(lines).published) == ("海澜日报", "2025-03-18")


@pytest.mark.parametrize(
    ("line", "source"), [("来源：青海日报", "青海日报"), ("来源：企业自筹", None), ("来源：市级财政", None)]
)
def test_a_last_line_names_a_source_only_if_it_names_an_outlet_or_a_body(line: str, source: str | None) -> None:
    assert read_lines(["标题", "正文。" * 30, line]).source == source


def test_labelled_lines_can_be_read_alone() -> None:
    lines = ["标题", "海澜日报 2025-01-01 10:00", "来源：青屿日报", "正文。" * 30]

    assert labelled_head(lines) == Metadata(source="青屿日报")


@pytest.mark.parametrize(
    "above",
    [
        "海澜市政协",
        "海澜市人民政府门户网站",
        "海澜政协网",
        "海澜市政协办公室",
        "政协要闻网",
        "首页",
        "当前位置：首页 > 要闻",
        "新闻中心",
    ],
)
def test_the_title_is_not_the_name_of_the_site(above: str) -> None:
    assert find_title([above, "市政协召开提案工作座谈会", "会议于今天召开。"]) == "市政协召开提案工作座谈会"


def test_a_name_is_the_title_where_nothing_else_can_be() -> None:
    assert find_title(["海澜市政协", "各位委员：", "会议于今天召开。"]) == "海澜市政协"


def test_letterhead_and_number_of_a_document_are_not_its_title() -> None:
    lines = [
        "海澜市东湖区住房和城乡建设局文件",
        "海建〔2024〕44号",
        "关于公租房受理的通知",
        "各街道：",
        "现就有关事项通知如下。",
    ]

    assert find_title(lines) == "关于公租房受理的通知"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("2020-11-13 14:20:08　稿件来源：海澜晚报　记者：李明", "2020-11-13"),
        ("作者：李明　来源：市政府新闻办　2023-09-07　【我要打印】", "2023-09-07"),
        ("【信息来源：市政协】【信息时间：2023-06-16 09:15】【阅读次数：3071】", "2023-06-16"),
        ("索引号 HL021-2022　文号 海民提〔2022〕58号　公开日期 2022-08-12　点击量 641", "2022-08-12"),
        ("来源：市政协关于2023年9月7日活动的报道", None),
        ("公开日期另行通知", None),
    ],
)
def test_a_date_beside_the_source_or_its_label_is_the_day_of_publication(line: str, published: str | None) -> None:
    assert read_lines(["标题", line]).published == published
