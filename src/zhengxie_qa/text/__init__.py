"""Pure functions on str: no model, no file."""
