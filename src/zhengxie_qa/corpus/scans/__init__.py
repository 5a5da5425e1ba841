"""Scans and pictures: which files may hold them, and where on them the words stand that were recognised."""
