"""Frames in, frames or frozen records out. Nothing here knows the screen."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The project's folder."""

SHIPPED = ROOT / "data" / "campaigns" / "micic"
"""The campaign that the project ships."""

WORLD = ROOT / "data" / "world"
"""The files of the world: countries, cities, shapes."""
