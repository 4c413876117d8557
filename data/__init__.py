"""Frames in, frames or frozen records out. Nothing here knows the screen."""
