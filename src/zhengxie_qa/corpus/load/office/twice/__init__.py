"""Second readings of office files and scans, for the sake of the figures."""
