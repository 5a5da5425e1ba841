"""The same quantity in other writing, and other quantities in nearly the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.text.quantities.equivalence import equivalent


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("二百七十五场", "275场"),
        ("２７５场", "275场"),
        ("6 6 个", "66个"),
        ("1.2万亿", "12000亿"),
        ("百分之十八点五", "18.5%"),
        ("五成", "50%"),
        ("3公里", "3000米"),
        ("连续24个月", "连续二十四个月"),
        ("275", "275场"),
        ("3—5家", "三至五家"),
        ("116户", "116家"),
        ("三成五", "35%"),
        ("七成半", "百分之七十五"),
        ("零下5度", "-5℃"),
        ("零下5度", "零下五摄氏度"),
        ("275场", "275次"),
    ],
)
def test_the_same_quantity_in_other_writing_is_equivalent(a, b):
    assert equivalent(a, b)
    assert equivalent(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("18.5", "18.5%"),
        ("100元", "100美元"),
        ("约5家", "5家"),
        ("5家", "3—5家"),
        ("275场", "276场"),
        ("5%", "5个百分点"),
        ("50人", "50人次"),
        ("3栋", "3层"),
        ("3架", "3架次"),
        ("零下5度", "5度"),
        ("-3.2%", "3.2%"),
        ("三成五", "3.5%"),
        ("天津", "天津"),
        ("275场深聊会", "275场"),
    ],
)
def test_a_different_meaning_is_not_equivalent(a, b):
    assert not equivalent(a, b)


@given(st.integers(1, 99_999_999))
def test_any_whole_number_survives_being_written_in_han_numerals(number):
    assert equivalent(f"{number}场", f"{_han(number)}场")


def _han(number: int) -> str:
    """Write a number below 10^8 in Han numerals."""
    digits = "零一二三四五六七八九"
    if number >= 10_000:
        low = number % 10_000
        return _han(number // 10_000) + "万" + (("零" if low < 1000 else "") + _han(low) if low else "")
    written, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            written += ("零" if gap and written else "") + digits[digit] + name
            gap = False
        else:
            gap = True
    return written
