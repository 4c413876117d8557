"""The page Organizations: one chart, table or panel a file."""
