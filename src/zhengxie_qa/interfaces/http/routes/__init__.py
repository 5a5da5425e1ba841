"""What the server answers, path by path: a few lines each, the work is the service's."""
