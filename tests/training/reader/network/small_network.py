"""A network of two small layers with random weights, no two alike."""

import torch
from transformers import BertConfig, BertModel

from zhengxie_qa.training.reader.network.network import ReadingNetwork

_SIZES = {"vocab_size": 60, "hidden_size": 64, "num_attention_heads": 2, "intermediate_size": 128}


def small(*, seed: int, layers: int = 2) -> ReadingNetwork:
    torch.manual_seed(seed)
    body = BertModel(BertConfig(**_SIZES, num_hidden_layers=layers), add_pooling_layer=False)
    network = ReadingNetwork(body).eval()
    with torch.no_grad():
        for weights in network.parameters():  # no two alike, as in a network that has learnt
            weights.add_(torch.randn_like(weights) * 0.05)
    return network
