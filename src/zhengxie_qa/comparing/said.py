"""The one sentence that sums a comparison up, in Chinese and English."""

from collections.abc import Mapping, Sequence

from zhengxie_qa.comparing.comparison import Apart, By, Order, Ranking, Row
from zhengxie_qa.types import Language

_LABELS_ZH = {By.PLACE: "个地方", By.YEAR: "个年份", By.DOCUMENT: "篇文章", By.THING: "项"}
_LABELS_EN = {By.PLACE: "places", By.YEAR: "years", By.DOCUMENT: "documents", By.THING: "things"}
_ENDS_ZH = {Order.HIGHEST: "最高", Order.LOWEST: "最低"}
APART = {
    Apart.UNIT: ("计量单位不同", "in another unit"),
    Apart.PER_HEAD: ("是人均数", "per head"),
    Apart.AVERAGE: ("是年均数", "yearly average"),
    Apart.STATUS: ("计划数与完成数不同", "planned beside achieved"),
    Apart.NO_FIGURE: ("没有数字", "without a number"),
}
"""Why a figure is set apart, in Chinese and English."""

NO_DOCUMENTS = {
    Language.ZH: "没有符合条件的文章可以比较。请放宽筛选条件，或先导入文章。",
    Language.EN: "No document matches, so there is nothing to compare. Set fewer filters, or ingest articles first.",
}
OUT_OF_SCOPE = {
    Language.ZH: "这个问题不能由报告的原文回答，因此无从比较。请提出一个报告里写得到的问题。",
    Language.EN: "No report could answer this question, so there is nothing to compare. Ask what a report would say.",
}


def summary(by: By, rows: Sequence[Row], ranking: Ranking | None, *, stated: int, asked: int) -> Mapping[Language, str]:
    """Sum up: how many labels of those asked say it, which come first, and what was set apart."""
    zh = f"{asked}{_LABELS_ZH[by]}中有{stated}个写明。" if stated else f"{asked}{_LABELS_ZH[by]}都没有写明，无从比较。"
    en = f"{stated} of {asked} {_LABELS_EN[by]} state it." if stated else _none_in_english(by, asked)
    if ranking and ranking.first:
        quote = next(row.answer.text or "" for row in rows if row.label == ranking.first[0])
        tied = "并列" if len(ranking.first) > 1 else ""
        zh += f"{tied}{_ENDS_ZH[ranking.order]}：{'、'.join(ranking.first)}（{quote}）。"
        en += f" {ranking.order.value.capitalize()}: {', '.join(ranking.first)} ({quote})."
    elif ranking and stated:
        zh += "这些数字不能放在一起比较。"
        en += " Their figures cannot be held against each other."
    for apart in dict.fromkeys(row.apart for row in rows if row.apart):
        labels = list(dict.fromkeys(row.label for row in rows if row.apart is apart))
        why_zh, why_en = APART[apart]
        zh += f"{'、'.join(labels)}{why_zh}，另列。"
        en += f" Set apart, {why_en}: {', '.join(labels)}."
    return {Language.ZH: zh, Language.EN: en}


def _none_in_english(by: By, asked: int) -> str:
    return f"None of {asked} {_LABELS_EN[by]} states it, so there is nothing to compare."
