"""A comparison on the page: its table, its chart, and their sentences in both languages."""
