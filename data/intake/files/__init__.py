"""Bytes of any format as a table of text, safely."""
