"""The recipe for the bundled reader: word vectors → network → re-ranker → calibration."""
