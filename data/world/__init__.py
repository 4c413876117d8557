"""Countries, their shapes, and cities: tables built from public packages by data.world.build."""
