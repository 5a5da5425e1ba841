"""One generation searched: BM25 over terms, cosines over vectors, and the rows of what is found."""
