"""What a cell shows, as Excel would show it in a column wide enough."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.corpus.load.office.number_formats import shown

MOMENT = datetime.datetime(2024, 3, 5, 14, 7, 9)
ACCOUNTING = r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (0.039, "0.0%", "3.9%"),
        (1368, "#,##0.00", "1,368.00"),
        (-1368.5, "#,##0.00_);(#,##0.00)", "(1,368.50)"),
        (-12, "0.0", "-12.0"),
        (-0.001, "0.0", "0.0"),
        (0, '0;-0;"零"', "零"),
        (0, "0;-0;;@", ""),
        (12345678, '0.00,,"百万"', "12.35百万"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (1234.5, ACCOUNTING, "1,234.50"),
        (0, ACCOUNTING, "-"),
        (5, "00000", "00005"),
        (1.5, "0.##", "1.5"),
        (3, '"第"0"期"', "第3期"),
        (21, "0℃", "21℃"),
        (7, '[>5]"多"0;"少"0', "多7"),
        (3, '[>5]"多"0;"少"0', "少3"),
        (2.5, "0", "3"),
        (1.005, "0.00", "1.01"),
        (0.1 + 0.2, "General", "0.3"),
        (1e-5, "General", "0.00001"),
        (1e15, "General", "1000000000000000"),
        (2 / 3, "General", "0.6666666667"),
        (0.5, "# ?/?", "0.5"),
        (True, "General", "TRUE"),
        ("文字", "@", "文字"),
        ("文字", '0;0;0;"注："@', "注：文字"),
        (MOMENT, 'yyyy"年"m"月"d"日"', "2024年3月5日"),
        (MOMENT, '[$-804]yyyy"年"m"月";@', "2024年3月"),
        (MOMENT, "yyyy-mm-dd", "2024-03-05"),
        (MOMENT, "yyyy/m/d h:mm", "2024/3/5 14:07"),
        (MOMENT, "h:mm:ss AM/PM", "2:07:09 PM"),
        (MOMENT, "mm:ss", "07:09"),
        (MOMENT, "aaaa", "星期二"),
        (datetime.timedelta(hours=30), "[h]:mm", "30:00"),
    ],
)
def test_a_value_is_written_by_its_format(value: object, code: str, expected: str) -> None:
    assert shown(value, code) == expected


@given(st.integers(-(10**14), 10**14))
def test_a_whole_number_without_a_format_keeps_every_digit(number: int) -> None:
    assert shown(number, "General") == str(number)
    assert shown(float(number), "0") == str(number)
    assert shown(number, "#,##0").replace(",", "") == str(number)


@given(
    st.one_of(st.floats(), st.integers(), st.text(max_size=5)), st.text('0#,.;%@"[]\\_*ymdhs年 E+-/?>5', max_size=12)
)
def test_any_format_shows_something_or_nothing(value: object, code: str) -> None:
    assert isinstance(shown(value, code), str)
