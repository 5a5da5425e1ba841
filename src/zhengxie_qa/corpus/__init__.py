"""Files to documents, clean text and passages, with exact offsets."""
