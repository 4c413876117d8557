"""The page About: campaign, sources, places, issues."""
