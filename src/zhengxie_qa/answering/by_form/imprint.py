"""What an article says of itself outside its text: author, editor, 抄送, 索引号, the body under whose name it stands.

Labelled pairs of a head or foot (责任编辑：卢小棠　审核：章一帆), bylines (本报记者 冉星河, 殷小满 摄), and the
layout of an official paper: the salutation below the title, the signature above the last date (GB/T 9704).
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from zhengxie_qa.question.question import MetadataField
from zhengxie_qa.text.dates import find_dates
from zhengxie_qa.text.lines import bare_lines
from zhengxie_qa.text.word_lists import rows, rows_of
from zhengxie_qa.types import Document

Place = tuple[int, int]
"""Offsets in a document's text, ``[start, end)``."""

_TABLE: Final = Path(__file__).with_suffix(".tsv")
_GAP: Final = "[ \\t\u3000]"
_OPENS: Final = rf"(?:^|(?<=[ \t\u3000\[【(（;；,，。|｜]))(?:[①-⑩]|{_GAP})*"
_CLOSES: Final = rf"(?={_GAP}*(?:$|[\]】|｜;；。]|[【\[]|{_GAP}{{2}}|(?:{_GAP}|[，,])[\u4e00-\u9fff/／]{{2,8}}[:：]))"
_ROLE: Final = "|".join(columns[2] for columns in rows(_TABLE) if columns[1] != "value")
_NAME: Final = re.compile(
    rf"(?!(?:{_ROLE})$)[\u4e00-\u9fff]{{2,4}}(?:·[\u4e00-\u9fff]{{2,8}})?(?<![科处局室部办委会院馆站社网报厅队台组])"
)
_PERSONS: Final = "[\u4e00-\u9fff·]{2,12}(?:[ \\t\u3000、]+[\u4e00-\u9fff·]{2,12}){0,5}?"
_WORD: Final = re.compile("[^ \t\u3000、，,（）()；;：:\\[\\]【】。]+")
_LONGEST_BYLINE: Final = 70
"""Characters of the longest line that is a byline and no sentence."""
_LONGEST_SIGNATURE: Final = 60
_SALUTATION: Final = re.compile(r"^(?P<value>[^\n:：。“”！？]{2,80})[:：]$")
_PEOPLE: Final = re.compile(r"同志|朋友|女士|先生|您|你")
_DISTRIBUTION: Final = re.compile(r"此件(?:公开)?发[布至到][^\n）)。]{0,30}")
_PRINTED_BY: Final = re.compile(rf"^(?P<value>\S[^\n]{{2,30}}?){_GAP}+\d{{4}}年\d{{1,2}}月\d{{1,2}}日印发$", re.M)
_SIGNED_DAY: Final = re.compile(
    r"^[（(]?(?P<value>\d{4}年\d{1,2}月(?:\d{1,2}日)?|[二〇○零一三四五六七八九十年月日]{6,12})[）)]?$"
)
_LABELLED_DAY: Final = re.compile(
    rf"{_OPENS}(?:成文|起草|印发|签发)(?:日期|时间){_GAP}*[:：]{_GAP}*(?P<value>[\d年月日./-]{{6,11}})", re.M
)
_DAY_BEHIND: Final = re.compile(r"[ \t\u3000]+\d{4}年\d{1,2}月(?:\d{1,2}日)?$")
_BODY: Final = re.compile(
    r"[^\d，。、：:；“”！？（）()《》]{2,}(?:局|委|委员会|厅|府|办公室|办|部|院|会|队|署|中心|馆|处|社|所)"
)


def said_of_itself(field: MetadataField, document: Document) -> Place | None:
    """Find the words of an article's text that state a fact about it; ``None`` where it does not say."""
    text = document.text
    for form, words in rows_of(_TABLE, field.value):
        if found := _FORMS[form](text, words):
            return found
    return _BY_LAYOUT[field](document) if field in _BY_LAYOUT else None


def signed_day(document: Document) -> Place | None:
    """The day of a paper: behind its label, else the last line that is a date, else the one below the title."""
    if labelled := _LABELLED_DAY.search(document.text):
        return labelled.span("value")
    days = [day for place, line in _lines(document.text) if (day := _day(place, line))]
    return days[-1] if days else None


def _day(place: Place, line: str) -> Place | None:
    found = _SIGNED_DAY.match(line)
    if found is None or not find_dates(found["value"]):
        return None
    return place[0] + found.start("value"), place[0] + found.end("value")


def _value(text: str, words: str) -> Place | None:
    found = _labelled(words).search(text)
    return found.span("value") if found else None


def _persons_behind_label(text: str, words: str) -> Place | None:
    """The persons behind a label, without the office before and the telephone behind them; else all there is."""
    found = _labelled(words).search(text)
    return (_persons(text, *found.span("value")) or found.span("value")) if found else None


def _persons_after(text: str, words: str) -> Place | None:
    pattern = re.compile(
        rf"(?:^|[(（ \t\u3000])[\u4e00-\u9fff]{{0,6}}?(?:{words}){_GAP}+(?P<persons>{_PERSONS})(?![\u4e00-\u9fff·])"
    )
    return _in_bylines(text, pattern)


def _persons_before(text: str, words: str) -> Place | None:
    pattern = re.compile(rf"(?:^|[(（。\u3000 ])(?P<persons>{_PERSONS}){_GAP}*(?:{words})(?=[)）\u3000 ]|$)")
    return _in_bylines(text, pattern)


def _in_bylines(text: str, pattern: re.Pattern[str]) -> Place | None:
    for (start, _), line in _lines(text):
        for found in pattern.finditer(line) if len(line) <= _LONGEST_BYLINE else ():
            if place := _persons(text, start + found.start("persons"), start + found.end("persons")):
                return place
    return None


def _persons(text: str, start: int, end: int) -> Place | None:
    """The names in a stretch, from the first to the last of those that stand side by side."""
    words = [(match.span(), match.group()) for match in _WORD.finditer(text, start, end)]
    named = [place for place, word in words if _NAME.fullmatch(word)]
    return (named[0][0], named[-1][1]) if named else None


@lru_cache(maxsize=64)
def _labelled(words: str) -> re.Pattern[str]:
    return re.compile(rf"{_OPENS}(?:{words}){_GAP}*[:：]{_GAP}*(?P<value>[^\s:：][^\n:：]{{0,80}}?){_CLOSES}", re.M)


def _lines(text: str) -> Iterator[tuple[Place, str]]:
    """The lines of a text with their words, without the space around them."""
    return ((place, text[slice(*place)]) for place in bare_lines(text))


def _issuer(document: Document) -> Place | None:
    """The signature above the last date, else the lines below the title that are a body's name, else who printed it."""
    lines = list(_lines(document.text))
    day = signed_day(document)
    at = next((index for index, (place, _) in enumerate(lines) if day and place[0] <= day[0] < place[1]), None)
    if at:
        above = [place for place, line in lines[max(0, at - 2) : at] if _is_body(line, document)]
        if above:
            return above[-1]
    if printed := _PRINTED_BY.search(document.text):
        return printed.span("value")
    return next((body for place, line in lines[1:4] if (body := _body_below_title(place, line, document))), None)


def _body_below_title(place: Place, line: str, document: Document) -> Place | None:
    name = _DAY_BEHIND.sub("", line)
    return (place[0], place[0] + len(name)) if _is_body(name, document) else None


def _is_body(line: str, document: Document) -> bool:
    return len(line) <= _LONGEST_SIGNATURE and line != document.info.title and _BODY.fullmatch(line) is not None


def _addressed(document: Document) -> Place | None:
    """The line below the title that ends with a colon: those to whom a paper is sent."""
    for (start, _), line in list(_lines(document.text))[1:10]:
        found = _SALUTATION.match(line)
        if found and not _PEOPLE.search(line):
            return start, start + found.end("value")
    return None


def _distribution(document: Document) -> Place | None:
    found = _DISTRIBUTION.search(document.text)
    return found.span() if found else None


_FORMS: Final[dict[str, Callable[[str, str], Place | None]]] = {
    "value": _value,
    "person": _persons_behind_label,
    "before": _persons_after,
    "behind": _persons_before,
}
_BY_LAYOUT: Final[dict[MetadataField, Callable[[Document], Place | None]]] = {
    MetadataField.AUTHOR: _issuer,
    MetadataField.DRAFTER: _issuer,
    MetadataField.ISSUER: _issuer,
    MetadataField.ADDRESSED: _addressed,
    MetadataField.DISTRIBUTION: _distribution,
}
