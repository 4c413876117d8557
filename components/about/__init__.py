"""What the page About shows: the campaign, sources, places, problems."""
