"""Filters, panel, table and the unmapped list of the page Explore."""
