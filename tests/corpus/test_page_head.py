import pytest

from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.corpus.page_dates import parse_date
from zhengxie_qa.corpus.page_head import find_title, informative, is_meta_line, labelled, read_lines


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "信息来源:深圳特区报 信息提供日期:2025-07-25 12:06 【字体: 视力保护色:",
            Metadata(source="深圳特区报", published="2025-07-25", published_time="12:06"),
        ),
        ("来源：区政协办公室", Metadata(source="区政协办公室")),
        ("来 源：人民日报　时 间：2024年3月5日", Metadata(source="人民日报", published="2024-03-05")),
        (
            "Source: Harbour Daily | Updated: January 15, 2025 08:45",
            Metadata(source="Harbour Daily", published="2025-01-15", published_time="08:45"),
        ),
        ("时间：2026-02-02", Metadata(published="2026-02-02")),
        ("成文日期：2024年11月05日", Metadata(spoken="2024-11-05")),
        ("发文机关：国家林务委员会", Metadata(issuer="国家林务委员会")),
        ("原文链接：https://www.example.cn/a/1.html", Metadata(url="https://www.example.cn/a/1.html")),
        ("发布时间：2025年13月40日", Metadata()),
        ("全市生产总值增长5.1%。", Metadata()),
    ],
)
def test_labelled_fields_are_read(line: str, expected: Metadata) -> None:
    assert labelled(line) == expected


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


@pytest.mark.parametrize(
    ("line", "telling"),
    [
        (
            "信息来源:深圳特区报 信息提供日期:2025-07-25 12:06 【字体: 视力保护色:",
            "信息来源:深圳特区报 信息提供日期:2025-07-25 12:06",
        ),
        ("浏览次数：3 来源：市报　时间：2025-01-02 | 打印", "来源：市报　时间：2025-01-02"),
        ("来源：市报　时间：2025-01-02 【打印】", "来源：市报　时间：2025-01-02"),
        ("原创 市报 2025-01-02", "市报 2025-01-02"),
        ("市报 2025-01-02 10:00", "市报 2025-01-02 10:00"),
    ],
)
def test_what_a_meta_line_tells_is_found_without_counts_and_widgets(line: str, telling: str) -> None:
    start, end = informative(line)
    assert line[start:end] == telling
