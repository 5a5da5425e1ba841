"""An answer as HTML: everything a person wrote or an article holds is shown as text, exactly, and never as markup."""

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interface_fakes import make_document, make_hit

from zhengxie_qa.answering.answer import Alternative, Answer, Citation, ConfidenceLevel, Reason, Sentence
from zhengxie_qa.interfaces.ui.cards import Quote, marked, source_cards
from zhengxie_qa.interfaces.ui.render import Exchange, answer_message, panel, question_message
from zhengxie_qa.interfaces.ui.texts import escape, plain
from zhengxie_qa.location import Location, LocationKind
from zhengxie_qa.types import AnswerKind, Status

TEXT = "一、二<b>三</b>、四"
HIT = make_hit(1, make_document("d1", "d1.txt", TEXT, title="题<目>", source="来&源", published="2025-01-02"))


def cite(n: int, start: int, end: int) -> Citation:
    return Citation(n, HIT.document, HIT.passage, start, end, TEXT[start:end], start, end)


def answered(*citations: Citation, **known: object) -> Answer:
    blank = Answer(
        question="问？",
        interpreted_as="问？",
        text=citations[0].quote if citations else None,
        abstained=not citations,
        reason=None if citations else Reason.NO_PASSAGE,
        message=None if citations else "没有<找到>",
        kind=AnswerKind.OTHER,
        confidence=0.5,
        confidence_level=ConfidenceLevel.MEDIUM,
        citations=citations,
    )
    return replace(blank, **known)


def shown(markup: str) -> str:
    """What a browser would show of inline markup."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=80))
def test_plain_text_has_no_character_that_markdown_or_html_reads(text: str) -> None:
    safe = plain(text)
    assert not set(re.sub(r"&#\d+;", "", safe)) & set("<>&\"'*_[]()`#!\\~|${}") - {"_"}
    lines = "\n".join(line.strip() for line in text.split("\n"))
    assert re.sub(r"&#(\d+);", lambda found: chr(int(found.group(1))), safe) == lines


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_marks_add_tags_but_never_change_the_text(a: int, b: int, c: int, d: int) -> None:
    quotes = [
        Quote(f"src-1-{n}", str(n), cite(n, min(x, y), max(x, y))) for n, (x, y) in enumerate([(a, b), (c, d)], start=1)
    ]
    assert shown(marked(quotes)) == TEXT


def test_a_mark_holds_exactly_the_quote() -> None:
    body = marked([Quote("src-1-1", "1", cite(1, 3, 6))])
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", body) == [escape(TEXT[3:6])]


def test_quotes_of_one_passage_share_a_card() -> None:
    cards = source_cards([Quote("src-1-1", "1", cite(1, 0, 4)), Quote("src-1-2", "2", cite(2, 2, 3))])
    assert cards.count("<article") == 1
    assert cards.count('id="src-1-1"') == cards.count('id="src-1-2"') == 1
    assert 'class="src-1-1 src-1-2"' in cards


def test_a_card_names_the_place_in_the_file_in_both_languages() -> None:
    places = [Location(0, LocationKind.PAGE, (3,)), Location(4, LocationKind.SHEET, ("表<1>", "C7"))]
    cited = [replace(cite(n, n, n + 1), locations=(place,)) for n, place in enumerate(places, start=1)]
    card = source_cards([Quote(f"src-1-{each.n}", str(each.n), each) for each in cited])
    assert '<span class="zh">第3页</span><span class="en">p. 3</span>' in card
    assert '<span class="en">表&lt;1&gt;!C7</span>' in card


def test_titles_and_sources_are_escaped_in_chat_and_panel() -> None:
    exchange = Exchange(1, "<i>问</i>", answered(cite(1, 0, 1)))
    for markup in (answer_message(exchange), panel([exchange]), question_message("<i>问</i>")):
        assert "<i>" not in markup
        assert "题<目>" not in markup
    assert "题&lt;目&gt;" in panel([exchange])
    assert "来&amp;源" in panel([exchange])


def test_a_list_is_shown_item_by_item_with_the_citations_of_the_items() -> None:
    whole, first, second = cite(1, 0, 3), cite(2, 0, 1), cite(3, 2, 3)
    markup = answer_message(Exchange(4, "问", answered(whole, first, second, items=("一", "二"))))
    assert re.findall(r'<li>(.) <a class="chip" href="(#src-4-\d)"', markup) == [("一", "#src-4-2"), ("二", "#src-4-3")]


def test_confidence_status_and_reading_are_told() -> None:
    answer = answered(cite(1, 0, 1), interpreted_as="改写？", status=Status.PLANNED, as_of="2025-01-02")
    words = shown(answer_message(Exchange(1, "问", answer)))
    for word in ("把握中等", "目标", "2025-01-02", "改写？", "为什么"):
        assert word in words


def test_other_figures_are_lettered_and_have_their_own_sources() -> None:
    other = Alternative("四", cite(1, 10, 11), "2024 <年>")
    exchange = Exchange(2, "问", answered(cite(1, 0, 1), alternatives=(other,)))
    assert 'href="#alt-2-1"' in answer_message(exchange)
    assert "2024 <年>" in shown(answer_message(exchange))
    assert 'id="alt-2-1"' in panel([exchange])


def test_declining_shows_message_and_nearest() -> None:
    exchange = Exchange(3, "问", answered(nearest=(HIT,)))
    assert "没有<找到>" in shown(answer_message(exchange))
    assert 'href="#near-3-1"' in answer_message(exchange)
    assert 'id="near-3-1"' in panel([exchange])
    assert "<mark" not in panel([exchange])


def test_only_the_last_exchange_is_open() -> None:
    both = [Exchange(n, "问", answered(cite(1, 0, 1))) for n in (1, 2)]
    assert re.findall(r'<section class="turn( on)?" id="turn-(\d)"', panel(both)) == [("", "1"), (" on", "2")]
    assert "empty" in panel([])


@pytest.mark.parametrize("told", [{}, {"question": {}}, {"passages": [{}], "spans": [{}], "decision": {}}])
def test_an_incomplete_explanation_is_no_error(told: dict) -> None:
    assert 'id="why-1"' in panel([Exchange(1, "问", answered(cite(1, 0, 1), explanation=told))])


def test_the_sentence_stands_under_the_words_with_the_words_marked() -> None:
    around = Sentence(0, len(TEXT), TEXT)
    markup = answer_message(Exchange(1, "问", answered(cite(1, 2, 3), evidence=around)))
    part = markup[markup.index('<span class="around">') :].split("\n\n")[0]
    assert shown(part) == TEXT
    assert shown(part.split("<mark>")[1].split("</mark>")[0]) == TEXT[2:3]
    assert "<b>" not in part


def test_a_sentence_that_is_the_answer_itself_is_not_said_twice() -> None:
    whole = answered(cite(1, 0, len(TEXT)), evidence=Sentence(0, len(TEXT), TEXT))
    assert "around" not in answer_message(Exchange(1, "问", whole))


def test_a_question_left_open_is_named_as_one_to_ask_by_itself() -> None:
    markup = answer_message(Exchange(1, "问", answered(cite(1, 0, 1), also_asked=("委员有<几>位？",))))
    assert "还没有回答，请另问" in markup
    assert "委员有<几>位？" in shown(markup)
