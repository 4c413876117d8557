"""The page Regions: one table or panel per file."""
