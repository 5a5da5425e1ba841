from pathlib import Path

import numpy as np
import pytest

from index_articles import ROADS, WATER, build, write
from zhengxie_qa.errors import IndexMissingError, ModelError
from zhengxie_qa.index.encoders.hub import Prompts, choose_prompts

BGE_ZH = "为这个句子生成表示以用于检索相关文章："


@pytest.mark.parametrize(
    ("name", "query", "passage"),
    [
        ("BAAI/bge-small-zh-v1.5", BGE_ZH, ""),
        ("/models/bge-large-zh", BGE_ZH, ""),
        ("BAAI/bge-base-en-v1.5", "Represent this sentence for searching relevant passages: ", ""),
        ("BAAI/bge-m3", "", ""),
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("thenlper/gte-base-zh", "", ""),
        ("sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2", "", ""),
    ],
)
def test_each_family_gets_the_prompts_it_was_trained_with(name: str, query: str, passage: str) -> None:
    assert choose_prompts(name, {}) == Prompts(query=query, passage=passage)


@pytest.mark.parametrize(
    "name",
    ["Qwen/Qwen3-Embedding-0.6B", "intfloat/multilingual-e5-large-instruct", "Alibaba-NLP/gte-Qwen2-1.5B-instruct"],
)
def test_instructed_families_are_told_the_task(name: str) -> None:
    prompts = choose_prompts(name, {})
    assert prompts.query.startswith("Instruct: ")
    assert "Query:" in prompts.query
    assert prompts.passage == ""


def test_the_model_s_own_configuration_comes_first() -> None:
    assert choose_prompts("BAAI/bge-small-zh", {"query": "问：", "document": "文："}) == Prompts("问：", "文：")
    assert choose_prompts("BAAI/bge-small-zh", {"query": "", "document": ""}).query == BGE_ZH


@pytest.mark.slow
def test_a_name_that_leads_nowhere_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from zhengxie_qa.index.encoders.named import load_encoder

    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_encoder(tmp_path / "empty")


@pytest.mark.slow
def test_any_model_of_sentence_transformers_can_be_the_encoder(tmp_path: Path) -> None:
    from bert_models import make_encoder
    from zhengxie_qa.index.encoders.named import load_encoder
    from zhengxie_qa.index.index import Index
    from zhengxie_qa.question.understanding import understand
    from zhengxie_qa.retrieval.retriever import HybridRetriever
    from zhengxie_qa.types import SearchMode

    encoder = load_encoder(make_encoder(tmp_path / "bge-small-zh-tiny"))
    assert encoder.dim == 8
    assert np.linalg.norm(encoder.encode_passages(["新建水厂", ""]), axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert encoder.encode_passages([]).shape == (0, 8)
    assert not np.allclose(encoder.encode_queries(["水"]), encoder.encode_passages(["水"]))

    plain = load_encoder(make_encoder(tmp_path / "tiny"))
    assert np.allclose(plain.encode_queries(["水"]), plain.encode_passages(["水"]))
    assert plain.encode_queries([f"{BGE_ZH}水"]) == pytest.approx(encoder.encode_queries(["水"]), abs=1e-5)

    folder = write(tmp_path / "articles", water=WATER, roads=ROADS)
    build(tmp_path / "index", folder, encoder=encoder)  # type: ignore[arg-type]
    retriever = HybridRetriever(Index.open(tmp_path / "index", encoder=encoder), encoder)
    assert len(retriever.retrieve(understand("新建水厂多少座"), k=2, mode=SearchMode.DENSE)) == 2

    same = load_encoder(make_encoder(tmp_path / "elsewhere" / "bge-small-zh-tiny"))
    assert same.fingerprint == encoder.fingerprint
    for other in (plain, load_encoder(make_encoder(tmp_path / "other" / "bge-small-zh-tiny", seed=1))):
        assert other.fingerprint != encoder.fingerprint
        with pytest.raises(IndexMissingError, match="zhengxie-qa ingest"):
            Index.open(tmp_path / "index", encoder=other)
    build(tmp_path / "index", folder, encoder=plain)  # type: ignore[arg-type]
    assert Index.open(tmp_path / "index", encoder=plain).state().encoder == plain.fingerprint
