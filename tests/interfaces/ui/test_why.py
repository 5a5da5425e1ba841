"""Why an answer is as it is: each thing that was found is told in its place, in both languages."""

import html
import re
from dataclasses import replace
from typing import Any

import pytest
from interface_fakes import make_document, make_hit

from zhengxie_qa.answering.answer import Answer, Citation, ConfidenceLevel, Reason, Sentence
from zhengxie_qa.interfaces.ui.why import why
from zhengxie_qa.types import AnswerKind, Language

BEFORE, SENTENCE = "海港市政协工作报告。", "全年召开<深聊会>275场，解决问题。"
HIT = make_hit(1, make_document("d1", "d1.txt", BEFORE + SENTENCE, title="二〇二五年年度工作"))
START = (BEFORE + SENTENCE).index("275场")
CITED = Citation(1, HIT.document, HIT.passage, START, START + 4, "275场", START, START + 4)
ASKED = {"text": "q", "chinese": "q", "years": [2025], "places": ["海港市"], "status": "achieved"}
EVIDENCE = {"year": 1.0, "place": -1.0, "status": 0.0, "own_year": 2025, "stated": "achieved", "otherwise": ["城镇"]}


def explained(terms: list[str], *, matched: tuple[str, ...] = (), **known: Any) -> Answer:
    told = {
        "question": {**ASKED, "terms": terms, "matched": matched},
        "passages": [{"title": "题", "score": 1.5, "matched": []}],
        "spans": [
            {"text": "12次", "score": 9.0, "confidence": 0.1, "evidence": {"year": -1.0, "own_year": 2019}},
            {"text": "275场", "score": 3.0, "confidence": 0.9, "evidence": EVIDENCE},
        ],
        "decision": {"answered": True, "answer": "275场", "reason": None, "confidence": 0.9, "threshold": 0.4},
    }
    answer = Answer(
        question="q",
        interpreted_as="q",
        text="275场",
        abstained=False,
        reason=None,
        message=None,
        kind=AnswerKind.COUNT,
        confidence=0.9,
        confidence_level=ConfidenceLevel.HIGH,
        citations=(CITED,),
        evidence=Sentence(len(BEFORE), len(BEFORE + SENTENCE), SENTENCE),
        explanation=told,
    )
    return replace(answer, **known)


def rows(markup: str, *, without: str = "en") -> dict[str, list[str]]:
    """What stands under each heading, a line each, as one language shows it."""
    own = re.sub(rf'<span class="{without}">.*?</span>', "", markup)
    found = {}
    for name, value in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", own, re.DOTALL):
        lines = re.split(r"</li>", value)
        shown = [html.unescape(re.sub(r"<[^>]*>", "", line)) for line in lines]
        found[re.sub(r"<[^>]*>", "", name)] = [line for line in shown if line]
    return found


def test_what_was_understood_stands_first() -> None:
    told = rows(why(1, explained([])))
    assert next(iter(told.items())) == ("问的是", ["数量 · 2025年 · 海港市 · 已完成"])
    assert rows(why(1, explained([])), without="zh")["Asked for"] == ["count · 2025 · 海港市 · Achieved"]


def test_the_sentence_has_answer_and_asking_words_marked_and_is_unchanged() -> None:
    markup = why(1, explained(["深聊会", "召开"]))
    (quoted,) = re.findall(r"<blockquote>(.*?)</blockquote>", markup)
    assert re.findall(r"<mark>(.*?)</mark>", quoted) == ["275场"]
    assert re.findall(r"<u>(.*?)</u>", quoted) == ["召开", "深聊会"]
    assert html.unescape(re.sub(r"</?(?:mark|u)>", "", quoted)) == SENTENCE


def test_every_word_is_told_at_its_nearest_place_only() -> None:
    terms = ["召开", "工作", "年度", "监督", "火星"]
    told = rows(why(1, explained(terms, matched=("召开", "工作", "监督"))))["问题中的词在哪里"]
    assert told == ["同一句：召开", "同一段：工作", "文章标题：年度", "读过的段落：监督", "没有找到：火星"]


def test_parts_of_words_and_the_year_that_agrees_are_not_looked_for() -> None:
    told = rows(why(1, explained(["深", "聊", "深聊会", "2025"])))["问题中的词在哪里"]
    assert told == ["同一句：深聊会"]


@pytest.mark.parametrize(
    ("without", "name", "lines"),
    [
        ("en", "与问题对照", ["年份：与所问相符（2025年）", "地点：与所问不符", "原文说的不是：城镇"]),
        (
            "zh",
            "Held against the question",
            ["year: as asked (2025)", "place: not as asked", "the words are not about: 城镇"],
        ),
    ],
)
def test_what_agrees_is_of_the_answer_given_not_of_the_best_score(without: str, name: str, lines: list[str]) -> None:
    assert rows(why(1, explained([])), without=without)[name] == lines


def test_figures_stand_behind_a_fold_of_their_own() -> None:
    before, scores = why(1, explained(["召开"])).split('<details class="scores">')
    assert not re.search(r"\d\.\d\d", before)
    assert {"1.50", "3.00", "0.90"} <= set(re.findall(r"\d\.\d\d", scores))


def test_declining_shows_the_nearest_words_and_what_speaks_against_them() -> None:
    answer = explained(
        ["召开"],
        matched=("召开",),
        text=None,
        abstained=True,
        reason=Reason.TERM_MISSING,
        citations=(),
        evidence=None,
        messages={Language.ZH: "没有“2025年”。", Language.EN: "No “2025”."},
    )
    told = rows(why(1, replace(answer, explanation={**answer.explanation, "decision": {"answer": None}})))
    assert told["最接近的说法"] == ["12次"]
    assert told["问题中的词在哪里"] == ["读过的段落：召开"]
    assert told["与问题对照"] == ["年份：与所问不符（2019年）"]
    assert told["结论"] == ["没有“2025年”。"]
    assert "依据的原文" not in told


def test_what_an_article_says_is_shown_as_text() -> None:
    assert "<深聊会>" not in why(1, explained(["<深聊会>"]))
