"""The page Your data: what is given, how it was understood, and what to do with it."""
