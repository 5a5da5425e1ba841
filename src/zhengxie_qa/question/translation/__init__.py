"""English questions in Chinese words: phrases, dictionary forms, figures and the word lists that ship."""
