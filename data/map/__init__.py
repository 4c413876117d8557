"""Markers, clusters and the visible part of the map; the scripts that draw them."""
