"""A question that leans on the ones before it is made whole."""
