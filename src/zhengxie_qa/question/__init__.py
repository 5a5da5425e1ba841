"""A person's words, with what was said before, become one frozen question."""
