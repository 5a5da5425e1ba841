from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from static_model import ROWS, make
from zhengxie_qa.errors import ModelError
from zhengxie_qa.index.encoders.static import StaticEncoder, static_folder

QUANTISED = {"embeddings": np.rint(ROWS * 40).astype(np.int8), "weights": np.full(4, 1 / 40, dtype=np.float32)}


@pytest.fixture
def encoder(tmp_path: Path) -> StaticEncoder:
    return StaticEncoder(make(tmp_path / "model"))


def test_an_embedding_is_the_mean_of_token_rows_at_unit_length(encoder: StaticEncoder) -> None:
    mean = (ROWS[1] + ROWS[2]) / 2
    assert encoder.encode_queries(["水路"]) == pytest.approx((mean / np.linalg.norm(mean))[None, :])
    assert encoder.encode_passages(["水", "路路"]) == pytest.approx(np.eye(2))
    assert encoder.dim == 2


def test_a_text_without_known_tokens_is_the_zero_vector(encoder: StaticEncoder) -> None:
    embeddings = encoder.encode_passages(["", "水", "山"])
    assert embeddings.tolist() == [[0, 0], [1, 0], [0, 0]]
    assert encoder.encode_passages([]).shape == (0, 2)
    assert embeddings.dtype == np.float32


def test_int8_rows_are_scaled_token_by_token(tmp_path: Path) -> None:
    plain, quantised = StaticEncoder(make(tmp_path / "a")), StaticEncoder(make(tmp_path / "b", **QUANTISED))
    texts = ["水路x", "xx水", "路"]
    assert quantised.encode_passages(texts) == pytest.approx(plain.encode_passages(texts), abs=1e-6)


def test_a_mapping_lets_tokens_share_rows(tmp_path: Path) -> None:
    mapping = np.array([0, 1, 1, 2], dtype=np.int64)
    encoder = StaticEncoder(make(tmp_path / "m", embeddings=ROWS[:3].copy(), mapping=mapping))
    assert np.array_equal(encoder.encode_passages(["水"]), encoder.encode_passages(["路"]))


def test_texts_are_folded_only_where_the_model_was_trained_so(tmp_path: Path) -> None:
    folding, plain = StaticEncoder(make(tmp_path / "a", fold=True)), StaticEncoder(make(tmp_path / "b"))
    assert folding.encode_queries(["Ｘ"]).any()
    assert not plain.encode_queries(["Ｘ"]).any()
    assert folding.fingerprint != plain.fingerprint


def test_the_fingerprint_is_of_the_weights_not_of_the_place(tmp_path: Path) -> None:
    one, same = StaticEncoder(make(tmp_path / "a")), StaticEncoder(make(tmp_path / "b"))
    other = StaticEncoder(make(tmp_path / "c", **QUANTISED))
    assert one.fingerprint == same.fingerprint != other.fingerprint


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(alphabet="水路x山 ", max_size=8), max_size=6))
def test_a_text_is_encoded_alike_alone_and_in_company(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    encoder = StaticEncoder(make(tmp_path_factory.mktemp("model") / "m"))
    alone = [encoder.encode_passages([text])[0] for text in texts]
    assert np.array_equal(encoder.encode_passages(texts), np.array(alone, dtype=np.float32).reshape(-1, 2))


def test_only_a_folder_of_a_static_embedding_is_taken(tmp_path: Path) -> None:
    folder = make(tmp_path / "model")
    assert static_folder(folder) == folder
    assert static_folder(tmp_path) is None
    modules = (folder / "modules.json").read_text(encoding="utf-8")
    for other in (modules.replace("Normalize", "Dense"), "[]", "{", '{"a": 1}'):
        (folder / "modules.json").write_text(other, encoding="utf-8")
        assert static_folder(folder) is None


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("content", [b"", b"{}", None])
def test_a_broken_folder_is_a_clear_error(tmp_path: Path, name: str, content: bytes | None) -> None:
    folder = make(tmp_path / "model")
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match="cannot be loaded"):
        StaticEncoder(folder)
