"""One question asked of many documents, each for itself, and what they say laid out in a table of quotes."""
