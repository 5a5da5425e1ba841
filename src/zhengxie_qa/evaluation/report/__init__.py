"""What a run looks like: pages, plots, comparisons."""
