"""What the first and last lines of an article tell about it: title, source, date, time, address.

Lines are only read here, never removed. Nothing is guessed from the body: once it has begun, a line must tell two
fields together, as only the line below a title does; 时间： beside 地点： is the time of a meeting.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.corpus.page.dates import DATE, parse_date
from zhengxie_qa.corpus.page.labels import (
    ADDRESS,
    LONGEST_META_LINE,
    begins_with_label,
    fields_of,
    is_stamp,
    kinds_told,
    labelled,
    source_name,
)
from zhengxie_qa.corpus.page.titles import names_site, plausible_title
from zhengxie_qa.text.normalise import fold

HEAD_LINES = 24
"""Non-empty lines from the top among which a page prints title, date and source."""

TAIL_LINES = 4
_LONGEST_TITLE_LINE = 90
_LONGEST_PLACE_LINE = 60
_LONGEST_HEAD_LINE = 400
_SHORTEST_PARAGRAPH = 60
_SHORTEST_SENTENCE = 12
_LONGEST_SIGNATURE = 30

_ORIGINAL = "原创"
_SPEECH = re.compile(rf"[-—―–\s(]*{DATE.pattern}\s*(?:在.{{4,60}}|\))\s*\)?$")
_OUTLET = re.compile(
    r"[\w·]{0,16}(?:日报|晚报|早报|时报|特区报|商报|晨报|政协报|报社|新闻网|人民网|新华网|政府网|政务网|客户端|电视台|广播|融媒体中心|融媒|新华社|通讯社"
    r"|发布|daily|news|times|post|xinhua)(?:客户端|网)?"
)
_BODY = re.compile(
    r".*(?:报|社|网|台|刊|杂志|客户端|公众号|发布|政府|政协|人大|委员会|常委会|[省市县区州旗党]委|办公[室厅]|[局厅部院处科]|组|会|中心|集团|公司|大学|学校"
    r"|daily|news|times|post|press|agency|committee|office|government)"
)
"""What the name of an outlet or a body ends with, folded."""

_DATELINE = re.compile(r"(新华社|中新社|人民网|新华网|中国新闻网)[\u4e00-\u9fff]{1,8}\d{1,2}月\d{1,2}日电")
_SIGN_OFF = re.compile(
    r"(?P<open>[(\[【]?)\s*(?:来源|稿源|转自|信息来源|文章来源|source)\s*:\s*(?P<name>[^:]{2,40}?)\s*[)\]】]?$"
)
_LEGAL = re.compile("施行|生效|实施|通过|修正|修订|批准")
"""Words after a date in the head of a law: not the day on which the text was published."""

_SENTENCE_END = re.compile(r"[。！？；，：:;,]\s*$")
_TEXT_END = re.compile(r"[。！？；]\s*$")
_SALUTATION = re.compile(r"[^:：。]{2,40}[:：]$")
_MEETING = re.compile(
    r"(?:^|\s)(?:[\u4e00-\u9fff]{0,4}(?:地\s*点|主\s*持\s*人?|参会|参加|出席|与会|列席|记录|议\s*题|议程|主\s*题|对\s*象)[\u4e00-\u9fff]{0,4}\s*:)"
)
_DATES = frozenset({"date", "bare_date", "signed"})
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,10}[〔\[(]\d{4}[〕\])]\s*第?\d+号")
"""The number of a document, 海政发〔2025〕3号, folded."""

_NEAR = 2
"""Lines above and below among which a meeting tells its place and its people."""


def read_lines(lines: Sequence[str]) -> Metadata:
    """Read the top and the bottom of an article.

    :param lines: its lines in order, without the lines that are furniture.
    """
    filled = [line.strip() for line in lines if line.strip()]
    head = _head(filled)
    found = _labelled(head)
    for line in head[: _text_begins(head)]:
        found = found.or_else(Metadata() if kinds_told(line) & _DATES else _unlabelled(line))
    for line in filled[len(head) : len(head) + 1]:
        dateline = _DATELINE.search(line[:60])
        found = found.or_else(Metadata(source=dateline[1] if dateline else None))
    tail = filled[-TAIL_LINES:]
    for line in tail:
        found = found.or_else(_signed_off(line))
    return found.or_else(_signature(tail))


def labelled_head(lines: Sequence[str]) -> Metadata:
    """Read only the labelled lines of the head, which are trusted before all else."""
    return _labelled(_head([line.strip() for line in lines if line.strip()]))


def is_meta_line(line: str) -> bool:
    """Whether a short line only tells source and date of the article."""
    if len(line) > LONGEST_META_LINE or _MEETING.search(fold(line)):
        return False
    if line.rstrip().endswith(("。", "！", "？")):
        return False
    names = {field.name for field in fields_of(line)} - {"bar", "unknown"}
    found = labelled(line) if names else _unlabelled(line)
    return bool(found.source or (found.published if names else found.published_time))


def find_title(lines: Sequence[str]) -> str | None:
    """Return the first line that can be a title; the name of a site or body only where no other line can."""
    fallback: str | None = None
    for line in _title_lines(lines):
        title = plausible_title(line)
        if title:
            return title
        fallback = fallback or (line if names_site(line) else None)
    return fallback


def _title_lines(lines: Sequence[str]) -> Iterator[str]:
    """Lines from the top that are no field and no date, up to the first that is a sentence or a paragraph."""
    for line in (line.strip() for line in lines[:HEAD_LINES]):
        if not line:
            continue
        if len(line) > _LONGEST_TITLE_LINE or _SENTENCE_END.search(line):
            return
        folded = fold(line)
        is_field = begins_with_label(line) or is_meta_line(line) or DATE.fullmatch(folded) or _NUMBER.match(folded)
        if not is_field and any(character.isalpha() for character in line):
            yield line


def _head(filled: Sequence[str]) -> list[str]:
    """The lines above the first paragraph."""
    head: list[str] = []
    for line in filled[:HEAD_LINES]:
        if len(line) > _LONGEST_HEAD_LINE:
            break
        if len(line) >= _SHORTEST_PARAGRAPH and _SENTENCE_END.search(line) and not is_meta_line(line):
            break
        head.append(line)
    return head


def _text_begins(head: Sequence[str]) -> int:
    """Index of the first line of the head that is addressed to someone or is a sentence."""
    for index, line in enumerate(head):
        is_sentence = _TEXT_END.search(line) is not None and len(line) >= _SHORTEST_SENTENCE
        is_salutation = _SALUTATION.fullmatch(line) is not None and not begins_with_label(line)
        if is_sentence or is_salutation:
            return index
    return len(head)


def _labelled(head: Sequence[str]) -> Metadata:
    """What labelled lines say; below the beginning of the text only those that tell two fields together."""
    begins = _text_begins(head)
    found = Metadata()
    for index, line in enumerate(head):
        is_trusted = index < begins or len(kinds_told(line)) > 1
        if is_trusted and not _tells_meeting(head, index):
            found = found.or_else(labelled(line, head[index + 1] if index + 1 < len(head) else ""))
    return found


def _tells_meeting(head: Sequence[str], index: int) -> bool:
    """Whether a line that tells a bare 时间 and nothing else of the article stands beside 地点, 主持 or the like."""
    if kinds_told(head[index]) != {"bare_date"}:
        return False
    return any(_MEETING.search(fold(line)) for line in head[max(0, index - _NEAR) : index + _NEAR + 1])


def _unlabelled(line: str) -> Metadata:
    """A line of the head that is a date, an outlet or the setting of a speech, without a label."""
    folded = fold(line)
    if _SPEECH.match(folded):
        day = parse_date(line)
        return Metadata(spoken=day[0] if day else None, setting=line)
    if len(line) > _LONGEST_PLACE_LINE or _SENTENCE_END.search(line):
        return Metadata()
    address = ADDRESS.fullmatch(line)
    if address:
        return Metadata(url=address[0])
    match = DATE.search(folded)
    is_date = match and (match["hour"] or match.end() - match.start() > len(folded) // 2) and not _LEGAL.search(line)
    day = parse_date(line) if is_date else None
    rest = (line[: match.start()] + " " + line[match.end() :]) if match and day else line
    words = [word for word in re.split(r"[\s|]+", rest) if word]
    names = [word for word in words if _OUTLET.fullmatch(fold(word))]
    if not names and day and words[:1] == [_ORIGINAL]:
        names = words[1:2]
    if not day and len(names) != len(words):
        return Metadata()
    return Metadata(
        source=names[-1] if names else None,
        published=day[0] if day else None,
        published_time=day[1] if day else None,
    )


def _signed_off(line: str) -> Metadata:
    """``（来源：青海日报）`` or a bare address at the end of an article."""
    if len(line) > LONGEST_META_LINE:
        return Metadata()
    sign_off = _SIGN_OFF.fullmatch(fold(line))
    source = source_name(line[sign_off.start("name") : sign_off.end("name")]) if sign_off else None
    if sign_off and source and not sign_off["open"] and not _BODY.fullmatch(fold(source)):
        source = None
    address = ADDRESS.search(line) if len(fold(line)) - len("".join(ADDRESS.findall(line))) < 12 else None
    return Metadata(source=source, url=address[0] if address else None)


def _signature(tail: Sequence[str]) -> Metadata:
    """The day below the name of the body that signs a notice."""
    for above, line in pairwise(tail):
        is_body = len(above) <= _LONGEST_SIGNATURE and _BODY.fullmatch(fold(above)) is not None
        if is_body and is_stamp(line):
            day = parse_date(line)
            return Metadata(spoken=day[0] if day else None)
    return Metadata()
