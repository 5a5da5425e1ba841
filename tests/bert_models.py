"""A BERT of one layer and eight dimensions with random weights, made on the spot: stands for models from the hub."""

from pathlib import Path

CHARACTERS = "水路学医新建公里座所二百三全市的是多少为这个句子生成表示以用于检索相关文章：。"
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *CHARACTERS]


def _parts(seed: int) -> tuple[object, object]:
    import torch
    from transformers import BertConfig, BertTokenizerFast

    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        num_labels=1,
    )
    vocabulary = {token: i for i, token in enumerate(dict.fromkeys(VOCABULARY))}
    return config, BertTokenizerFast(vocab=vocabulary, model_max_length=64)


def make_encoder(folder: Path, *, seed: int = 0) -> Path:
    """Write a sentence-transformers folder with mean pooling."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertModel

    config, tokenizer = _parts(seed)
    plain = folder.with_name(f"{folder.name}-plain")
    BertModel(config).save_pretrained(str(plain))
    tokenizer.save_pretrained(str(plain))  # type: ignore[attr-defined]
    transformer = Transformer(str(plain))
    SentenceTransformer(modules=[transformer, Pooling(8)], device="cpu").save(str(folder), create_model_card=False)
    return folder


def make_cross_encoder(folder: Path, *, seed: int = 0) -> Path:
    """Write a CrossEncoder folder with one label."""
    from transformers import BertForSequenceClassification

    config, tokenizer = _parts(seed)
    BertForSequenceClassification(config).save_pretrained(str(folder))
    tokenizer.save_pretrained(str(folder))  # type: ignore[attr-defined]
    return folder
