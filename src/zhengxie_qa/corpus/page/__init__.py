"""What a saved page prints around its article: which lines are furniture, and what the others tell of it."""
