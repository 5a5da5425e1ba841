"""Reading: what is asked, what could answer, and which span does."""
