import json
import random

import lightgbm
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.reading.second_look.vocabulary import Vocabulary
from zhengxie_qa.training.grown_trees import to_trees
from zhengxie_qa.training.political import PAPERS, read_rows
from zhengxie_qa.training.reader.examples import Example, Source, Split, load_figures, split_of, trimmed
from zhengxie_qa.training.reader.network.network import LONGEST_SPAN, Reading, loss, span_scores
from zhengxie_qa.training.reader.vectors import VectorSettings, build_vocabulary
from zhengxie_qa.training.reader.windows import Bigrams, NearMisses, around, cut, without_answer


def example(question: str, context: str, answer: str) -> Example:
    start = context.index(answer)
    golds = ((start, start + len(answer)),)
    return Example("e", question, question, context, "", golds, (answer,), Source.CMRC, Split.NETWORK)


def test_words_in_like_company_point_the_same_way() -> None:
    sentences = ["会议在北京举行", "会议在上海举行", "苹果很甜好吃", "香蕉很甜好吃"] * 5
    vocabulary = build_vocabulary(
        sentences, [(["北京"], ["capital"])], settings=VectorSettings(dim=6, smallest_count=1)
    )
    vector = dict(zip(vocabulary.words, vocabulary.directions[2:], strict=True))
    assert vector["北京"] @ vector["上海"] > vector["北京"] @ vector["香蕉"]
    assert vector["苹果"] @ vector["香蕉"] > vector["苹果"] @ vector["举行"]


def test_rare_characters_weigh_more() -> None:
    vocabulary: Vocabulary = build_vocabulary(
        ["会议好坏", "会议大小", "会议高低"], [], settings=VectorSettings(smallest_count=1)
    )
    rarity = dict(zip(vocabulary.characters, vocabulary.rarity, strict=True))
    assert rarity["会"] == pytest.approx(np.log((3 + 1) / (3 + 0.5)), abs=1e-6)
    assert rarity["好"] == pytest.approx(np.log((3 + 1) / (1 + 0.5)), abs=1e-6)


@given(st.text("会议。！\n，", max_size=200), st.integers(10, 60))
def test_slices_cover_the_text_in_order(text: str, size: int) -> None:
    slices = cut(text, size=size)
    assert "".join(text[a:b] for a, b in slices) == text
    assert all(b - a <= size * 4 // 3 for a, b in slices)


@given(st.integers(0, 150), st.integers(1, 20), st.integers(20, 200), st.integers(0, 99))
def test_a_window_around_an_answer_holds_it(start: int, length: int, size: int, seed: int) -> None:
    text = "".join(chr(0x4E00 + i) + ("。" if i % 17 == 0 else "") for i in range(170))
    asked = Example("e", "谁", "谁", text, "", (), (), Source.CMRC, Split.NETWORK)
    window = around(asked, (start, start + length), size=size, chance=random.Random(seed))
    assert window is not None
    assert len(window.text) <= size
    assert window.text[window.gold[0] : window.gold[1]] == text[start : start + length]


def test_texts_that_share_rare_bigrams_come_first() -> None:
    found = Bigrams(["全市举行会议", "全市举行深聊会", "全市举行会议"]).search("深聊会举行", k=3)
    assert [index for index, _ in found] == [1, 0, 2]
    assert 0 < found[0][1] <= 1


def test_near_misses_never_hold_the_answer() -> None:
    asked = example("全市举行了多少场会议", "全市举行会议20场", "20场")
    windows = NearMisses([("", "全市举行会议２０场"), ("", "全市举行会议30场"), ("", "苹果")]).find(asked, k=2)
    assert [w.text for w in windows] == ["全市举行会议30场"]


@given(st.text("，。会议 ", min_size=1, max_size=10))
def test_trimming_never_empties_a_span(text: str) -> None:
    start, end = trimmed(text, 0, len(text))
    assert 0 <= start < end <= len(text)


def test_splits_are_by_context_and_stable() -> None:
    assert {split_of("同一篇文章", Source.DRCD) for _ in range(3)} == {split_of("同一篇文章", Source.DRCD)}
    found = [split_of(str(i), Source.DRCD) for i in range(1000)]
    assert 0.15 < found.count(Split.RERANKER) / 1000 < 0.25


def reading(spans: int, *, null: float) -> Reading:
    zeros = torch.zeros(1, spans)
    return Reading(
        zeros,
        zeros,
        zeros,
        torch.zeros(1, spans, 2),
        torch.zeros(1, spans, 2),
        torch.tensor([[null]]),
    )


def test_backward_and_overlong_spans_are_ruled_out() -> None:
    allowed = span_scores(reading(LONGEST_SPAN + 1, null=0))[0] > -1000
    assert allowed[:3, :3].tolist() == [[True, True, True], [False, True, True], [False, False, True]]
    assert allowed[0].tolist() == [True] * LONGEST_SPAN + [False]


def test_the_loss_is_the_cross_entropy_of_spans_ends_and_inside() -> None:
    value = loss(reading(3, null=0.0), torch.tensor([0]), torch.tensor([1]), torch.ones(1, 3))
    spans, ends, inside = np.log(6 + 1), 2 * np.log(3 + 1), np.log(2)
    assert float(value) == pytest.approx(spans + 0.25 * ends + 0.5 * inside, rel=1e-3)


def test_trees_as_arrays_score_like_lightgbm() -> None:
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(400, 5)).astype(np.float32)
    labels = rows[:, 0] * 2 + np.where(rows[:, 1] > 0, 1, 0)
    settings = {"objective": "regression", "num_leaves": 7, "verbose": -1, "num_threads": 1, "use_missing": False}
    booster = lightgbm.train(settings, lightgbm.Dataset(rows, labels), num_boost_round=12)
    assert to_trees(booster, tuple("abcde")).score(rows) == pytest.approx(booster.predict(rows), abs=1e-6)


def test_a_sentence_that_answers_is_taken_out_and_the_names_stay() -> None:
    text = (
        "青石市政协在三月召开会议，研究民生问题和城市建设。会议通过12件提案。"
        + "青石市政协还走访了基层单位，听取各方面的意见和建议。" * 3
    )
    asked = example("会议通过多少件提案？", text, "12件")
    window = around(asked, asked.golds[0], size=200, chance=random.Random(0))
    gap = without_answer(window, asked.accepted)
    assert gap is not None
    assert gap.gold is None
    assert gap.text == window.text.replace("会议通过12件提案。", "")


def test_a_window_that_says_the_answer_twice_is_no_gap() -> None:
    text = "会议通过12件提案。" + "与会人员认真讨论了各项工作，一致同意上述安排。" * 4 + "这12件提案都已办结。"
    asked = example("会议通过多少件提案？", text, "12件")
    window = around(asked, asked.golds[0], size=400, chance=random.Random(0))
    assert without_answer(window, asked.accepted) is None


def test_the_table_of_figures_says_what_the_reports_say(shared_data) -> None:
    figures = load_figures(shared_data)
    assert len(figures) == 1000
    assert all(each.split is Split.RERANKER for each in figures)
    stated = [each for each in figures if each.golds]
    assert len(stated) == 513
    assert all(each.context[start:end] in each.accepted for each in stated for start, end in each.golds)
    assert len({each.asked for each in figures}) > 950


def test_no_report_of_the_table_of_figures_is_asked_about_by_a_set_that_measures(shared_data) -> None:
    asked = {each.path.name for each in load_figures(shared_data)}
    measuring = [shared_data / "tables_open/cells.jsonl", *(shared_data / "political").glob("dev*.jsonl")]
    rows = [json.loads(line) for path in measuring for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(asked) == 10
    assert not asked & {row["doc"] for row in rows}


def test_our_own_papers_say_what_their_questions_quote() -> None:
    rows = read_rows(PAPERS / "questions.jsonl")
    texts = {row["doc"]: (PAPERS / "texts" / row["doc"]).read_text(encoding="utf-8") for row in rows}
    assert (len(rows), len(texts), sum(row["is_impossible"] for row in rows)) == (6441, 134, 2537)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        text, quoted = texts[row["doc"]], row["answers"][0] if row["answers"] else row["lure"]
        start = quoted.get("answer_start", quoted.get("start"))
        assert text.startswith(quoted["text"], start)
        assert text.startswith(row["evidence"], row["evidence_start"])
        assert row["is_impossible"] is (not row["answers"])


def test_our_own_papers_are_no_texts_of_a_set_that_measures(shared_data) -> None:
    ours = {row["doc"] for row in read_rows(PAPERS / "questions.jsonl")}
    assert not ours & {path.name for path in (shared_data / "text").rglob("*.txt")}
    held = [split_of(name, Source.POLITICAL, own=True) is Split.RERANKER for name in sorted(ours)]
    assert (sum(held), len(held)) == (65, 134)
