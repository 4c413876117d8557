"""The map of the consultations."""
