"""The folder of an index: generations and the swap between them, copies and locks, and what the disk refuses."""
