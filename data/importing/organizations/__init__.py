"""Names of organizations as people write them."""
