from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.text.dates import find_dates, ordinals_in, years_in

FIVE = (2021, 2022, 2023, 2024, 2025)


@pytest.mark.parametrize(
    ("text", "years", "month", "day"),
    [
        ("2025年7月10日", (2025,), 7, 10),
        ("２０２５年７月", (2025,), 7, None),
        ("二〇二五年七月十日", (2025,), 7, 10),
        ("二００一年", (2001,), None, None),
        ("1 9 9 9 年1 2 月2 0 日", (1999,), 12, 20),
        ("2026-02-03", (2026,), 2, 3),
        ("1993—1997年", (1993, 1994, 1995, 1996, 1997), None, None),
        ("1996—97年", (1996, 1997), None, None),
        ("九三到九五年", (1993, 1994, 1995), None, None),
        ("零一年", (2001,), None, None),
        ("九八年", (1998,), None, None),
        ("97年", (1997,), None, None),
        ("八十年代", tuple(range(1980, 1990)), None, None),
        ("20年代", tuple(range(2020, 2030)), None, None),
        ("二十年代", tuple(range(2020, 2030)), None, None),
        ("10年代", tuple(range(2010, 2020)), None, None),
        ("本世纪20年代", tuple(range(2020, 2030)), None, None),
        ("21世纪20年代", tuple(range(2020, 2030)), None, None),
        ("二十一世纪三十年代", tuple(range(2030, 2040)), None, None),
        ("20世纪20年代", tuple(range(1920, 1930)), None, None),
        ("上世纪80年代", tuple(range(1980, 1990)), None, None),
        ("20世纪七八十年代", tuple(range(1970, 1990)), None, None),
        ("十九世纪四十年代", tuple(range(1840, 1850)), None, None),
        ("2020年代", tuple(range(2020, 2030)), None, None),
        ("2020s", tuple(range(2020, 2030)), None, None),
        ("1990's", tuple(range(1990, 2000)), None, None),
        ("“十四五”期间", FIVE, None, None),
        ("十四五时期", FIVE, None, None),
        ("第十四个五年规划", FIVE, None, None),
        ("“九五”计划", (1996, 1997, 1998, 1999, 2000), None, None),
        ("14th Five-Year Plan", FIVE, None, None),
        ("July 10, 2025", (2025,), 7, 10),
        ("2030", (2030,), None, None),
    ],
)
def test_an_absolute_date_needs_no_reference(text, years, month, day):
    (mention,) = find_dates(text)

    assert (mention.text, mention.years, mention.month, mention.day, mention.relative) == (
        text,
        years,
        month,
        day,
        False,
    )


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("去年", (2025,)), ("今年", (2026,)), ("明年", (2027,)), ("前年", (2024,)),
        ("上年", (2025,)), ("本年度", (2026,)), ("今年上半年", (2026,)), ("明年3月", (2027,)),
        ("近五年", FIVE), ("过去五年", FIVE), ("五年来", FIVE), ("近3年", (2023, 2024, 2025)),
        ("未来三年", (2026, 2027, 2028)), ("本届政协", (2023, 2024, 2025, 2026)), ("3月5日", (2026,)),
        ("last year", (2025,)),
    ],
)  # fmt: skip
def test_a_relative_date_is_read_against_the_day_spoken_from(text, years):
    (mention,) = find_dates(text, as_of="2026-02-03")

    assert (mention.years, mention.relative) == (years, True)


@pytest.mark.parametrize(
    ("text", "as_of", "first"),
    [
        ("20年代", "2026-02-03", 2020),
        ("二十年代", "1956", 1920),
        ("本世纪二十年代", "1982-09-01", 1920),
        ("本世纪30年代", "2026-02-03", 2030),
        ("上世纪90年代", "2026-02-03", 1990),
        ("三十年代", "2026-02-03", 1930),
        ("九十年代", "1986", 1990),
        ("90年代", "2003", 1990),
    ],
)
def test_a_decade_belongs_to_the_century_that_the_text_speaks_from(text, as_of, first):
    assert years_in(text, as_of) == set(range(first, first + 10))


def test_without_a_day_to_speak_from_a_relative_date_names_no_year():
    (mention,) = find_dates("去年")

    assert (mention.years, mention.relative) == ((), True)


def test_a_report_late_in_the_year_counts_its_own_year_among_the_recent_ones():
    assert years_in("近三年", "2025-11-20") == {2023, 2024, 2025}


def test_a_report_at_the_change_of_terms_speaks_of_the_term_that_ends():
    assert years_in("本届政府", "2023-01-15") == {2018, 2019, 2020, 2021, 2022, 2023}


@pytest.mark.parametrize(
    "text", ["三年", "两年", "一百年", "2000公里", "2025个", "三四年", "建党95年", "70年来", "比上年增长5%", "一年级"]
)
def test_durations_and_counts_are_no_dates(text):
    assert find_dates(text, as_of="2026") == []


def test_ordinals_are_equal_by_number_and_unit():
    written = ["第十四届", "第14届", "十四届"]

    assert len({ordinals_in(text)[0] for text in written}) == 1
    assert [(o.number, o.unit) for o in ordinals_in("第111期和第3次，十八大以来")] == [
        (111, "期"),
        (3, "次"),
        (18, "大"),
    ]


@pytest.mark.parametrize("text", ["十大任务", "第一", "一期工程"])
def test_a_number_that_singles_out_nothing_is_no_ordinal(text):
    assert ordinals_in(text) == []


@given(
    st.text("0123456789０一二三四五六七八九十年月日至到—-去今明上半季度近届第期“”五计划 ", max_size=40),
    st.sampled_from([None, "2026", "2025-07-10"]),
)
def test_mentions_are_ordered_apart_and_quote_the_text(text, as_of):
    mentions = find_dates(text, as_of=as_of)

    assert all(text[m.start : m.end] == m.text and m.years == tuple(sorted(m.years)) for m in mentions)
    assert all(left.end <= right.start for left, right in pairwise(mentions))


@given(st.integers(1950, 2049), st.integers(1, 12), st.integers(1, 28))
def test_any_day_is_found_in_either_numerals(year, month, day):
    for text in (f"{year}年{month}月{day}日", f"{year}-{month:02}-{day:02}"):
        (mention,) = find_dates(text)
        assert (mention.years, mention.month, mention.day) == ((year,), month, day)
