"""Measure: question sets, metrics, runs and reports."""
