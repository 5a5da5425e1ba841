"""Metrics, one family a file: plain values in, plain numbers out; no model, no file, no engine."""
