"""The names that reports give their figures: whether words name what is asked for, and a question asked by them."""
