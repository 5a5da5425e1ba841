"""Question sets in the formats evaluators have: one module a format, yielding rows or what is wrong."""
