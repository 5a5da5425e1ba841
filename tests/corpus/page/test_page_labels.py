import pytest

from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.corpus.page.labels import fields_of, is_stamp, labelled, telling

HEAD = (
    "索引号：HL001/2025-00012 名称：关于加强提案办理的通知 发布机构：市政协办公室 "
    "发布日期：2025-03-05 文号：海政发〔2025〕3号"
)


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


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (
            "信息来源:深圳特区报 信息提供日期:2025-07-25 12:06 【字体: 视力保护色:",
            ["信息来源:深圳特区报 信息提供日期:2025-07-25 12:06"],
        ),
        ("浏览次数：3 来源：市报　时间：2025-01-02 | 打印", ["来源：市报　时间：2025-01-02"]),
        ("来源：市报　时间：2025-01-02 【打印】", ["来源：市报　时间：2025-01-02"]),
        ("原创 市报 2025-01-02", ["市报 2025-01-02"]),
        ("市报 2025-01-02 10:00", ["市报 2025-01-02 10:00"]),
        (
            "来源：市报 点击数：12 通讯员：李明 字号：[大 中 小] 文号：海政发〔2025〕3号",
            ["来源：市报", "通讯员：李明", "文号：海政发〔2025〕3号"],
        ),
        (
            HEAD,
            [HEAD],
        ),
    ],
)
def test_a_meta_line_loses_its_counters_and_buttons_and_nothing_else(line: str, kept: list[str]) -> None:
    assert [line[start:end] for start, end in telling(line)] == kept


@pytest.mark.parametrize(
    "line",
    [
        "资金来源：市级财政3200万元",
        "数据来源：市统计局",
        "活动时间：2025年4月1日",
        "竣工日期：2025-09-30",
        "项目名称：海澜大桥",
        "来源：根据年度协商计划第12项安排",
        "来源：市级财政3200万元",
        "来源：财政拨款，其余由社会筹集",
        "时间：2025年10月22日下午3:30",
        "时间：2025年4月1日至4月30日",
    ],
)
def test_words_of_the_article_are_no_fields_of_the_page(line: str) -> None:
    assert labelled(line) == Metadata()


@pytest.mark.parametrize(
    "line",
    [
        "2025年1月2日来源：海澜日报",
        "作者：李明 来源：海澜日报",
        "【来源：海澜日报】",
        "来 源：海澜日报",
        "|来源：海澜日报",
    ],
)
def test_a_label_begins_after_a_date_a_space_or_a_mark(line: str) -> None:
    assert labelled(line).source == "海澜日报"


def test_every_field_of_a_document_head_on_one_line_is_read() -> None:
    line = (
        "索引号：HL001/2025-00012 分类：综合 发布机构：海澜市政协办公室 成文日期：2025年3月1日 "
        "名称：关于加强提案办理的通知 文号：海政发〔2025〕3号 生效日期：2025年4月1日 发布日期：2025-03-05"
    )

    assert labelled(line) == Metadata(
        title="关于加强提案办理的通知", issuer="海澜市政协办公室", spoken="2025-03-01", published="2025-03-05"
    )
    assert [field.value for field in fields_of(line)][5] == "海政发〔2025〕3号"


@pytest.mark.parametrize(
    "value", ["2025-03-18", "2025-03-18 10:20", "2025年3月18日 10:20:35 星期二", "二〇二五年三月十八日"]
)
def test_a_date_alone_is_a_stamp(value: str) -> None:
    assert is_stamp(value)


@pytest.mark.parametrize(
    "value", ["2025年3月18日上午", "2025年4月1日至30日", "2025年", "自2025年3月1日起", "2025-03-18起"]
)
def test_a_date_with_other_words_is_none(value: str) -> None:
    assert not is_stamp(value)
