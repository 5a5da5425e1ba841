"""Why an answer is as it is, for who checks it: what was asked, the sentence, its words, what agrees and what lacks.

Scores stand behind a fold of their own. Pure, every field escaped; nothing is weighed here that the engine did not.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from zhengxie_qa.answering.answer import Answer, Reason
from zhengxie_qa.interfaces import payloads
from zhengxie_qa.interfaces.ui import texts
from zhengxie_qa.interfaces.ui.texts import both, escape
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.types import Status

SHOWN_PASSAGES: Final = 5
SHOWN_LETTERS: Final = 48

_Told = Mapping[str, Any]


def why(turn: int, answer: Answer) -> str:
    """Show the explanation, folded away under a heading.

    :param turn: number of the exchange, which links to ``#why-<turn>`` name.
    """
    told: _Told = payloads.plain(answer.explanation)
    asked, decision = told.get("question") or {}, told.get("decision") or {}
    span = _weighed(told.get("spans") or [], decision)
    words = _words(asked, span.get("evidence") or {})
    rows = {
        "kind": _asked(asked, answer),
        "chinese": escape(asked.get("chinese") or "") if asked.get("chinese") != asked.get("text") else "",
        "sentence": _sentence(answer, words),
        "nearest": escape(span.get("text") or "") if answer.abstained else "",
        "words": _places(answer, words, asked),
        "agrees": _agreements(span.get("evidence") or {}),
        "decision": _decided(answer),
    }
    summary = f"<summary>{both(texts.ACTIONS['why'])}</summary>"
    scores = _scores(told, decision)
    return f'<details class="why" id="why-{turn}" tabindex="-1">{summary}{_listed(rows)}{scores}</details>'


def _listed(rows: Mapping[str, str]) -> str:
    told = (f"<dt>{both(texts.WHY_ROWS[name])}</dt><dd>{value}</dd>" for name, value in rows.items() if value)
    return f"<dl>{''.join(told)}</dl>"


def _weighed(spans: Sequence[_Told], decision: _Told) -> _Told:
    """The span that was given as the answer, else the best one."""
    chosen = [span for span in spans if span.get("text") == decision.get("answer")]
    return next(iter([*chosen, *spans]), {})


def _words(asked: _Told, evidence: _Told) -> list[str]:
    """The words of a question worth looking for: whole ones, without the year, of which the agreements tell."""
    terms = dict.fromkeys(map(str, asked.get("terms") or []))
    years = set(map(str, asked.get("years") or [])) if evidence.get("year") else set()
    whole = [term for term in terms if not any(term != other and term in other for other in terms)]
    return [term for term in whole if term not in years and len(term) > 1] or whole


def _asked(asked: _Told, answer: Answer) -> str:
    """What was understood: the kind, then what narrows it."""
    years = [texts.year(year) for year in asked.get("years") or []]
    narrowed = [(name, name) for name in map(str, [*(asked.get("places") or []), *(asked.get("ordinals") or [])])]
    status = [texts.STATUS[Status(asked["status"])]] if asked.get("status") else []
    return " · ".join(both(each) for each in (texts.KIND[answer.kind], *years, *narrowed, *status))


def _sentence(answer: Answer, words: Sequence[str]) -> str:
    """The sentence quoted from, the answer marked and the question's words underlined."""
    around = answer.evidence
    if around is None:
        return ""
    quoted = {place - around.start for cited in answer.citations for place in range(cited.start, cited.end)}
    asked = {
        place for word in words for start in _finds(around.text, word) for place in range(start, start + len(word))
    }
    pieces = []
    for (is_quoted, is_asked), run in groupby(range(len(around.text)), lambda at: (at in quoted, at in asked)):
        text = escape("".join(around.text[at] for at in run))
        text = f"<u>{text}</u>" if is_asked else text
        pieces.append(f"<mark>{text}</mark>" if is_quoted else text)
    return f"<blockquote>{''.join(pieces)}</blockquote>"


def _finds(text: str, word: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + len(word))


def _places(answer: Answer, words: Sequence[str], asked: _Told) -> str:
    """Where each word of the question stands, the nearest place only; last, the words that stand nowhere."""
    left, lines = list(words), []
    for name, text in _around(answer, "\n".join(map(str, asked.get("matched") or []))):
        folded = fold(text)
        here = [word for word in left if fold(word) in folded]
        left = [word for word in left if word not in here]
        lines.append(_line("far" if name == "read" else "yes", texts.WHERE[name], here))
    lines.append(_line("no", texts.WHERE["nowhere"], left))
    return _checks(lines)


def _around(answer: Answer, read: str) -> Iterator[tuple[str, str]]:
    if answer.evidence is not None:
        yield "sentence", answer.evidence.text
    if answer.citations:
        passage, document = answer.citations[0].passage, answer.citations[0].document
        yield "passage", f"{passage.heading or ''}\n{passage.text}"
        yield "title", document.title
    yield "read", read


def _agreements(evidence: _Told) -> str:
    """What the words around the answer say of year, place, report and status, and what else they are about."""
    own = texts.year(evidence["own_year"]) if evidence.get("own_year") else ("", "")
    stated = texts.STATUS[Status(evidence["stated"])] if evidence.get("stated") else ("", "")
    said = {"year": own, "status": stated}
    lines = []
    for name, label in texts.AGREES.items():
        agreement = evidence.get(name) or 0
        if agreement:
            lines.append(_check(agreement > 0, label, said.get(name, ("", ""))))
    return _checks([*lines, _line("no", texts.OTHERWISE, evidence.get("otherwise") or [])])


def _check(agrees: bool, label: tuple[str, str], said: tuple[str, str]) -> str:
    verdict = texts.VERDICT[agrees]
    chinese = f"{label[0]}：{verdict[0]}" + (f"（{said[0]}）" if said[0] else "")
    english = f"{label[1]}: {verdict[1]}" + (f" ({said[1]})" if said[1] else "")
    return f'<li class="{"yes" if agrees else "no"}">{both((chinese, english))}</li>'


def _line(kind: str, label: tuple[str, str], words: Sequence[Any]) -> str:
    return f'<li class="{kind}">{both(label)}{escape("、".join(map(str, words)))}</li>' if words else ""


def _checks(lines: Sequence[str]) -> str:
    told = "".join(lines)
    return f'<ul class="checks">{told}</ul>' if told else ""


def _decided(answer: Answer) -> str:
    """Say how sure the answer is, or why there is none."""
    if answer.abstained:
        return both(texts.declined(answer))
    return both(texts.CONFIDENCE[answer.confidence_level]) + both(texts.GIVEN)


def _scores(told: _Told, decision: _Told) -> str:
    """The figures for who wants to know them."""
    passages = [
        {
            **each,
            "heading": each.get("heading") or each.get("title"),
            "matched": "、".join(map(str, each.get("matched") or [])),
        }
        for each in (told.get("passages") or [])[:SHOWN_PASSAGES]
    ]
    rows = {
        "passages": _table(passages, ("heading", "matched", "score")),
        "spans": _table(told.get("spans") or [], ("text", "confidence", "score")),
        "threshold": _threshold(decision),
    }
    if not any(rows.values()):
        return ""
    return f'<details class="scores"><summary>{both(texts.SCORES)}</summary>{_listed(rows)}</details>'


def _threshold(decision: _Told) -> str:
    """The confidence beside the least one, where it was these that decided."""
    by_figures = decision.get("reason") in (None, Reason.LOW_CONFIDENCE)
    if not by_figures or "confidence" not in decision or "threshold" not in decision:
        return ""
    chinese, english = texts.DECIDED[bool(decision.get("answered"))]
    values = {"confidence": float(decision["confidence"]), "threshold": float(decision["threshold"])}
    return both((chinese.format(**values), english.format(**values)))


def _table(rows: Sequence[_Told], columns: Sequence[str]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{both(texts.WHY_COLUMNS[name])}</th>' for name in columns)
    body = "".join("<tr>" + "".join(_cell(row.get(name)) for name in columns) + "</tr>" for row in rows)
    return f'<div class="scroll" tabindex="0"><table><tr>{head}</tr>{body}</table></div>'


def _cell(value: Any) -> str:
    if isinstance(value, int | float):
        return f'<td class="figure">{value:.2f}</td>'
    text = str(value or "")
    shown = text if len(text) <= SHOWN_LETTERS else text[:SHOWN_LETTERS] + "…"
    return f"<td>{escape(shown)}</td>"
