"""Tables in a clean text: rows of lines whose cells stand one below the other, and what each cell is called."""
