"""The columns of a list and their types."""
