"""Countries, cities, the gazetteer, and the coordinates of consultations."""
