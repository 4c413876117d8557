"""Presenting: the stage that shows a tour in the browser, and what a presenter changes about it."""
