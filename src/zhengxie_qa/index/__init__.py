"""Texts to vectors, FAISS, BM25 and the one store of truth, in generations on disk."""
