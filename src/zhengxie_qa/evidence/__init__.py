"""What the words around a place in a passage say, held against the question."""
