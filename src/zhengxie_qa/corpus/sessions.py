"""The year of a national session that a title names: 第十四届全国人民代表大会第三次会议 → 2025.

Covers the National People's Congress, the national CPPCC and the Party congresses; local sessions count their own
terms and are not resolved.
"""

import re

from zhengxie_qa.text.quantities.numerals import number_value

_ORDINAL = r"([一二三四五六七八九十]{1,3}|\d{1,2})"
_PEOPLES_CONGRESS = re.compile(rf"第?{_ORDINAL}届?全国(?:人民代表大会|人大)第?{_ORDINAL}次会议")
_CONSULTATIVE = re.compile(rf"(?:全国政协|人民政协)第?{_ORDINAL}届(?:全国委员会)?第?{_ORDINAL}次会议")
_PARTY_CONGRESS = re.compile(
    rf"中国共产党第{_ORDINAL}次全国代表大会|党的第{_ORDINAL}次全国代表大会|[(（]{_ORDINAL}大[)）]"
)

_EARLY_SESSIONS = {
    1: (1954, 1955, 1956, 1957, 1958),
    2: (1959, 1960, 1962),
    3: (1964,),
    4: (1975,),
    5: (1978, 1979, 1980, 1981, 1982),
}
"""Years of the sessions of the first five terms, which did not meet yearly."""

_FIRST_REGULAR_TERM, _FIRST_REGULAR_YEAR, _TERM_YEARS = 6, 1983, 5
_PARTY_CONGRESS_YEARS = (
    *(1921, 1922, 1923, 1925, 1927, 1928, 1945, 1956, 1969, 1973),
    *(1977, 1982, 1987, 1992, 1997, 2002, 2007, 2012, 2017, 2022),
)


def session_year(title: str) -> int | None:
    """Return the year of the national session or congress named in a title, ``None`` if it names none."""
    for pattern in (_PEOPLES_CONGRESS, _CONSULTATIVE):
        match = pattern.search(title)
        if match:
            return _meeting_year(_number(match[1]), _number(match[2]))
    match = _PARTY_CONGRESS.search(title)
    if match:
        number = _number(next(group for group in match.groups() if group))
        if 1 <= number <= len(_PARTY_CONGRESS_YEARS):
            return _PARTY_CONGRESS_YEARS[number - 1]
    return None


def _meeting_year(term: int, session: int) -> int | None:
    if term in _EARLY_SESSIONS:
        years = _EARLY_SESSIONS[term]
        return years[session - 1] if 1 <= session <= len(years) else None
    if term >= _FIRST_REGULAR_TERM and 1 <= session <= _TERM_YEARS:
        return _FIRST_REGULAR_YEAR + (term - _FIRST_REGULAR_TERM) * _TERM_YEARS + session - 1
    return None


def _number(written: str) -> int:
    """Read an ordinal in digits or Chinese numerals; 0, which no session has, for what is not a number."""
    value = number_value(written)
    return int(value[0]) if value else 0
