"""Invented lists, one kind of mistake each, with the truth beside them in `truth.csv`."""
