"""Answers that the form of a text gives: a table's cell, a labelled line, a name explained, a numbered article."""
