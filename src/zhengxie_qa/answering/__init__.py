"""Question to answer with citations, or an honest "not found"."""
