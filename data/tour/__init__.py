"""A tour of what is chosen: slides made from the facts, and what a presenter changes about them."""
