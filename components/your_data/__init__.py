"""The page Your data: add a list, check how it was read, explore or save it."""
