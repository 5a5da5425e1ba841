"""The reader that needs no network: candidates and the clues for them."""
