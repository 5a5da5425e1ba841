import pytest
from reader_fakes import hit

from zhengxie_qa.question.understanding import understand
from zhengxie_qa.reading.rules.reader import RulesReader
from zhengxie_qa.reading.second_look.rule_features import RULE_FEATURES, Place, RuleView

TEXT = "全年举行会议12场，走访企业30家。"
QUESTION = "全年举行了多少场会议？"


def column(name: str, *places: Place) -> list[float]:
    rows = RuleView(understand(QUESTION), [hit(TEXT)]).rows(places)
    assert rows.shape == (len(places), len(RULE_FEATURES))
    return rows[:, RULE_FEATURES.index(name)].tolist()


def place(words: str) -> Place:
    start = TEXT.index(words)
    return Place(0, start, start + len(words))


def test_the_best_of_the_rules_is_the_rules_readers_answer() -> None:
    view, found = RuleView(understand(QUESTION), [hit(TEXT)]), RulesReader().read(understand(QUESTION), [hit(TEXT)])
    best = view.best(1)[0]
    assert TEXT[best.start : best.end] == found[0].text == "12场"
    score = view.rows([best])[0, RULE_FEATURES.index("rule_score")]
    assert score == pytest.approx(found[0].score, abs=1e-4)


def test_gap_and_rank_count_from_the_best() -> None:
    assert column("rule_gap", place("12场"))[0] == 0.0
    assert column("rule_rank", place("12场"))[0] == 0.0
    assert column("rule_gap", place("会议"))[0] < 0.0


def test_spans_that_the_rules_do_not_propose_are_described_too() -> None:
    assert column("rule_known", place("12场"), place("走访企业")) == [1.0, 0.0]
    assert column("rule_fits", place("12场"), place("走访企业")) == [1.0, 0.0]
    assert column("clue_measure", place("12场"), place("30家")) == [1.0, -1.0]


def test_no_hits_and_no_places_give_no_rows() -> None:
    assert RuleView(understand(QUESTION), []).best(3) == []
    assert RuleView(understand(QUESTION), []).rows([]).shape == (0, len(RULE_FEATURES))
