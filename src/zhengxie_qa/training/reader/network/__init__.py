"""The reading network in training: pretrained body, batches, weights fitted, graph exported and read back."""
