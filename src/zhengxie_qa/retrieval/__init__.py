"""Several rankings to one: query to hits."""
