"""What sort of answer an English question wants, read from its wh-words. Rules alone; no model.

English wh-words map to the same kinds as Chinese ones; ``How many kilometres`` asks for 公里.
"""

import re
from typing import Final

from zhengxie_qa.question.chinese import kind_of_unit
from zhengxie_qa.question.question import Asked
from zhengxie_qa.types import AnswerKind

_UNITS: Final[dict[str, str]] = {
    form: unit
    for unit, forms in {
        "%": "percent percentage",
        "个百分点": "points",
        "元": "yuan rmb money",
        "美元": "dollars dollar usd",
        "公里": "kilometers kilometres km",
        "米": "meters metres",
        "平方公里": "square",
        "立方米": "cubic",
        "亩": "mu",
        "公顷": "hectares",
        "吨": "tons tonnes",
        "公斤": "kilograms kg",
        "千瓦": "kilowatts kw",
        "年": "years decades",
        "个月": "months",
        "周": "weeks",
        "天": "days",
        "小时": "hours",
        "分钟": "minutes",
        "次": "times",
    }.items()
    for form in forms.split()
}
"""English noun behind *how many* → the unit that a Chinese text gives; nouns with several 量词 are left open."""

_HOW_MUCH: Final = r"how (?:much|big|large|far|high|tall|heavy|deep|wide|old|fast|steep|low|sizeable)"
_PLACE: Final = (
    r"cit(?:y|ies)|provinces?|countr(?:y|ies)|places?|count(?:y|ies)|regions?|areas?|districts?"
    r"|villages?|towns?|islands?"
    r"|location|ports?|sites?|municipalit(?:y|ies)|zones?|scenic spots?|venues?|lake|river"
)
_BODY: Final = (
    r"compan(?:y|ies)|enterprises?|firms?|organi[sz]ations?|agenc(?:y|ies)|departments?|ministr(?:y"
    r"|ies)|banks?|hospitals?"
    r"|universit(?:y|ies)|institutions?|institutes?|bod(?:y|ies)|newspapers?|committees?|groups?|part(?:y|ies)|museums?"
    r"|schools?|colleges?|courts?|association"
)
_PERSON: Final = (
    r"person|people|leaders?|officials?|mayors?|governors?|ministers?|scientists?|writers?|authors?|athletes?|members?"
    r"|director|chair(?:man|woman|person)?|secretary|president|premier"
)
_NAMED: Final = (
    r"law|act|plan|project|programme|program|regulation|award|prize|document|campaign|event|conference|congress|market"
    r"|board|policy|initiative|drama|play|film|book|song|dance|title|system|platform|brand|slogan|model|scheme|title"
    r"|satellite|ship|carrier|railway|line|bridge|treaty|agreement|resolution|outline|megaproject|game|games|exhibition"
    r"|activity|movement|decision|code|fund|mechanism|concept|theory|thought|spirit|term|name|office|post|drug|session|edition"
)
_NUMBER_WORD: Final = r"two|three|four|five|six|seven|eight|nine|ten|twelve|\d+"

_RULES: Final[tuple[tuple[AnswerKind, str], ...]] = (
    (
        AnswerKind.REASON,
        r"\bwhy\b|\b(?:reasons?|causes?|purpose|rationale)\b.* (?:for|of|behind|why)|what (?:led"
        r"|caused|prompted|drove)\b",
    ),
    (
        AnswerKind.REASON,
        r"\bfor what (?:reason|purpose)|what (?:is|was|were|are) the (?:\w+ )?(?:reasons?|causes?"
        r"|purpose|aim)\b|what for\?|how come\b",
    ),
    (
        AnswerKind.REASON,
        r"what (?:is|are|was|were|will|do|does|did)\b[^?]*(?<!known)(?<!famous)(?<!stand)(?<!stands)(?<!responsible)"
        r"(?<!account)(?<!call)(?<!called)(?<!wait)(?<!ask)(?<!named) for\?",
    ),
    (AnswerKind.OTHER, r"where (?:does|do|did) [^?]*\brank\b"),
    (
        AnswerKind.PERCENTAGE,
        r"(?:by|to) how much\b|(?:what|which|by what) (?:\w+ )?(?:percentage|percent|proportion|share"
        r"|fraction|ratio)\b",
    ),
    (
        AnswerKind.PERCENTAGE,
        r"how much of (?:the|its|their|all|china's)\b|how (?:high|large|low|big) (?:is|was|are|were|will) [^?]*"
        r"\b(?:rate|cover(?:age)?|share|proportion|ratio|percentage)\b",
    ),
    (
        AnswerKind.PERCENTAGE,
        r"what (?:was|is|were|are) (?:the )?.*\b(?:rate|growth|share|proportion|percentage|ratio|increase)\b",
    ),
    (
        AnswerKind.PERCENTAGE,
        r"how (?:much|fast|many per ?cent).*\b(?:grow|grew|rise|rose|risen|increase|fall|fell|drop"
        r"|dropped|decline|shrink|expand|climb)",
    ),
    (AnswerKind.PERCENTAGE, r"what (?:\w+ ){0,4}(?:rate|growth)\b|how fast\b"),
    (
        AnswerKind.AMOUNT,
        r"how long (?:is|are|was|were|will) (?:the |its |china's )?.*\b(?:railways?|lines?|roads?"
        r"|highways?|bridges?|tunnels?|network|expressways?|river|coast)",
    ),
    (AnswerKind.DURATION, r"how long\b|for what period|how soon|how quickly"),
    (AnswerKind.COUNT, r"how many (?P<unit>\w+)(?: (?P<of>\w+))?"),
    (
        AnswerKind.COUNT,
        r"how many\b|how often\b|how frequently|(?:what|which) (?:was|is"
        r"|were) the (?:total )?(?:number|count|tally)|what number\b|the number of",
    ),
    (
        AnswerKind.DATE,
        r"\bwhen\b|(?:what|which) (?:\w+ )?(?:years?|dates?|days?|months?|time|decade|period|quarter"
        r"|century)\b|since when|how recently",
    ),
    (
        AnswerKind.AMOUNT,
        rf"{_HOW_MUCH}(?: money)?\b|what (?:was|is|were|are) (?:the )?(?:total |size|value|amount|gdp|cost|price"
        rf"|target|figure|output|sum|volume|length|area)",
    ),
    (
        AnswerKind.AMOUNT,
        r"what (?:amount|sum|price|value|size|area|length|figure)\b|what (?:\w+ ){0,3}(?:target|figure|level|gdp)\b",
    ),
    (AnswerKind.PERSON, rf"\bwho(?:m|se)?\b|(?:which|what) (?:\w+ )?(?:{_PERSON})\b"),
    (
        AnswerKind.LIST,
        rf"(?:what|which) (?:were |are |is |was )?(?:the )?(?:{_NUMBER_WORD})\b|\b(?:list|name"
        rf"|enumerate|identify) (?:the|all|two|three|four|five)\b",
    ),
    (
        AnswerKind.LIST,
        r"which (?!is\b|was\b|has\b|does\b|does|this)(?:\w+ ){0,2}?(?!process|congress|business"
        r"|progress|series)[a-z]+(?<!s)s (?:are|were|did|have|will|do|does|should|must|make|can)\b",
    ),
    (
        AnswerKind.LIST,
        r"what (?:are|were) (?:the|its|their)\b(?!.*\b(?:called|mean)\b)|(?:include|consist of"
        r"|comprise|contain|made up of|composed of)\b.*\?",
    ),
    (AnswerKind.PLACE, rf"\bwhere\b|(?:which|what) (?:\w+ )?(?:{_PLACE})\b"),
    (AnswerKind.ORGANISATION, rf"(?:which|what) (?:\w+[ -]){{0,3}}(?:{_BODY})\b"),
    (
        AnswerKind.DEFINITION,
        r"\b(?:mean|means|meant|meaning|stand for|stands for|refer to|refers to|defined?|definition"
        r"|signify|denote)\b|what (?:exactly )?(?:is|are) (?:an?|meant)\b",
    ),
    (
        AnswerKind.TITLE,
        r"\b(?:called|named|titled|known as|name of|title of|nickname|dubbed)\b|its (?:new |official "
        r"|full )?name|under what name",
    ),
    (
        AnswerKind.QUOTATION,
        r"what (?:did|does|do) .*\b(?:say|said|call|describe|liken|compare)\b|\b(?:slogan|motto|quote"
        r"|quotation|in what words|exact words|phrase)\b",
    ),
    (
        AnswerKind.MANNER,
        r"\bhow (?:is|are|was|were|did|does|do|will|can|could|should|would|has|have|to)\b|in what way"
        r"|by what (?:means|method)|through what",
    ),
    (AnswerKind.MANNER, r"what (?:measures?|steps?|approach|method|way|means|action) "),
    (AnswerKind.TITLE, rf"(?:which|what) (?:[\w'-]+ ){{0,4}}(?:{_NAMED})\b"),
    (AnswerKind.DEFINITION, r"^\W*what(?:'s| is) [\"“]?[\w\u4e00-\u9fff□ -]{1,40}[\"”]?\??$"),
    (AnswerKind.OTHER, r"\b(?:what|which|how)\b"),
    (
        AnswerKind.YES_NO,
        r"^\W*(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should|shall|may)\b"
        r"|\b(?:true|correct|right)\?",
    ),
)
_COMPILED: Final = tuple((kind, re.compile(pattern)) for kind, pattern in _RULES)
WH: Final = re.compile(
    r"\b(?:by |in |on |to |from |for |at |of )?(?:how (?:many|much|long|old|far|big|large|high|often"
    r"|fast|soon)|what|which|who(?:m|se)?|when|where|why|how)\b"
)
_MULTIPLIED: Final = re.compile(r"\b(?:increas|gr[eo]w|ris[ei]|rose|expand|multipl|larger|bigger|higher|more than)")
"""*How many times did output increase* counts 倍, not 次."""

_MEASURED_BY: Final = re.compile("how old$|how much money$")
"""What says by itself which unit the answer has."""


def asked_in_english(folded: str) -> Asked:
    """Say what an English question asks for, metadata aside.

    :param folded: the folded question, with the words inside quotation marks blanked out by ``□``.
    """
    for kind, pattern in _COMPILED:
        match = pattern.search(folded)
        if match:
            return _refined(folded, kind, match)
    return Asked(AnswerKind.OTHER)


def is_asking(folded: str) -> bool:
    """Say whether a text holds an English wh-word."""
    return bool(WH.search(folded))


def _refined(folded: str, kind: AnswerKind, match: re.Match[str]) -> Asked:
    asking = WH.search(folded, match.start()) or match
    groups = match.groupdict()
    if groups.get("unit"):
        unit = _unit(groups["unit"], groups.get("of") or "")
        if unit == "次" and _MULTIPLIED.search(folded):
            unit = "倍"
        return Asked(kind_of_unit(unit) if unit else kind, asking.span(), unit)
    if kind is AnswerKind.AMOUNT and (measure := _MEASURED_BY.search(match.group())):
        return Asked(kind, asking.span(), "岁" if measure.group().endswith("old") else "元")
    if kind is AnswerKind.PERCENTAGE and not re.search(r"how (?:much|fast)|increase|growth", match.group()):
        return Asked(kind, asking.span(), "%")
    return Asked(kind, asking.span())


def _unit(noun: str, following: str) -> str | None:
    """Name the Chinese unit of *how many NOUN*, looking past thousand, million, hundred million."""
    if noun in {"percentage", "per"}:
        return "个百分点" if following.startswith("point") else "%"
    if noun in {"hundred", "thousand", "million", "billion", "trillion"}:
        return _UNITS.get(following)
    if noun in {"square", "cubic"}:
        return ("平方" if noun == "square" else "立方") + ("公里" if following.startswith("k") else "米")
    return _UNITS.get(noun)
