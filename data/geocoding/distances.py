"""Distances on a sphere of the Earth's mean radius."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0


def haversine_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Give the great-circle distance of two positions in degrees, by the haversine formula."""
    one, other = radians(lat), radians(other_lat)
    half_lat, half_lon = (other - one) / 2, radians(other_lon - lon) / 2
    chord = sin(half_lat) ** 2 + cos(one) * cos(other) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))
