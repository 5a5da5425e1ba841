"""From article files to a new generation: found, read, stored, encoded, built and swapped in."""
