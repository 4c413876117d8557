"""The page Compare: one table per file."""
