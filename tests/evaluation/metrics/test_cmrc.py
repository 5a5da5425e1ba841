"""EM and F1 as CMRC 2018's official script defines them; expected tokens are what that script's tokeniser gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.evaluation.metrics.cmrc import REMOVED, em_cmrc, f1_cmrc, longest_common_run, segment

ANSWERS = st.text(alphabet="深圳市政协二百七十五275场.%，、“” abGDP", max_size=12)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("光荣和ω-force", ["光", "荣", "和", "ωforce"]),
        ("275场", ["275", "场"]),
        ("18.5%", ["18.5", "%"]),
        ("1,000人", ["1,000", "人"]),
        ("GDP 5.4%", ["gdp", "5.4", "%"]),
        ("《战国无双3》", ["战", "国", "无", "双", "3"]),
        ("a...b", ["a", "...", "b"]),
        ("U.S.", ["u.s", "."]),
        ("don't", ["do", "n't"]),
        ("John's", ["john", "'s"]),
        ("A&B", ["a", "&", "b"]),
        ("100,", ["100", ","]),
        ("v1.0。", ["v1.0"]),
        ("１２３", ["１２３"]),
        ("", []),
    ],
)
def test_mixed_segmentation_keeps_latin_words_whole(text: str, tokens: list[str]) -> None:
    assert segment(text) == tokens


def test_punctuation_is_kept_when_asked_for() -> None:
    assert segment("“党建+”", remove_punctuation=False) == ["“", "党", "建", "+", "”"]


def test_f1_is_over_the_longest_common_run() -> None:
    # gold 光荣和ω-force: 4 tokens; prediction 光荣: 2 tokens; shared run: 2
    precision, recall = 2 / 2, 2 / 4
    assert f1_cmrc("光荣", ["光荣和ω-force"]) == 2 * precision * recall / (precision + recall)


def test_f1_counts_one_run_only_not_a_bag() -> None:
    # 深圳 and 政协 are both shared, but only one run of two counts: 2/5 of each side
    assert f1_cmrc("深圳和政协", ["政协与深圳"]) == pytest.approx(2 / 5)


def test_f1_takes_the_best_gold() -> None:
    assert f1_cmrc("275场", ["二百七十五", "275场"]) == 1.0


def test_nothing_shared_and_no_gold_score_zero() -> None:
    assert f1_cmrc("浙江", ["深圳"]) == 0.0
    assert f1_cmrc("浙江", []) == 0.0
    assert em_cmrc("浙江", []) == 0.0


def test_em_drops_case_and_the_listed_signs() -> None:
    assert em_cmrc("《中国政协》", ["中国政协"]) == 1.0
    assert em_cmrc("GDP", ["gdp"]) == 1.0


def test_em_keeps_signs_that_are_not_listed() -> None:
    assert "." not in REMOVED
    assert em_cmrc("18.5", ["18,5"]) == 0.0


@given(ANSWERS)
def test_an_answer_equals_itself(text: str) -> None:
    assert em_cmrc(text, [text]) == 1.0
    assert f1_cmrc(text, [text]) == (1.0 if segment(text) else 0.0)


@given(ANSWERS, ANSWERS)
def test_f1_is_symmetric_and_between_zero_and_one(left: str, right: str) -> None:
    assert f1_cmrc(left, [right]) == f1_cmrc(right, [left])
    assert 0.0 <= f1_cmrc(left, [right]) <= 1.0


@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), max_size=8))
def test_longest_common_run_is_the_longest_common_substring(left: list[str], right: list[str]) -> None:
    first, second = "".join(left), "".join(right)
    substrings = {first[i:j] for i in range(len(first) + 1) for j in range(i, len(first) + 1)}
    assert longest_common_run(left, right) == max(len(each) for each in substrings if each in second)
