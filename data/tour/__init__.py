"""A tour of a selection: slides made from its data, and a presenter's edits to them."""
