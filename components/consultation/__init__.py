"""One consultation: its card and its lines."""
