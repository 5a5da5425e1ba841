"""Markdown: front matter, blocks, the marks within a line, and HTML among them."""
