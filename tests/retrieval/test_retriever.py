from collections.abc import Sequence
from pathlib import Path

import pytest

from index_articles import ROADS, SCHOOLS, WATER, CountingEncoder, build, write
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.search.terms import WeightedTerm
from zhengxie_qa.question.question import Question, Translation
from zhengxie_qa.question.translation.lexicon import Rendering
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.retrieval.fusion import COSINE_WEIGHT
from zhengxie_qa.retrieval.ranking_features import RankedQuery
from zhengxie_qa.retrieval.retriever import HybridRetriever, reranked
from zhengxie_qa.types import Filters, Hit, SearchMode


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("retrieval")
    folder = write(root / "a", water=f"#source=水务局\n{WATER}", roads=f"#source=交通局\n{ROADS}", schools=SCHOOLS)
    build(root / "index", folder)
    return root / "index"


@pytest.fixture
def index(directory: Path) -> Index:
    return Index.open(directory, encoder=CountingEncoder())


@pytest.fixture
def retriever(index: Index) -> HybridRetriever:
    return HybridRetriever(index, CountingEncoder())


class Glossary:
    """Knows one word of English, and another word for 马路."""

    def translate(self, question: str) -> Translation | None:
        return Translation("多少学校", (Rendering("学校", 1.0),)) if "school" in question else None

    def expand(self, question: Question) -> list[WeightedTerm]:
        return [WeightedTerm("公路", 0.6)] if "马路" in question.text else []


class Shortest:
    """Ranks short passages first and keeps what it was given."""

    name = "ranker"

    def __init__(self) -> None:
        self.seen: list[Hit] = []

    def score(self, query: RankedQuery, hits: Sequence[Hit]) -> list[float]:
        self.seen = list(hits)
        return [-float(len(hit.passage.text)) for hit in hits]


def test_the_passage_that_covers_the_question_comes_first(retriever: HybridRetriever) -> None:
    hits = retriever.retrieve(understand("新修公路多少公里？"), k=3)
    assert hits[0].passage.text.endswith("新修公路二百公里。")
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].document.source == "交通局"


def test_the_parts_make_up_the_score(index: Index, retriever: HybridRetriever) -> None:
    ceiling = index.ceiling(retriever.terms(understand("水厂有几座")))
    for hit in retriever.retrieve(understand("水厂有几座"), k=10):
        parts = hit.parts
        assert parts["coverage"] == pytest.approx(parts["bm25"] / ceiling)
        assert hit.score == pytest.approx(parts["coverage"] + COSINE_WEIGHT * parts["cosine"])
        assert parts["score"] == hit.score


def test_every_candidate_gets_the_scores_of_both_engines(index: Index, retriever: HybridRetriever) -> None:
    encoder = CountingEncoder()
    terms = retriever.terms(understand("路"))
    vector = encoder.encode_queries(["路"])[0]
    for hit in retriever.retrieve(understand("路"), k=10):
        ids = [hit.passage.passage_id]
        assert hit.parts["bm25"] == pytest.approx(index.lexical_scores(terms, ids)[0])
        assert hit.parts["cosine"] == pytest.approx(index.cosines(vector, ids)[0], abs=1e-6)


def test_lexical_mode_finds_only_what_shares_words(retriever: HybridRetriever) -> None:
    hits = retriever.retrieve(understand("水厂"), k=10, mode=SearchMode.LEXICAL)
    assert "水厂" in hits[0].passage.text
    assert all(hit.parts["cosine"] == 0 and hit.parts["bm25"] > 0 for hit in hits)
    assert retriever.retrieve(understand("zzz"), k=10, mode=SearchMode.LEXICAL) == []


def test_dense_mode_ranks_by_cosine_alone(retriever: HybridRetriever) -> None:
    hits = retriever.retrieve(understand("路路路"), k=2, mode=SearchMode.DENSE)
    assert all("路" in hit.passage.text for hit in hits)
    assert [hit.score for hit in hits] == [hit.parts["cosine"] for hit in hits]


@pytest.mark.parametrize("mode", SearchMode)
def test_filters_limit_every_mode(retriever: HybridRetriever, mode: SearchMode) -> None:
    hits = retriever.retrieve(understand("水和路"), k=10, mode=mode, filters=Filters(sources=("水务局",)))
    assert {hit.document.source for hit in hits} == {"水务局"}


@pytest.mark.parametrize("mode", SearchMode)
@pytest.mark.parametrize("query", ["？！", "", " ", "的"])
def test_a_query_without_content_does_no_harm(retriever: HybridRetriever, mode: SearchMode, query: str) -> None:
    assert len(retriever.retrieve(understand(query), k=3, mode=mode)) <= 3


def test_the_same_query_gives_the_same_hits(directory: Path, retriever: HybridRetriever) -> None:
    again = HybridRetriever(Index.open(directory, encoder=CountingEncoder()), CountingEncoder())
    assert retriever.retrieve(understand("新建学校和公路"), k=10) == again.retrieve(understand("新建学校和公路"), k=10)


def test_fewer_hits_are_the_first_of_more(retriever: HybridRetriever) -> None:
    assert retriever.retrieve(understand("新建"), k=2) == retriever.retrieve(understand("新建"), k=5)[:2]


def test_translated_terms_stand_in_place_of_the_question_s_own(retriever: HybridRetriever) -> None:
    question = understand("how many schools", translator=Glossary())
    assert {term.text for term in retriever.terms(question)} == {"学校", "学", "校"}
    assert retriever.retrieve(question, k=1)[0].passage.text == "新建学校十二所。"
    assert WeightedTerm("水厂", 1.0) in retriever.terms(understand("水厂", translator=Glossary()))


def test_other_words_are_added_with_their_weight(index: Index) -> None:
    retriever = HybridRetriever(index, CountingEncoder(), expander=Glossary())
    assert retriever.terms(understand("马路"))[-1] == WeightedTerm("公路", 0.6)
    assert "公路" in retriever.retrieve(understand("马路"), k=1, mode=SearchMode.LEXICAL)[0].passage.text


def test_a_translated_question_is_encoded_with_its_rendering(retriever: HybridRetriever) -> None:
    question = understand("how many schools", translator=Glossary())
    assert "学校" in retriever.retrieve(question, k=1, mode=SearchMode.DENSE)[0].passage.text


def test_a_ranker_sees_all_candidates_with_their_parts_and_has_the_last_word(index: Index) -> None:
    ranker = Shortest()
    hits = HybridRetriever(index, CountingEncoder(), rankers=[ranker]).retrieve(understand("新建学校和公路"), k=2)
    assert len(ranker.seen) > len(hits) == 2
    assert all(hit.parts.keys() == {"score", "bm25", "coverage", "cosine"} for hit in ranker.seen)
    assert hits[0].score == hits[0].parts["ranker"] == -min(len(hit.passage.text) for hit in ranker.seen)
    assert [hit.rank for hit in hits] == [1, 2]


def test_a_ranker_has_no_say_in_the_other_modes(index: Index) -> None:
    ranked, plain = (
        HybridRetriever(index, CountingEncoder(), rankers=[Shortest()]),
        HybridRetriever(index, CountingEncoder()),
    )
    for mode in (SearchMode.LEXICAL, SearchMode.DENSE):
        assert ranked.retrieve(understand("新建"), k=5, mode=mode) == plain.retrieve(understand("新建"), k=5, mode=mode)


def test_equal_ranker_scores_are_ordered_by_passage_id(retriever: HybridRetriever) -> None:
    class Indifferent:
        name = "ranker"

        def score(self, query: RankedQuery, hits: Sequence[Hit]) -> list[float]:
            return [0.0] * len(hits)

    hits = reranked(RankedQuery(understand("q"), {}, {}), retriever.retrieve(understand("新建"), k=10), Indifferent())
    ids = [hit.passage.passage_id for hit in hits]
    assert ids == sorted(ids)
