"""Texts to vectors: the protocol of encoders, and those that ship or can be named."""
