"""How a selection lies in the world, in figures and words: hemispheres, and the farthest places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from data.filters.choice import DEEPEST
from data.filters.merging import earliest
from data.filters.query import Query
from data.filters.question import question, start_of
from data.map.mercator import counts_at, locations_of, morton, project, split, unproject
from data.model.campaign import translated
from data.model.result_cache import cached_on_campaign
from data.words.languages import number, translations

_EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG 1980)."""

_EVERY = 300
"""Up to so many locations, each is compared with each other."""

_DIRECTIONS = 150
"""Of more, only the outermost in so many directions are compared; their distance may be a little
less than the largest one."""

_TILE_ZOOM = 7
"""Zoom of the tiles that are compared first: at most 16,384, up to 300 km wide."""

_FAR, _NEAR = 1000, 10
"""Distances in km from which on they are rounded to 100 and 10 km."""


class Point(NamedTuple):
    """A location in degrees."""

    lat: float
    lon: float


class Extent(NamedTuple):
    """How a selection lies in the world.

    Attributes:
        markers: Markers on the map: one per known place.
        north: Of these, how many lie on or north of the equator.
        ends: The two locations farthest apart; None for fewer.
        km: Their great-circle distance; 0 for fewer than two.
    """

    markers: int
    north: int
    ends: tuple[Point, Point] | None
    km: float


class _Tally(NamedTuple):
    """Markers, those of the north, and locations: all, or if there are many the outermost."""

    markers: int
    north: int
    points: np.ndarray
    are_many: bool


def _unite(answers: Sequence[_Tally]) -> _Tally:
    points = np.unique(np.concatenate([each.points for each in answers]), axis=0)
    keys = morton(*project(points[:, 0], points[:, 1]))
    # In the order of `locations_of`.
    order = np.argsort(keys, kind="stable")
    points, keys = points[order], keys[order]
    are_many = any(each.are_many for each in answers) or len(points) > _EVERY
    if are_many:
        points = points[_outermost(points, keys)]
    return _Tally(
        sum(each.markers for each in answers),
        sum(each.north for each in answers),
        points,
        are_many,
    )


@cached_on_campaign(8)
def extent(part: Query) -> Extent:
    """Return how a selection lies in the world; zeros if nothing has a place."""
    markers, north, points, _are_many = _tally(part)
    if len(points) < 2:
        return Extent(markers, north, None, 0.0)
    one, other, km = farthest(points[:, 0], points[:, 1])
    first, second = (Point(*map(float, points[position])) for position in (one, other))
    return Extent(markers, north, (first, second), km)


@question(_unite)
@cached_on_campaign(8)
def _tally(part: Query) -> _Tally:
    locations = locations_of(part.campaign)
    counts = counts_at(part)
    there = np.flatnonzero(counts)
    north = int(counts[locations.lat >= 0].sum())
    points = np.column_stack([locations.lat[there], locations.lon[there]])
    are_many = len(points) > _EVERY
    if are_many:
        points = points[_outermost(points, locations.keys[there])]
    return _Tally(int(counts.sum()), north, points, are_many)


def farthest(lat: np.ndarray, lon: np.ndarray) -> tuple[int, int, float]:
    """Return positions of the two points farthest apart on the globe, and their distance in km.

    Args:
        lat: Latitudes in degrees, at least two.
        lon: Longitudes.
    """
    outer = np.arange(len(lat))
    if len(lat) > _EVERY:
        keys = morton(*project(lat, lon))
        outer = np.argsort(keys, kind="stable")
        outer = outer[_outermost(np.column_stack([lat, lon])[outer], keys[outer])]
    points = _on_globe(np.column_stack([lat, lon])[outer])
    cosines = points @ points.T
    first, second = np.unravel_index(int(np.argmin(cosines)), cosines.shape)
    km = float(np.arccos(np.clip(cosines[first, second], -1, 1))) * _EARTH_KM
    one, other = sorted((int(outer[first]), int(outer[second])))
    return one, other, km


def _on_globe(points: np.ndarray) -> np.ndarray:
    """Return x, y and z of points in degrees on a globe of radius 1."""
    tilted, turned = np.radians(points[:, 0]), np.radians(points[:, 1])
    return np.column_stack(
        [np.cos(tilted) * np.cos(turned), np.cos(tilted) * np.sin(turned), np.sin(tilted)]
    )


def _outermost(points: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """Return positions of the points that lie farthest in evenly spread directions.

    In each direction one looks only at the points of one tile, whose middle lies farthest: a
    million points are too many to be compared one by one, and the outermost of the outermost of
    parts are those of the whole.

    The directions are a Fibonacci lattice (Á. González, Measurement of areas on a sphere using
    Fibonacci and latitude-longitude lattices, 2010).

    Args:
        points: Latitude and longitude of each, in degrees.
        keys: Their Morton codes as in `Locations`, ascending.
    """
    steps = np.arange(_DIRECTIONS)
    height = 1 - (2 * steps + 1) / _DIRECTIONS
    turn = np.pi * (3 - np.sqrt(5)) * steps
    flat = np.sqrt(1 - height**2)
    directions = np.column_stack([flat * np.cos(turn), flat * np.sin(turn), height])
    tiles = keys >> (2 * (DEEPEST - _TILE_ZOOM))
    starts = np.flatnonzero(np.append(True, tiles[1:] != tiles[:-1]))
    ends = np.append(starts[1:], len(points))
    sides = [(side + 0.5) / (1 << _TILE_ZOOM) for side in split(tiles[starts])]
    middles = _on_globe(np.column_stack(unproject(*sides)))
    tile_of = np.argmax(directions @ middles.T, axis=1)
    chosen = np.zeros(len(starts), dtype=bool)
    chosen[tile_of] = True
    positions = np.flatnonzero(np.repeat(chosen, ends - starts))
    on_globe = _on_globe(points[positions])
    # Where the points of each chosen tile begin among them.
    begins = np.cumsum(np.where(chosen, ends - starts, 0)) - (ends - starts)
    farthest_in = [
        begins[tile] + np.argmax(on_globe[begins[tile] : begins[tile] + size] @ direction)
        for tile, size, direction in zip(tile_of, (ends - starts)[tile_of], directions, strict=True)
    ]
    return np.unique(positions[farthest_in])


@cached_on_campaign(48)
def extent_words(part: Query, language: str) -> str:
    """Return how a selection lies in the world, in one or two sentences; "" without markers."""
    found = extent(part)
    if not found.markers:
        return ""
    say = translations(language)
    sentence = say.ngettext(
        "{count} marker on the map, {north} north of the equator.",
        "{count} markers on the map, {north} north of the equator.",
        found.markers,
    )
    values = {"count": number(found.markers, language), "north": number(found.north, language)}
    sentences = [sentence.format(**values)]
    if found.ends:
        cities = _cities_at(part.whole, found.ends, language)
        one, other = (city[1] if city else "" for city in cities)
        if one and other and one != other:
            words = say.gettext("Farthest apart: {one} and {other}, {distance} km.")
            words = words.replace("{distance}", number(rounded_km(found.km), language))
            # Text from data last: it may have braces of its own.
            sentences.append(words.replace("{other}", other, 1).replace("{one}", one, 1))
    return " ".join(sentences)


def rounded_km(km: float) -> int:
    """Return a distance as exactly as people say it: 16,000 km, 340 km, 7 km."""
    unit = 100 if km >= _FAR else 10 if km >= _NEAR else 1
    return round(km / unit) * unit


_City: TypeAlias = tuple[int, str] | None


def _unite_cities(answers: Sequence[tuple[_City, ...]], *_args: object) -> tuple[_City, ...]:
    return tuple(map(earliest, zip(*answers, strict=True)))


@question(_unite_cities)
def _cities_at(campaign: Query, points: tuple[Point, Point], language: str) -> tuple[_City, ...]:
    """Return the city of the first place at each location, after the order of its shard."""
    return tuple(_city_at(campaign, point, language) for point in points)


def _city_at(campaign: Query, point: Point, language: str) -> _City:
    places = campaign.places
    lat, lon = (places[name].to_numpy(dtype=np.float64) for name in ("lat", "lon"))
    is_there = (lat == point.lat) & (lon == point.lon)
    row = int(np.argmax(is_there)) if len(places) else 0
    if not len(places) or not is_there[row]:
        return None
    names = [name for name in places.columns if name.partition("__")[0] == "city"]
    city = translated(places[names].take([row]), "city", language)
    return start_of(campaign.campaign), str(city.iloc[0])
