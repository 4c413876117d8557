"""Read dates as people write them."""
