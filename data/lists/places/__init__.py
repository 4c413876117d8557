"""Read places as people write them."""
