"""Made-up questions: figures and names of reports asked for by cloze, and questions whose subject was swapped."""

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from zhengxie_qa.text.normalise import fold
from zhengxie_qa.training.reader.examples import Example, Source, Split, read_report
from zhengxie_qa.training.reader.windows import Window, cut

_UNITS = (
    "个百分点|平方公里|立方米|公里|万亿元|亿元|万元|万人|万户|万吨|个|家|件|场|次|名|位|人|元|项|条|份|篇|吨|户|亩|所|座|支|部"
    "|台|辆|例|种|类|套|天|岁|倍|%"
)
_ASKED = {
    "number": re.compile(rf"(?<![\d.])\d+(?:\.\d+)?[多余]?(?P<unit>{_UNITS})"),
    "date": re.compile(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日"),
    "work": re.compile(r"《[^《》]{4,40}》"),
    "quote": re.compile(r"“[^“”]{3,20}”"),
    "place": re.compile(r"(?<=在)[\u4e00-\u9fa5]{2,12}?(?=举行|召开|成立|举办|建成|开幕|设立)"),
    "body": re.compile(
        r"(?:(?<=^)|(?<=[，、。]))[\u4e00-\u9fa5]{2,14}(?:委员会|部门|人民政府|法院|检察院|国务院|机关|部|局|厅|办公室)"
        r"(?=负责|应当|可以|组织|制定|公布|发布|出台|批准|主管|印发)"
    ),
}
_WORDINGS = {
    "work": ("哪份文件", "什么文件", "哪部法律", "哪个文件"),
    "quote": ("什么", "哪个"),
    "place": ("哪里", "什么地方", "何处"),
    "body": ("哪个部门", "哪个机构", "哪个单位", "谁"),
}
_CLAUSE = re.compile(r"[^，。；！？：\n]+")
_ENTITIES = (
    re.compile(r"(?P<year>(?:19|20)\d{2})年"),
    re.compile(r"(?P<ordinal>第[\d一二三四五六七八九十]+[届次期])"),
    re.compile(r"(?P<work>《[^》]+》)"),
    re.compile(r"(?P<quote>“[^”]+”)"),
)


def cloze_questions(reports: Sequence[Path], *, count: int, seed: int) -> list[Example]:
    """Ask for a figure, date, title, place or body of a report by putting an asking word in its place."""
    chance = random.Random(seed)
    made: list[Example] = []
    pages = [(t, title) for t, title in (read_report(path) for path in reports) if len(t) > 300]
    for _ in range(40 * count if pages else 0):
        if len(made) == count:
            break
        text, title = chance.choice(pages)
        begin, end = chance.choice(cut(text, size=300))
        example = _cloze(text[begin:end], title, f"cloze-{len(made)}", chance)
        if example is not None:
            made.append(example)
    return made


def _cloze(context: str, title: str, name: str, chance: random.Random) -> Example | None:
    kind = chance.choice(list(_ASKED))
    found = list(_ASKED[kind].finditer(context))
    if not found:
        return None
    answer = chance.choice(found)
    clause = next(
        (c for c in _CLAUSE.finditer(context) if c.start() <= answer.start() and answer.end() <= c.end()), None
    )
    if clause is None:
        return None
    before, after = context[clause.start() : answer.start()], context[answer.end() : clause.end()]
    asking = _asking(kind, answer, chance)
    question = _reworded(before, after, asking, kind, chance).strip("　 ") + "？"
    if not 9 <= len(question) <= 46:
        return None
    golds = ((answer.start(), answer.end()),)
    return Example(name, question, question, context, title, golds, (answer[0],), Source.CLOZE, Split.NETWORK)


def _asking(kind: str, answer: re.Match[str], chance: random.Random) -> str:
    if kind == "number":
        unit = answer["unit"]
        return "百分之多少" if unit == "%" else ("多少" if chance.random() < 0.8 else "几") + unit
    if kind == "date":
        return chance.choice(("什么时候", "何时", "哪一天") if "月" in answer[0] else ("哪一年", "哪年", "什么时候"))
    return chance.choice(_WORDINGS[kind])


def _reworded(before: str, after: str, asking: str, kind: str, chance: random.Random) -> str:
    """Drop or move words now and then, so that copying alone does not find the answer."""
    if len(before) > 8 and chance.random() < 0.35:
        start = chance.randrange(len(before) - 4)
        before = before[:start] + before[start + chance.randint(2, 4) :]
    if kind == "number" and chance.random() < 0.3:
        before = before.replace("共", "").replace("累计", "").replace("已", "")
    if kind == "date" and chance.random() < 0.4:
        return f"{before}{after}是{asking}"
    return before + asking + after


def swapped_questions(windows: Sequence[Window], *, count: int, seed: int) -> list[Window]:
    """Put another year, ordinal, title, name or place into a question, so that its window no longer answers it."""
    chance = random.Random(seed)
    pool: dict[str, list[str]] = defaultdict(list)
    found = []
    for window in windows:
        entities = _entities(window.question)
        for kind, text in entities:
            pool[kind].append(text)
        present = [(kind, text) for kind, text in entities if text in window.text or text in window.title]
        if present and window.gold:
            found.append((window, present))
    chance.shuffle(found)
    made: list[Window] = []
    for window, present in found[:count]:
        kind, text = chance.choice(present)
        others = [o for o in chance.sample(pool[kind], min(12, len(pool[kind]))) if o not in window.text + window.title]
        if others and fold(others[0]) != fold(text):
            question = window.question.replace(text, others[0], 1)
            made.append(replace(window, question=question, gold=None, hard=True))
    return made


def _entities(question: str) -> list[tuple[str, str]]:
    import rjieba

    found = [(m.lastgroup or "", m[m.lastgroup or 0]) for pattern in _ENTITIES for m in pattern.finditer(question)]
    tagged = [(tag[:2], word) for word, tag in rjieba.tag(question, False) if tag[:2] in ("nr", "ns", "nt")]
    return found + [(tag, word) for tag, word in tagged if len(word) > 1]
