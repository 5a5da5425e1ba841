"""Which fact about the article itself a question asks for: when it came out, its source, title, signature, number."""

import re
from typing import Final

from zhengxie_qa.question.asking_words import ARTICLE, ASKING, KIND_OF_ARTICLE, PUBLISHED, WHAT, WHEN, any_of
from zhengxie_qa.question.english import WH
from zhengxie_qa.question.question import Asked, MetadataField
from zhengxie_qa.types import AnswerKind

_PUBLISHED_WHEN: Final = re.compile(rf"(?:{ARTICLE})[^?]*(?:{PUBLISHED})|(?:{PUBLISHED})[^?]*(?:{ARTICLE})")
_PUBLISHED_NOUN: Final = re.compile(rf"(?:{PUBLISHED})(?:的)?(?:时间|日期|日子)|(?:{PUBLISHED})(?:于|在)(?:何时|哪)")
_SENT_WHEN: Final = re.compile(
    rf"(?:^|[的》]|[这那该本][份个条则篇]?)(?:{KIND_OF_ARTICLE})(?:是|于|在)?[^,。?]{{2,5}}(?:发(?=[的出?]|$)|印发|下发|{PUBLISHED})"
)
"""When a notice or a report of the press came out; the words between are those that ask when."""

_SOURCE: Final = any_of(
    rf"(?:{ARTICLE})[^?]*(?:来源|出处|出自|转自|转载自|谁(?:写|发)|作者)",
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
_SIGNED: Final = re.compile(r"落款(?:处)?的?(?:日期|时间|日子)|落款(?:是|在)?(?:哪[天年日]|什么时候|何时)")


_IN_CHINESE: Final = (
    (MetadataField.SOURCE, _SOURCE),
    (MetadataField.TITLE, _HEADLINE),
    (MetadataField.SIGNED, _SIGNED),
    (MetadataField.NUMBER, _ISSUE_NUMBER),
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
    return next((_asked(name, ASKING.search(folded)) for name, pattern in _IN_CHINESE if pattern.search(folded)), None)


def metadata_asked_in_english(folded: str) -> Asked | None:
    """Say which fact about the article is asked for, and by which words; ``None`` where none is."""
    return next((_asked(name, WH.search(folded)) for name, pattern in _IN_ENGLISH if pattern.search(folded)), None)


def _asked(name: MetadataField, asking: re.Match[str] | None) -> Asked:
    return Asked(AnswerKind.METADATA, asking.span() if asking else None, metadata=name)
