"""Builders of the files in `data/world`: countries, cities and shapes."""
