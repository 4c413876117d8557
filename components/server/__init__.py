"""The server: which requests the app answers, and within which limits."""
