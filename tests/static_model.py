"""A tiny StaticEmbedding folder, laid out as sentence-transformers does: four tokens of two dimensions."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split

TOKENS = ["[UNK]", "水", "路", "x"]
ROWS = np.array([[0, 0], [1, 0], [0, 2], [3, 3]], dtype=np.float32)
MODULES = "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"
NORMALIZE = "sentence_transformers.base.modules.normalize.Normalize"


def make(folder: Path, *, fold: bool = False, **tensors: npt.NDArray[Any]) -> Path:
    """Write the folder; float weights unless other tensors are given."""
    folder.mkdir(parents=True)
    (folder / "1_Normalize").mkdir()
    (folder / "1_Normalize" / "config.json").write_text("{}", encoding="utf-8")
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": MODULES},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": NORMALIZE},
    ]
    config = {"model_type": "SentenceTransformer", "prompts": {}, "zhengxie_fold": fold}
    for name, content in (("modules.json", modules), ("config_sentence_transformers.json", config)):
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    tokenizer = Tokenizer(WordLevel({token: i for i, token in enumerate(TOKENS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split("", "isolated")
    tokenizer.save(str(folder / "tokenizer.json"))
    save_file(tensors or {"embedding.weight": ROWS}, folder / "model.safetensors")
    return folder
