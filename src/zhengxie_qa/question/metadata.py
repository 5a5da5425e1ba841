"""Which fact about the article itself a question asks for: when it came out, its source, title, author, number.

What people ask for by a noun (作者, 抄送, 索引号) stands in ``imprint.tsv``.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from zhengxie_qa.question.asking_words import ARTICLE, ASKING, KIND_OF_ARTICLE, PUBLISHED, WHAT, WHEN, any_of
from zhengxie_qa.question.english import WH
from zhengxie_qa.question.question import Asked, MetadataField
from zhengxie_qa.text.word_lists import rows
from zhengxie_qa.types import AnswerKind

_PAPER: Final = (
    rf"(?:{ARTICLE}|(?:报告|报道|总结|纪要|侧记|特写|综述|观察|纪实|稿子?|方案|计划|解读|实录|讲话|决定|答复|办法|细则|公报|征求意见稿|文件|通知|公告"
    r"|消息|新闻))"
)

_PUBLISHED_WHEN: Final = re.compile(rf"(?:{ARTICLE})[^?]*(?:{PUBLISHED})|(?:{PUBLISHED})[^?]*(?:{ARTICLE})")
_PUBLISHED_NOUN: Final = re.compile(rf"(?:{PUBLISHED})(?:的)?(?:时间|日期|日子)|(?:{PUBLISHED})(?:于|在)(?:何时|哪)")
_SENT_WHEN: Final = re.compile(
    rf"(?:^|[的》]|[这那该本][份个条则篇]?)(?:{KIND_OF_ARTICLE})(?:是|于|在)?[^,。?]{{2,5}}(?:发(?=[的出?]|$)|印发|下发|{PUBLISHED})"
)
"""When a notice or a report of the press came out; the words between are those that ask when."""

_SOURCE: Final = any_of(
    rf"(?:{ARTICLE})[^?]*(?:来源|出处|出自|转自|转载自|谁发)",
    r"^(?:信息|新闻|文章|稿件)?(?:的)?(?:来源|出处)(?:是|在|为)?(?:哪|什么|谁)",
    rf"(?:{ARTICLE})[^?]*(?:哪[家个](?:媒体|报纸|报社|网站|平台|单位)|哪里|哪儿)(?:的|上)?(?:{PUBLISHED}|来|发|登|刊)",
)
_HEADLINE: Final = any_of(
    rf"(?:{ARTICLE})[^?]{{0,6}}(?:标题|题目|篇名|题名)",
    rf"^(?:标题|题目)(?:是|叫)?{WHAT}",
    rf"(?:{ARTICLE})叫{WHAT}",
    rf"\d{{1,2}}[日号](?:发布|印发|下发|公布|发出|发)了?(?:的是)?{WHAT}(?:{KIND_OF_ARTICLE}|公文|文件|文章)\W*$",
)
_ISSUE_NUMBER: Final = any_of(
    rf"^(?:{ARTICLE}|(?:这|本|该)?[份个篇]?(?:文件|通知|意见|公告|通报|决定|方案|办法))?的?(?:发文字号|文件编号|发文号|文号)(?:是|为)?(?:{WHAT}|多少|几)"
)
"""Of the article alone: the number of a paper that the question names may stand in any."""
_SIGNED: Final = any_of(
    r"落款(?:处)?的?(?:日期|时间|日子)|落款(?:是|在)?(?:哪[天年日]|什么时候|何时)|成文(?:日期|时间)|(?:起草|写作|撰写)(?:日期|时间)",
    rf"{_PAPER}[^?,]{{0,4}}(?:[哪那]一?[天年日]|{WHEN.pattern}|几时|几[月号])[^?,]{{0,2}}(?:写|成文|签发|起草|落款)",
)
_NOUNS: Final = tuple(
    (MetadataField(name), chinese, english) for name, chinese, english in rows(Path(__file__).with_name("imprint.tsv"))
)
_WHO: Final = r"(?:谁|哪[位个些几两家]|何人|什么|啥|多少|几)"
_BY_NOUN: Final = tuple(
    (
        field,
        re.compile(
            rf"(?:{noun})(?:的)?(?:姓名|名字|名称|单位)?(?:都|分别)?(?:是|叫|为|有)?{_WHO}|^(?:{noun})(?=[ ?]|$)"
            rf"|(?<=[ 的告件知复定要结案稿报文令法则录讲话])(?:{noun})(?:的?(?:姓名|名字|名称))?\??$"
            rf"|(?<=[ 的])(?:{noun})(?= )"
        ),
    )
    for field, noun, _ in _NOUNS
)
_BY_VERB: Final = (
    (MetadataField.COPIED, re.compile(r"抄(?:送|报)(?:给|到)?了?(?:谁|哪)")),
    (
        MetadataField.PHOTOGRAPHER,
        re.compile(r"(?:照片|图片|相片|图)[^?,]{0,4}(?:谁|哪位)[^?,]{0,2}(?:拍|摄|照)|谁(?:拍|摄|照)的?(?:照片|图)"),
    ),
    (
        MetadataField.ISSUER,
        re.compile(
            rf"{_PAPER}[^?,]{{0,4}}(?:由|是)?哪[个些几两三家]*(?:单位|机关|部门|机构)(?:联合)?(?:写|撰写|发|印发|出|制定|公布|发布|起草|落款|署名)"
        ),
    ),
    (MetadataField.DRAFTER, re.compile(rf"{_PAPER}[^?,]{{0,4}}(?:由|是)?谁起草")),
    (
        MetadataField.AUTHOR,
        re.compile(
            rf"{_PAPER}[^?,]{{0,4}}(?:由|是|系)?(?:谁|何人|哪[个位](?:记者|人|同志)?)(?:来)?(?:写|撰写|执笔|供稿|撰稿)"
            rf"|(?:谁|哪[个位])(?:写|撰写|执笔|撰稿)的?(?:这|那|该|本)"
        ),
    ),
    (
        MetadataField.ADDRESSED,
        re.compile(
            rf"{_PAPER}[^?,]{{0,4}}(?<!抄)(?:报|呈|送|写|发|报送|主送)给?(?:谁|哪[个些里]?(?:单位|机关)?)(?:的)?\??$"
        ),
    ),
    (MetadataField.DISTRIBUTION, re.compile(rf"{_PAPER}[^?,]{{0,4}}发(?:到|至)(?:[哪那]|什么)(?:一)?[级层]")),
    (MetadataField.NUMBER, re.compile(rf"{_PAPER}[^?,]{{0,4}}几号(?:文|文件|令|政府令|公告)|几号(?:文|令|政府令)$")),
    (MetadataField.TITLE, re.compile(rf"{_PAPER}的?(?:全称|全名|标题|题目|名称)(?:是|叫|为)?(?:什么|啥|$)")),
)
_KEYWORDS: Final = (
    (
        MetadataField.NUMBER,
        re.compile(
            r"^(?!.*(?:废止|依据|根据|转发|引用|上位|》的?文号|》的?发文字号))"
            r".*(?:发文字号|文件编号|发文号|文号)(?:多少|是?什么|是?几)?\??(?=$| )"
        ),
    ),
    (MetadataField.SOURCE, re.compile(r"(?:^|(?<!资金 )(?<!经费 )(?<!收入 )(?<= ))(?:信息|文章|稿件)?来源\??(?=$| )")),
    (MetadataField.TITLE, re.compile(r"(?:^|(?<= ))(?:标题|题目|全称)\??(?=$| )")),
    (MetadataField.PUBLISHED, re.compile(r"(?:^|(?<= ))(?:发布|发表|刊发|公布)(?:日期|时间)\??(?=$| )")),
)
"""A noun alone among words parted by spaces."""

_IN_CHINESE: Final = (
    (MetadataField.SOURCE, _SOURCE),
    (MetadataField.TITLE, _HEADLINE),
    (MetadataField.SIGNED, _SIGNED),
    (MetadataField.NUMBER, _ISSUE_NUMBER),
)

_ENGLISH_NOUNS: Final = tuple(
    (
        field,
        re.compile(
            rf"\b(?:who|what|which)\b[^?]{{0,20}}\b(?:{noun})s?\b(?: (?:of|for|on|in) .*)?\??$"
            rf"|^(?:the )?(?:{noun}) (?:of|for) "
        ),
    )
    for field, _, noun in _NOUNS
    if noun != "-"
)
_ENGLISH_ARTICLE: Final = (
    r"(?:this|the|that) (?:\w+ )?(?:article|report|piece|news|story|document|post|page|text|press release)|work report"
)
_ENGLISH_PUBLISHED: Final = (
    r"publish|posted|released|come out|came out|go online|went online|put online|issued|made public"
)

_IN_ENGLISH: Final[tuple[tuple[MetadataField, re.Pattern[str]], ...]] = (
    (
        MetadataField.PUBLISHED,
        re.compile(
            rf"(?:\bwhen\b|\bdate\b|\bday\b).*(?:{_ENGLISH_ARTICLE}).*(?:{_ENGLISH_PUBLISHED})|(?:publication"
            rf"|publishing|release) date|date of publication"
        ),
    ),
    (
        MetadataField.SOURCE,
        re.compile(
            rf"(?:source|outlet|newspaper|media|website|who (?:wrote|published)|author).*(?:{_ENGLISH_ARTICLE})"
            rf"|(?:{_ENGLISH_ARTICLE}).*(?:\bsource\b|come from|comes from)"
        ),
    ),
    (
        MetadataField.PUBLISHED,
        re.compile(rf"(?:{_ENGLISH_PUBLISHED}).*(?:{_ENGLISH_ARTICLE})|(?:{_ENGLISH_ARTICLE}).*(?:\bdated?\b)"),
    ),
    (MetadataField.NUMBER, re.compile(r"\bdocument (?:number|no\.?)|\bissue number\b|\bofficial number\b")),
    (
        MetadataField.AUTHOR,
        re.compile(
            rf"\bwho (?:wrote|authored|penned|is the author of)\b.*(?:{_ENGLISH_ARTICLE})"
            r"|\bwho(?:'s| is| was) the (?:author|writer)\b"
        ),
    ),
    (
        MetadataField.TITLE,
        re.compile(rf"(?:title|headline) of (?:{_ENGLISH_ARTICLE})|(?:{_ENGLISH_ARTICLE}).*(?:title|headline|called)"),
    ),
)


def metadata_asked_in_chinese(folded: str) -> Asked | None:
    """Say which fact about the article is asked for, and by which words; ``None`` where none is.

    :param folded: the folded question, with the words inside quotation marks blanked out by ``□``.
    """
    when = WHEN.search(folded)
    if (when and (_PUBLISHED_WHEN.search(folded) or _SENT_WHEN.search(folded))) or (
        _PUBLISHED_NOUN.search(folded) and (when or re.search(ARTICLE, folded))
    ):
        return _asked(MetadataField.PUBLISHED, when)
    return _first([*_IN_CHINESE, *_BY_VERB, *_BY_NOUN, *_KEYWORDS], folded, ASKING)


def metadata_asked_in_english(folded: str) -> Asked | None:
    """Say which fact about the article is asked for, and by which words; ``None`` where none is."""
    return _first([*_IN_ENGLISH, *_ENGLISH_NOUNS], folded, WH)


def _first(
    patterns: Sequence[tuple[MetadataField, re.Pattern[str]]], folded: str, asking: re.Pattern[str]
) -> Asked | None:
    return next((_asked(name, asking.search(folded)) for name, pattern in patterns if pattern.search(folded)), None)


def _asked(name: MetadataField, asking: re.Match[str] | None) -> Asked:
    return Asked(AnswerKind.METADATA, asking.span() if asking else None, metadata=name)
