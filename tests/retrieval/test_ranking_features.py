import numpy as np

from zhengxie_qa.index.search.terms import LexicalField, WeightedTerm
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.retrieval.ranker import bundled_ranker
from zhengxie_qa.retrieval.ranking_features import FEATURES, UNKNOWN, RankedQuery, ranked_query, ranking_features
from zhengxie_qa.types import DocumentInfo, Hit, Passage

BEIJING = DocumentInfo("b", "b.txt", "2026年北京市政府工作报告", year=2026, place="北京市")
HENAN = DocumentInfo("h", "h.txt", "2024年河南省政府工作报告", year=2024, place="河南省")


def hit(rank: int, text: str, info: DocumentInfo, *, coverage: float, cosine: float) -> Hit:
    parts = {"score": coverage + 0.25 * cosine, "coverage": coverage, "cosine": cosine}
    passage = Passage(f"{info.doc_id}:{rank}", info.doc_id, rank, rank + len(text), text)
    return Hit(rank, parts["score"], passage, info, parts=parts)


HITS = [
    hit(1, "轨道交通总里程达到909公里。", BEIJING, coverage=0.8, cosine=0.4),
    hit(2, "高速公路总里程突破九千公里。", HENAN, coverage=0.4, cosine=0.8),
]
QUERY = RankedQuery(
    understand("2025年北京轨道交通总里程"), {"轨道": 2.0, "交通": 1.0, "总": 1.0}, {"轨道": 3.0, "里程": 1.0}
)


def column(name: str) -> list[float]:
    return ranking_features(QUERY, HITS)[:, FEATURES.index(name)].tolist()


def test_words_found_are_weighed_by_idf() -> None:
    assert column("words_found") == [1.0, 1.0 / 4.0]
    assert column("bigrams_found") == [1.0, 1.0 / 4.0]
    assert column("heaviest_word_missing") == [0.0, 2.0]


def test_engines_are_compared_with_their_best() -> None:
    assert np.allclose(column("coverage_below_best"), [0.0, 0.4])
    assert np.allclose(column("cosine_below_best"), [0.4, 0.0])
    assert column("coverage_rank") == [1.0, 0.5]
    assert column("cosine_rank") == [0.5, 1.0]


def test_a_report_speaks_of_the_year_before_it() -> None:
    assert column("report_of_next_year") == [1.0, 0.0]
    assert column("report_of_year") == [0.0, 0.0]
    assert column("years_behind_newest") == [0.0, 2.0]


def test_a_place_of_the_question_fits_the_report_of_that_place() -> None:
    assert column("report_of_place") == [1.0, 0.0]


def test_a_question_without_year_and_place_says_nothing_about_them() -> None:
    rows = ranking_features(RankedQuery(understand("总里程"), {"里程": 1.0}, {}), HITS)
    for name in ("report_of_year", "report_of_next_year", "report_of_place", "names_place"):
        assert set(rows[:, FEATURES.index(name)].tolist()) == {UNKNOWN}


def test_a_question_about_plans_prefers_passages_that_plan() -> None:
    planned, reached = hit(1, "力争达到909公里。", BEIJING, coverage=1.0, cosine=0.5), HITS[1]
    for text, sign in (("今年目标是多少", 1), ("去年完成了多少", -1), ("总里程", 0)):
        first, second = ranking_features(RankedQuery(understand(text), {}, {}), [planned, reached])[:, -1]
        assert np.sign(first - second) == sign


def test_years_and_places_are_those_the_words_name() -> None:
    asked = understand("去年《深圳特区报》写了什么？", as_of="2026-02-01")
    assert (asked.years, asked.places) == ((2025,), ())
    assert (asked.surface.years, asked.surface.places) == (frozenset(), {"深圳市"})
    rows = ranking_features(RankedQuery(asked, {}, {}), HITS)
    assert rows[:, FEATURES.index("asks_relative_year")].tolist() == [1.0, 1.0]
    assert rows[:, FEATURES.index("report_of_year")].tolist() == [UNKNOWN, UNKNOWN]


def test_no_hits_give_no_rows() -> None:
    assert ranking_features(QUERY, []).shape == (0, len(FEATURES))


def test_terms_are_split_into_words_and_bigrams() -> None:
    terms = [WeightedTerm("里程", 0.5), WeightedTerm("总里", 1.0, LexicalField.BIGRAMS)]
    query = ranked_query(
        understand("总里程"), terms, idf=lambda text, field: 4.0 if field is LexicalField.WORDS else 2.0
    )
    assert query == RankedQuery(understand("总里程"), {"里程": 2.0}, {"总里": 2.0})


def test_the_bundled_ranker_prefers_the_report_of_the_place_and_its_words() -> None:
    scores = bundled_ranker().score(QUERY, HITS)
    assert scores[0] > scores[1]
