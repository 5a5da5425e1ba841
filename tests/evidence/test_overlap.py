"""Coverage and closeness of a question's words."""

import math

from zhengxie_qa.evidence.overlap import NEAR, Term, closeness, coverage, occurrences, shared_edge, weigh


def test_a_term_that_few_texts_hold_weighs_more() -> None:
    rare, common = weigh(["深聊会", "市政协"], ["市政协办深聊会", "市政协开会", "市政协建言"])
    assert rare.weight / common.weight == math.log(1 + 4 / 1.5) / math.log(1 + 4 / 3.5)


def test_equal_terms_count_once() -> None:
    assert [term.text for term in weigh(["GDP", "gdp"], ["gdp"])] == ["gdp"]


def test_coverage_is_the_share_of_weight_inside() -> None:
    terms = [Term("深聊会", 3.0), Term("场", 1.0)]
    found = occurrences(terms, "组织深聊会，办了一场")
    assert coverage(terms, found, 0, 5) == 3.0 / 4.0
    assert coverage(terms, found, 0, 10) == 1.0


def test_closeness_falls_off_with_distance() -> None:
    terms = [Term("深聊会", 1.0)]
    text = "深聊会共办了275场"
    found = occurrences(terms, text)
    assert closeness(terms, found, 6, 10, within=(0, len(text))) == math.exp(-3 / NEAR)


def test_what_lies_outside_the_sentence_does_not_pull() -> None:
    terms = [Term("深聊会", 1.0)]
    found = occurrences(terms, "深聊会。共275场")
    assert closeness(terms, found, 5, 9, within=(4, 9)) == 0.0


def test_shared_edges_pass_over_quotation_marks() -> None:
    assert shared_edge("市政协组织", '市政协组织"', left=True) == 5
    assert shared_edge("深聊会", '"深聊会"成效', left=False) == 3
