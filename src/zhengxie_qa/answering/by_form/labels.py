"""Questions that a labelled line of a notice answers (时间：…, 地点：…): what stands behind the label, whole.

The title must name all that the question names, so that the line is about it; and the label must stand there once.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from zhengxie_qa.answering.by_form.span import Form, form_span
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.types import AnswerKind, Document, Hit, Span

LABEL_CONFIDENCE: Final = 0.6
"""Medium: the line is about what the title names, but a notice may name several times or places in its text."""

_HITS: Final = 5
"""Passages looked at, best first."""

_LABELS: Final = {
    AnswerKind.DATE: "(?:会议|活动|召开|举办|举行|开会)?(?:时间|日期)",
    AnswerKind.PLACE: "(?:会议|活动|召开|举办|举行|开会)?地[点址]",
}
_LINES: Final = {
    kind: re.compile(
        rf"^[ \t\u3000]*(?:[一二三四五六七八九十\d]+[、.．])?{label}[ \u3000]*[:：][ \u3000]*(\S[^\n]*\S)", re.M
    )
    for kind, label in _LABELS.items()
}
_BARE: Final = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,8}?)(?:是(?:什么|多少|谁|哪些|哪里|哪个|几号))[?？。]?")
_EVENT: Final = re.compile("召开|举办|举行|开展|组织|开会|开始|进行")
"""What is asked of a thing that a title names need not stand in the title itself."""


def labelled_span(question: Question, hits: Sequence[Hit], fetch: Callable[[str], Document | None]) -> Span | None:
    """Find the value of the line whose label is what the question asks for.

    :param fetch: gives documents in full, as a passage may hold the line without the title.
    """
    bare = _BARE.fullmatch(fold(question.chinese).strip())
    itself = _behind(bare["label"], hits) if bare else None
    if itself is not None:
        return itself
    lines = _LINES.get(question.kind)
    named = [term for term in map(fold, question.terms) if not _EVENT.fullmatch(term)]
    if lines is None or not named:
        return None
    for hit in hits[:_HITS]:
        title = fold(hit.document.title)
        document = fetch(hit.passage.doc_id) if all(term in title for term in named) else None
        found = list(lines.finditer(document.text)) if document else []
        start, end = found[0].span(1) if len(found) == 1 else (0, 0)
        if hit.passage.start <= start < end <= hit.passage.end:
            return form_span(Form.LABEL, hit, start, end, LABEL_CONFIDENCE)
    return None


def _behind(label: str, hits: Sequence[Hit]) -> Span | None:
    """Find the value of the one line that begins with the very words of the question: 附件 in 附件是什么."""
    line = re.compile(rf"^[ \t\u3000]*{re.escape(label)}[ \u3000]*[:：][ \u3000]*(\S[^\n]{{,60}}\S)$", re.M)
    for hit in hits[:_HITS]:
        found = list(line.finditer(hit.passage.text))
        if len(found) == 1:
            start, end = (hit.passage.start + place for place in found[0].span(1))
            return form_span(Form.LABEL, hit, start, end, LABEL_CONFIDENCE)
    return None
