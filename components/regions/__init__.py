"""The page Regions: one table or panel a file."""
