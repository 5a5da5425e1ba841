"""The files that offices keep: Word documents, spreadsheets and PDF, each read by a module of its own.

None of them is text, so their raw text is all words found in them, in the order of reading, and each says from which
page, paragraph or cell it comes.
"""
