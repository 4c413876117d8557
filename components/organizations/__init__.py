"""The page Organizations: one chart, table or panel per file."""
