"""The one truth in SQLite: documents, passages and vectors, every change numbered and under a checksum."""
