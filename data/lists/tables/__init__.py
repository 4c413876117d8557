"""Several tables in a file become one, with a row of names and a row per event."""
