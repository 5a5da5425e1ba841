from dataclasses import replace

import pytest

from zhengxie_qa.answering.by_form.clauses import LONGEST_QUOTED, from_article
from zhengxie_qa.corpus.chunk import chunk
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import Document, DocumentInfo, Hit, Segment, Span

TEXT = """提案工作规则
第三条　委员可以联名提出提案。联名提案的发起人为第一提案人。
第十条　提案委员会应当在15日内进行审查。
第十条之一　有下列情形之一的，不予立案：
（一）涉及国家秘密的；
（二）为本人解决问题的。
"""


def document(text: str = TEXT, *, doc_id: str = "d", title: str = "提案工作规则") -> Document:
    return Document(DocumentInfo(doc_id, f"{doc_id}.txt", title), text, text, (Segment(0, len(text), 0, len(text)),))


def hits(*documents: Document) -> list[Hit]:
    passages = [(each, passage) for each in documents for passage in chunk(each)]
    return [Hit(n, 1 / n, passage, each.info, {}) for n, (each, passage) in enumerate(passages, start=1)]


def asked(question: str, *documents: Document, proposed: tuple[str, ...] = ()) -> list[Span]:
    found = hits(*documents)
    spans = [span(found[0], words) for words in proposed]
    return from_article(understand(question), found, spans, fetch={d.info.doc_id: d for d in documents}.get)


def span(hit: Hit, words: str) -> Span:
    start = hit.passage.start + hit.passage.text.index(words)
    return Span(hit, start, start + len(words), words, 0.5, 0.5, {})


def test_what_an_article_says_is_quoted_whole() -> None:
    (answer,) = asked("第三条规定了什么？", document())

    assert answer.text == "委员可以联名提出提案。联名提案的发起人为第一提案人。"
    assert TEXT[answer.start : answer.end] == answer.text
    assert answer.hit.passage.start <= answer.start and answer.end <= answer.hit.passage.end


def test_the_cases_of_an_article_are_quoted_with_it() -> None:
    (answer,) = asked("第十条之一规定的不予立案情形有哪些？", document())

    assert answer.text.endswith("（二）为本人解决问题的。")


def test_an_article_that_is_not_there_answers_nothing() -> None:
    assert asked("第十一条规定了什么？", document(), proposed=("15日内",)) == []


def test_something_particular_is_answered_from_inside_the_article() -> None:
    (answer,) = asked("第十条规定在多少日内审查？", document(), proposed=("第一提案人", "15日内"))

    assert answer.text == "15日内"


@pytest.mark.parametrize("question", ["在多少日内审查？", "第一条航线什么时候开通？"])
def test_other_questions_keep_their_spans(question: str) -> None:
    assert [each.text for each in asked(question, document(), proposed=("15日内",))] == ["15日内"]


def test_where_no_document_has_articles_the_reader_decides() -> None:
    report = document("工作报告\n第三条规定落实到位，15日内办结。", title="工作报告")

    assert [each.text for each in asked("第三条规定了什么？", report, proposed=("落实到位",))] == ["落实到位"]


def test_of_several_documents_the_one_that_is_named_is_meant() -> None:
    other = document("信访工作条例\n第三条　信访工作坚持党的领导。\n", doc_id="o", title="信访工作条例")

    (named,) = asked("信访工作条例第三条规定了什么？", document(), other)
    (guessed,) = asked("第三条规定了什么？", document(), other)

    assert (named.text, named.confidence > guessed.confidence) == ("信访工作坚持党的领导。", True)


def test_an_endless_article_is_quoted_up_to_a_sentence() -> None:
    (answer,) = asked("第三条规定了什么？", replace(document("规则\n第三条　" + "应当办理提案。" * 400)))

    assert len(answer.text) <= LONGEST_QUOTED
    assert answer.text.endswith("。")
