"""Places as people write them."""
