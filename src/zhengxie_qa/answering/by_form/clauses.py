"""Questions that name an article of a law by its number (第三条规定了什么), answered from that article alone.

What it says is quoted whole; anything more particular is what the reader finds inside it. An article that the
documents found do not have answers nothing, however well another one would fit.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zhengxie_qa.answering.by_form.metadata import GUESSED_CONFIDENCE, METADATA_CONFIDENCE
from zhengxie_qa.answering.by_form.span import Form, form_span
from zhengxie_qa.answering.cite import line_hit
from zhengxie_qa.corpus.articles import Article, articles
from zhengxie_qa.question.articles import article_asked
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.types import AnswerKind, Document, Hit, Span

LONGEST_QUOTED = 800
"""Characters of an article that are quoted; a longer one is quoted up to the last line that fits."""

_LISTED = re.compile(r"\n\s*(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十\d]+[、.．])")


@dataclass(frozen=True, slots=True)
class _Place:
    hit: Hit
    document: Document
    article: Article


def from_article(
    question: Question, hits: Sequence[Hit], spans: Sequence[Span], *, fetch: Callable[[str], Document | None]
) -> list[Span]:
    """Answer a question that names an article from it; give any other question's spans as they are.

    :param spans: what the reader proposes. :param fetch: gives a document by its id, ``None`` for one that is gone.
    """
    folded = fold(question.chinese)
    asked = article_asked(folded)
    if asked is None:
        return list(spans)
    documents = _documents(hits, fetch)
    found = {document.info.doc_id: list(articles(document.text)) for _, document in documents}
    if not any(found.values()):
        return list(spans)
    places = [
        _Place(hit, document, article)
        for hit, document in documents
        for article in found[document.info.doc_id]
        if (article.number, article.part) == (asked.number, asked.part)
    ]
    if not places:
        return []
    place = next((each for each in places if _is_named(folded, each.document)), places[0])
    is_sure = len(places) == 1 or _is_named(folded, place.document)
    if asked.is_whole or (question.kind is AnswerKind.LIST and _is_list(place)):
        return [_whole(place, METADATA_CONFIDENCE if is_sure else GUESSED_CONFIDENCE)]
    return [span for span in spans if _holds(place, span)]


def _documents(hits: Sequence[Hit], fetch: Callable[[str], Document | None]) -> list[tuple[Hit, Document]]:
    """The documents of the hits, each once with its best hit, in the order of the hits."""
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.passage.doc_id, hit)
    return [(hit, document) for doc_id, hit in best.items() if (document := fetch(doc_id)) is not None]


def _is_named(folded: str, document: Document) -> bool:
    """Whether a question holds the title of a document, or the last words of it: 提案工作规则第三条."""
    title = re.sub(r"[《》\s]", "", fold(document.info.title))
    before = re.sub(r"[《》\s的]", "", re.split(r"第.{1,6}条", folded)[0])
    return len(before) > 1 and bool(title) and (title in before or before in title)


def _is_list(place: _Place) -> bool:
    return _LISTED.search(place.document.text, place.article.start, place.article.end) is not None


def _whole(place: _Place, confidence: float) -> Span:
    text, start, end = place.document.text, place.article.start, place.article.end
    if end - start > LONGEST_QUOTED:
        fits = max(text.rfind("\n", start, start + LONGEST_QUOTED), text.rfind("。", start, start + LONGEST_QUOTED) + 1)
        end = fits if fits > start else start + LONGEST_QUOTED
    hit = line_hit(place.hit, place.document, start=start, end=end)
    return form_span(Form.ARTICLE, hit, start, end, confidence)


def _holds(place: _Place, span: Span) -> bool:
    is_same = span.hit.passage.doc_id == place.document.info.doc_id
    return is_same and place.article.start <= span.start and span.end <= place.article.end
