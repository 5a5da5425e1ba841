"""The pretrained network: text in pieces, scores of spans out."""
