"""The engine's explanation as a person reads it: what was understood, read, weighed and decided. Pure, escaped."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from zhengxie_qa.answering.answer import Answer, Reason
from zhengxie_qa.interfaces import payloads
from zhengxie_qa.interfaces.ui import texts
from zhengxie_qa.interfaces.ui.texts import both, escape

SHOWN_PASSAGES: Final = 5
SHOWN_LETTERS: Final = 48


def why(turn: int, answer: Answer) -> str:
    """Show the explanation, folded away under a heading.

    :param turn: number of the exchange, which links to ``#why-<turn>`` name.
    """
    told: Mapping[str, Any] = payloads.plain(answer.explanation)
    rows = [(texts.WHY_ROWS["kind"], both(texts.KIND[answer.kind])), *_understood(told), *_weighed(told, answer)]
    body = "".join(f"<dt>{both(name)}</dt><dd>{value}</dd>" for name, value in rows if value)
    summary = f"<summary>{both(texts.WHY)}</summary>"
    return f'<details class="why" id="why-{turn}" tabindex="-1">{summary}<dl>{body}</dl></details>'


def _understood(told: Mapping[str, Any]) -> list[tuple[tuple[str, str], str]]:
    question = told.get("question") or {}
    terms, matched = question.get("terms") or [], question.get("matched") or []
    chinese = question.get("chinese") or ""
    missing = [term for term in terms if term not in matched]
    return [
        (texts.WHY_ROWS["chinese"], escape(chinese) if chinese != question.get("text") else ""),
        (texts.WHY_ROWS["matched"], _joined(matched)),
        (texts.WHY_ROWS["missing"], _joined(missing)),
    ]


def _weighed(told: Mapping[str, Any], answer: Answer) -> list[tuple[tuple[str, str], str]]:
    passages = [
        {
            **each,
            "heading": each.get("heading") or each.get("title"),
            "matched": "、".join(map(str, each.get("matched") or [])),
        }
        for each in (told.get("passages") or [])[:SHOWN_PASSAGES]
    ]
    spans = told.get("spans") or []
    return [
        (texts.WHY_ROWS["passages"], _table(passages, ("heading", "matched", "score"))),
        (texts.WHY_ROWS["spans"], _table(spans, ("text", "confidence", "score"))),
        (texts.WHY_ROWS["decision"], _decided(told.get("decision") or {}, answer)),
    ]


def _decided(decision: Mapping[str, Any], answer: Answer) -> str:
    """Say what tipped the scale: the figures, or the reason where it was not the figures."""
    if answer.reason is not None and answer.reason is not Reason.LOW_CONFIDENCE:
        return both(texts.declined(answer))
    if "confidence" not in decision or "threshold" not in decision:
        return ""
    chinese, english = texts.DECIDED[bool(decision.get("answered"))]
    values = {"confidence": float(decision["confidence"]), "threshold": float(decision["threshold"])}
    return both((chinese.format(**values), english.format(**values)))


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
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


def _joined(words: Sequence[Any]) -> str:
    return escape("、".join(str(word) for word in words))
