"""SQuAD's bag-of-tokens F1, with characters for tokens."""

from zhengxie_qa.evaluation.metrics.squad import characters, f1_squad


def test_order_does_not_count() -> None:
    assert f1_squad("政协深圳", ["深圳政协"]) == 1.0


def test_characters_are_counted_with_repetition() -> None:
    # prediction 好好: one of its two is in the gold 好人
    precision, recall = 1 / 2, 1 / 2
    assert f1_squad("好好", ["好人"]) == 2 * precision * recall / (precision + recall)


def test_punctuation_width_and_case_are_dropped() -> None:
    assert characters("《ＧＤＰ》 增长5%") == list("gdp增长5")


def test_best_gold_counts_and_empty_ones_score_zero() -> None:
    assert f1_squad("深圳", ["浙江", "深圳"]) == 1.0
    assert f1_squad("", ["深圳"]) == 0.0
    assert f1_squad("深圳", []) == 0.0
