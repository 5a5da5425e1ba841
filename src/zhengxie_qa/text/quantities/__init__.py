"""Quantities in a text: where figures stand, what numbers are worth, which units they count in and when two agree."""
