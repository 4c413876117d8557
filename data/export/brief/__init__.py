"""The brief: one to four tagged pages of A4."""
