"""HTML pages: tags and text with their places, what is seen of them, and the lines that make the article."""
