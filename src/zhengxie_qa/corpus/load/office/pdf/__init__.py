"""PDF files that hold text: a page as lines, lines as paragraphs and rows, and a page as a picture."""
