"""Tables of countries and cities, and shapes, built from public packages by `tools.world.build`."""
