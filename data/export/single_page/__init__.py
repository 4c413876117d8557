"""A selection as one HTML file that works offline: map, timeline, filters, table and cards."""
