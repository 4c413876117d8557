"""The timeline: its axis, its rows, and one Altair chart for the page and for pictures."""
