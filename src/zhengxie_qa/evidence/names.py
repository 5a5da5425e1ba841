"""Names that stand in a text: persons beside their titles, organisations, named places, 《》 and “”.

Rules over words and characters; no model. A name the rules do not know is simply not found.
"""

import re
from functools import lru_cache

from zhengxie_qa.text.offices import titles
from zhengxie_qa.text.surnames import COMPOUND_SURNAMES, SURNAMES
from zhengxie_qa.text.words import Word

_NEVER_IN_GIVEN_NAMES = frozenset("的了在是和与及向对把被将为说等从到由就也都还不有这那个各上下中内外后前并或于以之其")
_ORGANISATION_HEADS = (
    "委员会|人民政府|政协|人大常委会|人大|政府|常委会|党委|市委|省委|区委|国务院|办公厅|办公室|总局|管理局|监管局|局|厅|"
    "联合会|联合国|协会|学会|商会|工会|法院|检察院|银行|集团|公司|企业|大学|学院|学校|中学|小学|研究院|研究所|实验室|"
    "医院|报社|电视台|日报|特区报|政协报|新华社|通讯社|杂志社|出版社|基金会|组织|联盟|党组|工作站|工作室|中心"
)
_PLACE_HEADS = (
    "省|市|自治区|自治州|区|县|镇|乡|村|街道|社区|新区|特区|园区|示范区|试验区|合作区|港|机场|车站|口岸|书城|广场|公园|"
    "中心|基地|学院|大学|大厦|会堂|馆|山|岛|湖|江|河|湾|海|路|大道|园|院"
)
_BESIDE_NAMES = """
的 了 在 是 和 与 及 以及 向 对 把 被 将 为 从 到 由 等 并 或 于 以 也 都 有 这 那 各 该 其 让 使 赴 前往 来自 位于
组织 推动 支持 加强 加快 建设 成立 设立 举办 召开 发布 制定 开展 参观 参加 联合 邀请 会同 通过 根据 按照 获评 获得
落户 建成 打造 推进 完善 深入 引导 走进 委员 聚焦 围绕 贯彻 落实 促进 发展 服务 近日 今年 去年
"""
_NAME_STOPS = frozenset(_BESIDE_NAMES.split())
"""Words at which a name that is read backwards from its head ends."""
_TITLE_MARKS = re.compile(r"《\s*([^《》]{1,60}?)\s*》")
_QUOTE_MARKS = re.compile(r"“([^“”]{1,80})”|\"([^\"]{1,80})\"")
_PERSON = re.compile(rf"{titles('before-name')}[ \u3000]{{0,2}}(?=[\u4e00-\u9fff])")
_TITLE_AFTER = re.compile(rf"{titles('behind-name')}|摄|说[道，,：:]|表示|介绍|指出|强调")
_ACT_AFTER = re.compile(
    r"主持|讲话|出席|参加|作(?:了)?(?:工作)?报告|作(?:了)?题为|致辞|宣布|听取|汇报|发言|率队|带队|率领|会见|主讲|当选|任|陪同|签署|到会|前往"
)
"""What persons do, right behind their names: the segmenter takes 民主 out of 周立民主持."""
_ORGANISATION = re.compile(rf"(?:{_ORGANISATION_HEADS})")
_PLACE = re.compile(rf"(?:{_PLACE_HEADS})")
_HAN_PAIR = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000](?=[\u4e00-\u9fff](?![\u4e00-\u9fff]))")
MAX_NAME = 22
"""Longest organisation or place name proposed, in characters."""


def book_titles(text: str) -> list[tuple[int, int]]:
    """Spans of what stands inside 《》, without the marks."""
    return [match.span(1) for match in _TITLE_MARKS.finditer(text)]


def quotations(text: str) -> list[tuple[int, int]]:
    """Spans of what stands inside quotation marks, without the marks."""
    return [match.span(1) if match.group(1) is not None else match.span(2) for match in _QUOTE_MARKS.finditer(text)]


def persons(text: str, words: tuple[Word, ...]) -> list[tuple[int, int]]:
    """Spans of personal names that follow a title (市政协主席林洁) or come before one (张鸣岐同志).

    :param words: the words of ``text``; a given name is made of single characters that no longer word claims.
    """
    breaks = {word.start: word.end for word in words}
    found = {span for match in _PERSON.finditer(text) if (span := _name_at(text, match.end(), breaks))}
    for word in words:
        span = _name_at(text, word.start, breaks)
        if span and _TITLE_AFTER.match(text, span[1]) and not _ends_with(text[slice(*span)], _ORGANISATION):
            found.add(span)
    return sorted(found)


def _name_at(text: str, start: int, breaks: dict[int, int]) -> tuple[int, int] | None:
    """The personal name that begins at ``start``: surname and one or two given characters, at word borders."""
    compound = text.startswith(COMPOUND_SURNAMES, start)
    if not compound and text[start : start + 1] not in SURNAMES:
        return None
    end = start + (2 if compound else 1)
    longest = end + 2
    spaced = _HAN_PAIR.match(text, end)
    if spaced:
        return start, spaced.end() + 1
    whole = breaks.get(start, end)
    if start + 2 <= whole <= longest and whole - start <= 4 and whole > end:
        return start, whole
    while end < longest and text[end : end + 1] not in _NEVER_IN_GIVEN_NAMES and _han(text[end : end + 1]):
        step = breaks.get(end, end + 1)
        if step - end > 1 and not (step - end == 2 and step == longest):
            end += bool(end == longest - 1 and _ACT_AFTER.match(text, end + 1))
            break
        if step - end == 2 and breaks.get(start) == start + 1 and end == longest - 2:
            end = step if _looks_given(text[end:step]) else end
            break
        end = step
    return (start, end) if end > start + (2 if compound else 1) else None


def _looks_given(pair: str) -> bool:
    """Whether a two-character word may be a given name; verbs of speech and of meeting are not."""
    return pair not in _NAME_STOPS and pair[-1] not in "说道出示调次度届长员会议作行"


def _han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def may_be_person(text: str) -> bool:
    """Whether a text has the shape of a personal name: a surname and one to three characters, or parts joined by ·."""
    if "·" in text:
        return True
    return 2 <= len(text) <= 4 and (text[0] in SURNAMES or text.startswith(COMPOUND_SURNAMES))


def organisations(text: str, words: tuple[Word, ...]) -> list[tuple[int, int]]:
    """Spans that end in the head of an organisation's name (…委员会, …公司, …政协), full names first."""
    return _headed(text, words, _ORGANISATION)


def named_places(text: str, words: tuple[Word, ...]) -> list[tuple[int, int]]:
    """Spans that end in the head of a place's name (…社区, …书城, …合作区), full names first."""
    return _headed(text, words, _PLACE)


def _headed(text: str, words: tuple[Word, ...], heads: re.Pattern[str]) -> list[tuple[int, int]]:
    found = []
    for index, word in enumerate(words):
        match = _ends_with(word.text, heads)
        if not match:
            continue
        start = word.start
        for earlier in reversed(words[max(0, index - 8) : index]):
            glued = earlier.end == start and _han(text[earlier.start]) | text[earlier.start].isalnum()
            if not glued or earlier.text in _NAME_STOPS or word.end - earlier.start > MAX_NAME:
                break
            start = earlier.start
        if word.end - start > 1:
            found.append((start, word.end))
    return found


@lru_cache(maxsize=20_000)
def _ends_with(word: str, heads: re.Pattern[str]) -> bool:
    return any(match.end() == len(word) for match in heads.finditer(word))
