"""One consultation: its card, its line in lists, and steps to the next."""
