"""The folder a run leaves behind: its predictions, their figures, files for TREC tools, two runs compared."""
