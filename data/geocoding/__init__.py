"""Where a place is, found without a network: countries, cities, coordinates."""
