import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from static_model import make
from zhengxie_qa.errors import ModelError
from zhengxie_qa.index.encoders.named import bundled_encoder_path, load_encoder
from zhengxie_qa.index.encoders.static import StaticEncoder

TEXTS = [
    "人均预期寿命达到83.9岁。",
    "How many 深聊会 were held?",
    "會議召開２７５場",
    "",
    "🙂",
    "供水管网延长一千公里，" * 60,
]


def test_the_bundled_encoder_gives_unit_vectors() -> None:
    encoder = load_encoder()
    assert isinstance(encoder, StaticEncoder)
    embeddings = encoder.encode_passages(TEXTS)
    lengths = np.linalg.norm(embeddings, axis=1)
    assert embeddings.shape == (len(TEXTS), encoder.dim)
    assert lengths == pytest.approx([1, 1, 1, 0, 0, 1], abs=1e-5)


def test_traditional_and_full_width_writing_makes_no_difference() -> None:
    encoder = load_encoder()
    one, other = encoder.encode_queries(["會議召開２７５場", "会议召开275场"])
    assert one == pytest.approx(other)


def test_a_folder_of_a_static_embedding_is_computed_without_torch(tmp_path: Path) -> None:
    folder = make(tmp_path / "model")
    program = (
        "import sys; from zhengxie_qa.index.encoders.named import load_encoder\n"
        "encoder = load_encoder(sys.argv[1]); encoder.encode_queries(['水'])\n"
        "print(sorted({'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_folder_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There is no encoder in"):
        load_encoder(tmp_path / "nothing")


@pytest.mark.slow
def test_the_light_runtime_gives_the_vectors_of_sentence_transformers(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    from zhengxie_qa.text.normalise import fold

    for folder in (bundled_encoder_path(), make(tmp_path / "model", fold=True)):
        light = load_encoder(folder)
        reference = SentenceTransformer(str(folder), device="cpu")
        texts = [fold(text) for text in TEXTS]
        expected = reference.encode(texts, convert_to_numpy=True, show_progress_bar=False)
        assert light.encode_passages(TEXTS) == pytest.approx(expected, abs=1e-5)
