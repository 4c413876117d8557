"""The timeline: a lane per region."""
