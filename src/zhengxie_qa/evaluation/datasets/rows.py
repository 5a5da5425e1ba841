"""One row of a question set, in the project's own field names, checked field by field and made an ``Example``."""

from collections.abc import Mapping, Sequence
from typing import Any

from zhengxie_qa.errors import Said
from zhengxie_qa.evaluation.examples import Example, GoldAnswer
from zhengxie_qa.types import Turn

UNPLACED = -1
"""Some releases write this for an answer whose place is not known."""

_SHOWN = 30
"""Characters of a wrong value that a message repeats."""


class RowError(ValueError):
    """What is wrong with one row, in one sentence of either language."""

    def __init__(self, english: str, zh: str) -> None:
        super().__init__(english)
        self.said = Said(english, zh)


def example_from_row(row: Any, *, line: int) -> Example:
    """Check and convert one row.

    :param row: an object with ``id, question, answers[{text, answer_start?}], alternatives?, context? | doc?,
        history?, is_impossible?, kind?, lang?, tags?``.
    :returns: the row; a gold that does not stand where it should keeps its text, loses its place, and is the
        example's ``flaw``.
    :raises RowError: when a field is missing or of the wrong type.
    """
    if not isinstance(row, Mapping):
        raise RowError(
            f"expected an object with a question, found {_shown(row)}",
            f"应该是带 question 的对象，实际是 {_shown(row)}",
        )
    impossible = _boolean(row.get("is_impossible"))
    context = _optional_text(row, "context", strip=False)
    answers = () if impossible else _answers(row.get("answers"), context)
    if not answers and not impossible:
        raise RowError(
            'no answers; a question without an answer needs "is_impossible": true',
            '没有答案；确实没有答案的题要写 "is_impossible": true',
        )
    return Example(
        id=_identifier(row, line),
        question=_text(row, "question"),
        answers=answers,
        alternatives=() if impossible else _strings(row, "alternatives"),
        context=context,
        doc=_optional_text(row, "doc"),
        history=_history(row.get("history")),
        impossible=impossible,
        kind=_optional_text(row, "kind"),
        lang=_optional_text(row, "lang"),
        tags=_strings(row, "tags"),
        line=line,
        flaw=_misplaced(row["answers"], context) if answers else None,
    )


def _wrong(name: str, expected: str, expected_zh: str, found: Any) -> RowError:
    return RowError(
        f'"{name}" should be {expected}, found {_shown(found)}', f'"{name}" 应该是{expected_zh}，实际是 {_shown(found)}'
    )


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _identifier(row: Mapping[str, Any], line: int) -> str:
    value = row.get("id")
    if value is None or value == "":
        return f"line-{line}"
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value)
    raise _wrong("id", "text or a whole number", "文字或整数", value)


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        raise RowError(f'"{name}" is missing', f'缺少 "{name}"')
    if not isinstance(value, str):
        raise _wrong(name, "text", "文字", value)
    if not value.strip():
        raise RowError(f'"{name}" is empty', f'"{name}" 是空的')
    return value.strip()


def _optional_text(row: Mapping[str, Any], name: str, *, strip: bool = True) -> str | None:
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _wrong(name, "text", "文字", value)
    return (value.strip() if strip else value) or None


def _strings(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = row.get(name) or ()
    if isinstance(value, str) or not isinstance(value, Sequence) or not all(isinstance(each, str) for each in value):
        raise _wrong(name, "a list of texts", "由文字组成的列表", value)
    return tuple(each for each in value if each.strip())


def _boolean(value: Any) -> bool:
    if value is None or isinstance(value, bool):
        return bool(value)
    raise _wrong("is_impossible", "true or false", "true 或 false", value)


def _answers(value: Any, context: str | None) -> tuple[GoldAnswer, ...]:
    if value is None:
        return ()
    if isinstance(value, str | Mapping) or not isinstance(value, Sequence):
        raise _wrong("answers", 'a list of {"text", "answer_start"}', '由 {"text", "answer_start"} 组成的列表', value)
    return tuple(dict.fromkeys(_answer(each, context) for each in value))


def _answer(value: Any, context: str | None) -> GoldAnswer:
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, Mapping) or not isinstance(value.get("text"), str) or not value["text"].strip():
        raise RowError(
            f'an answer should be {{"text": "…", "answer_start": 12}}, found {_shown(value)}',
            f'答案应该是 {{"text": "…", "answer_start": 12}}，实际是 {_shown(value)}',
        )
    start = value.get("answer_start")
    if start is None or start == UNPLACED:
        return GoldAnswer(value["text"])
    if isinstance(start, bool) or not isinstance(start, int) or start < 0:
        raise _wrong("answer_start", "a whole number from 0", "不小于 0 的整数", start)
    if context is not None and not context.startswith(value["text"], start):
        return GoldAnswer(value["text"], only_place(value["text"], context))
    return GoldAnswer(value["text"], start)


def only_place(text: str, context: str) -> int | None:
    """Where ``text`` stands in ``context`` if it stands there exactly once; any of several could be meant."""
    return context.index(text) if text and context.count(text) == 1 else None


def _misplaced(answers: Sequence[Any], context: str | None) -> str | None:
    """Say which gold does not stand where the row says."""
    for answer in answers:
        start = answer.get("answer_start") if isinstance(answer, Mapping) else None
        if context is None or start is None or start == UNPLACED or context.startswith(answer["text"], start):
            continue
        found = context[start : start + len(answer["text"])][:_SHOWN]
        wanted = answer["text"][:_SHOWN]
        return Said(
            f'"answer_start" {start} points at “{found}”, not at “{wanted}”; its place is not used',
            f'"answer_start" {start} 处是“{found}”，不是“{wanted}”，这个位置没有采用',
        )
    return None


def _history(value: Any) -> tuple[Turn, ...]:
    if value is None:
        return ()
    if isinstance(value, str | Mapping) or not isinstance(value, Sequence):
        raise _wrong("history", "a list of earlier questions", "由前面的问题组成的列表", value)
    return tuple(_turn(each) for each in value)


def _turn(value: Any) -> Turn:
    if isinstance(value, str) and value.strip():
        return Turn(value)
    if isinstance(value, Mapping) and isinstance(value.get("question"), str):
        answer = value.get("answer")
        if answer is None or isinstance(answer, str):
            return Turn(value["question"], answer)
    raise RowError(
        f'an entry of "history" should be a question or {{"question", "answer"}}, found {_shown(value)}',
        f'"history" 的每一项应该是问题，或 {{"question", "answer"}}，实际是 {_shown(value)}',
    )
