"""Read columns of coordinates, and say what was repaired."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from data.lists.places.angles import (
    LAT,
    LETTER_O,
    LON,
    NO_ANGLE,
    NO_PAIR,
    ONE_AXIS,
    SIXTY,
    TWO_SIGNS,
    Angle,
    angle,
    angle_pair,
)
from data.model.errors import msgid

SWAPPED_BY_RANGE = msgid("Latitude and longitude were swapped: a latitude can't exceed 90 degrees.")
SWAPPED_BY_LETTER = msgid("Latitude and longitude were swapped, as their letters show.")
SWAPPED_BY_COUNTRY = msgid("Latitude and longitude were swapped, so that they are in the country.")
AROUND = msgid("The longitude was counted up to 360. It is counted from -180 to 180 now.")
FROM_ONE_CELL = msgid("Latitude and longitude were read from one cell.")

ONE_MISSING = msgid("Latitude or longitude is missing.")
OUT_OF_RANGE = msgid("Latitude must be from -90 to 90, longitude from -180 to 180.")
ZERO = msgid("The coordinates are 0, 0.")

_CORRECT = msgid("Correct the coordinates, or clear both to look up the city.")
ACTIONS = dict.fromkeys(
    (NO_ANGLE, NO_PAIR, LETTER_O, TWO_SIGNS, SIXTY, ONE_AXIS, ONE_MISSING, OUT_OF_RANGE), _CORRECT
) | {ZERO: msgid("Clear both if the place is unknown. They were ignored.")}
"""What to do about each problem. Coordinates with a problem are not used."""

BOX_COLUMNS = ("south", "west", "north", "east")
_MOST_LAT, _MOST_LON, _TURN = 90, 180, 360
_HABIT = 3
"""So many longitudes beyond 180, and none below 0, are a habit of the column."""
_MARGIN = 2.0
"""Degrees that a place may be outside its country's box: islands, coarse boxes."""


def read_coordinates(
    lat: pd.Series[str], lon: pd.Series[str], boxes: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Read a column of latitudes and one of longitudes.

    Args:
        lat: Text, "" if empty.
        lon: The same, with the same index. A pair in one of the two cells is read too.
        boxes: Bounding box of each row's country, with the same index: `south`, `west`, `north`,
            `east` in degrees, NaN if unknown. West is larger than east if the box crosses 180.

    Returns:
        With the index of `lat`: `lat`, `lon` (degrees, NaN if unknown or unusable), `repair`
        (message id of what was changed, else "") and `problem` (message id of what is wrong, else
        ""). Two empty cells have neither.
    """
    lats, lons = _angles(lat), _angles(lon)
    shared = pd.Series(data=False, index=lat.index)
    for cell, other, read in ((lat, lon, lats), (lon, lat, lons)):
        alone = ((other == "") | (other == cell)) & (read["problem"] != "")
        pairs = _pairs(cell.where(alone, ""))
        is_pair = alone & pairs[0]["degrees"].notna()
        lats[is_pair], lons[is_pair] = pairs[0][is_pair], pairs[1][is_pair]
        shared |= is_pair
    return _check(lats, lons, shared, boxes)


def read_coordinate_pairs(texts: pd.Series[str], boxes: pd.DataFrame | None = None) -> pd.DataFrame:
    """Read a column with latitude and longitude in one cell.

    Args:
        texts: Text such as "48.8566, 2.3522" or "POINT (2.3522 48.8566)", "" if empty.
        boxes: As for `read_coordinates`.

    Returns:
        As `read_coordinates`.
    """
    lats, lons = _pairs(texts)
    return _check(lats, lons, pd.Series(data=False, index=texts.index), boxes)


def _angles(texts: pd.Series[str]) -> pd.DataFrame:
    """Return `degrees, axis, repair, problem`, reading each distinct text once."""
    codes, uniques = pd.factorize(texts)
    return _frame((angle(text) if text else Angle() for text in uniques), codes, texts.index)


def _pairs(texts: pd.Series[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read a column of pairs as two columns."""
    codes, uniques = pd.factorize(texts)
    pairs = [angle_pair(text) if text else (Angle(), Angle()) for text in uniques]
    lats, lons = (_frame((pair[side] for pair in pairs), codes, texts.index) for side in (0, 1))
    return lats, lons


def _frame(angles: Iterable[Angle], codes: np.ndarray, index: pd.Index) -> pd.DataFrame:
    frame = pd.DataFrame(list(angles), columns=list(Angle._fields))
    frame = frame.astype({"degrees": "float64", "axis": "str", "repair": "str", "problem": "str"})
    return frame.take(codes).set_axis(index)


def _check(
    lats: pd.DataFrame,
    lons: pd.DataFrame,
    shared: pd.Series[bool],
    boxes: pd.DataFrame | None,
) -> pd.DataFrame:
    """Check and repair latitudes and longitudes together."""
    lat, lon = lats["degrees"], lons["degrees"]
    problem = _first(lats["problem"], lons["problem"])
    repair = _first(lats["repair"], lons["repair"]).mask(shared, FROM_ONE_CELL)
    is_filled = (problem != "") | lat.notna() | lon.notna()
    for message, is_swapped in _swaps(lats, lons, boxes).items():
        lat, lon = lat.where(~is_swapped, lon), lon.where(~is_swapped, lat)
        repair = repair.mask(is_swapped, message)
    is_around = _are_around(lat, lon, boxes)
    lon, repair = lon.where(~is_around, lon - _TURN), repair.mask(is_around, AROUND)
    crossed = (lats["axis"] == LON) != (lons["axis"] == LAT)
    tests = {
        ONE_MISSING: lat.isna() | lon.isna(),
        ONE_AXIS: crossed,
        OUT_OF_RANGE: ~_on_earth(lat, lon),
        ZERO: (lat == 0) & (lon == 0),
    }
    for message, is_wrong in tests.items():
        problem = problem.mask((problem == "") & is_filled & is_wrong, message)
    is_used = problem == ""
    return pd.DataFrame(
        {
            "lat": lat.where(is_used),
            "lon": lon.where(is_used),
            "repair": repair.where(is_used, ""),
            "problem": problem,
        }
    )


def _are_around(
    lat: pd.Series[float], lon: pd.Series[float], boxes: pd.DataFrame | None
) -> pd.Series[bool]:
    """Whether longitudes are counted up to 360: in the row's country, or in the whole column."""
    is_beyond = lat.between(-_MOST_LAT, _MOST_LAT) & lon.between(_MOST_LON, _TURN, "right")
    if not is_beyond.any():
        return is_beyond
    if is_beyond.sum() >= _HABIT and not (lon < 0).any():
        return is_beyond
    if boxes is None:
        return is_beyond & False
    return is_beyond & _within(lat, lon - _TURN, boxes, _MARGIN)


def _first(texts: pd.Series[str], others: pd.Series[str]) -> pd.Series[str]:
    return texts.where(texts != "", others)


def _swaps(
    lats: pd.DataFrame, lons: pd.DataFrame, boxes: pd.DataFrame | None
) -> dict[str, pd.Series[bool]]:
    """Return masks of rows with swapped coordinates, by message id of the evidence."""
    lat, lon = lats["degrees"], lons["degrees"]
    has_letter = (lats["axis"] != "") | (lons["axis"] != "")
    swaps = {
        SWAPPED_BY_LETTER: (lats["axis"] == LON) & (lons["axis"] == LAT),
        SWAPPED_BY_RANGE: ~has_letter & ~_on_earth(lat, lon) & _on_earth(lon, lat),
    }
    if boxes is not None:
        is_elsewhere = _on_earth(lat, lon) & ~_within(lat, lon, boxes, _MARGIN)
        swaps[SWAPPED_BY_COUNTRY] = ~has_letter & is_elsewhere & _within(lon, lat, boxes, 0)
    return swaps


def _on_earth(lat: pd.Series[float], lon: pd.Series[float]) -> pd.Series[bool]:
    return lat.between(-_MOST_LAT, _MOST_LAT) & lon.between(-_MOST_LON, _MOST_LON)


def _within(
    lat: pd.Series[float], lon: pd.Series[float], boxes: pd.DataFrame, margin: float
) -> pd.Series[bool]:
    south, west, north, east = (boxes[name] for name in BOX_COLUMNS)
    is_high = (lat >= south - margin) & (lat <= north + margin)
    after, before = lon >= west - margin, lon <= east + margin
    return is_high & ((after & before) | ((west > east) & (after | before)))


# The lookbehinds let each run of white space match only from its start.
_BETWEEN = re.compile(
    r"(?:(?<!\s)\s+)?[;|\n]\s*|(?<=\))\s*(?:,\s*)?(?=\()|(?<!\s)\s+(?:and|et|y|und|&)\s+",
    re.IGNORECASE,
)
_MULTIPOINT = re.compile(r"multipoint\s*z?\s*\((?P<points>.*)\)", re.IGNORECASE | re.DOTALL)
_FRACTION = r"[+-]?\d{1,3}\.\d+"
_FRACTIONS = re.compile(rf"{_FRACTION}(?:\s*,\s*{_FRACTION}){{3,}}")
_LONGEST = 2_000
_PAIR = 2


def parts_of_list(text: str) -> list[str]:
    """Split a list of coordinates; anything else is one part."""
    if len(text) > _LONGEST:
        return [text]
    if match := _MULTIPOINT.fullmatch(text.strip()):
        points = (point.strip(" ()") for point in match["points"].split(","))
        return [f"POINT ({point})" for point in points]
    numbers = [number.strip() for number in text.split(",")]
    if _FRACTIONS.fullmatch(text.strip()) and len(numbers) % _PAIR == 0:
        return [", ".join(numbers[i : i + _PAIR]) for i in range(0, len(numbers), _PAIR)]
    return [part for part in _BETWEEN.split(text.strip()) if part]


def read_lists(
    read: pd.DataFrame, lat: pd.Series[str], lon: pd.Series[str], boxes: pd.DataFrame
) -> pd.DataFrame:
    """Read rows with a problem again, as lists of places.

    Args:
        read: Result of `read_coordinates`, with `lat` and `lon` as text, "" if unknown.
        lat: The cells; a list of as many numbers as `lon` has, or a list of pairs.
        lon: The same; empty, or the same text, beside a list of pairs.
        boxes: As for `read_coordinates`.

    Returns:
        `read`, with several numbers in a cell joined by "; ". A row with one unreadable place has
        no coordinates, and that place's problem.
    """
    lists = _lists(lat[read["problem"] != ""], lon[read["problem"] != ""])
    if lists.empty:
        return read
    places = boxes.loc[lists["row"]].set_axis(lists.index)
    pairs = lists["lon"] == ""
    single = pd.concat(
        [
            read_coordinate_pairs(lists.loc[pairs, "lat"], places[pairs]),
            read_coordinates(lists.loc[~pairs, "lat"], lists.loc[~pairs, "lon"], places[~pairs]),
        ]
    ).sort_index()
    single[["lat", "lon"]] = single[["lat", "lon"]].round(6).astype("str")
    read = read.copy()
    for row, group in single.groupby(lists["row"]):
        bad = group.loc[group["problem"] != "", "problem"]
        if len(bad):
            read.loc[row, "problem"] = bad.iloc[0]
        else:
            joined = ["; ".join(group["lat"]), "; ".join(group["lon"]), group["repair"].max(), ""]
            read.loc[row, ["lat", "lon", "repair", "problem"]] = joined
    return read


def _lists(lat: pd.Series[str], lon: pd.Series[str]) -> pd.DataFrame:
    """Return one row per place of a list: `row` (index of its row), `lat`, `lon` ("" for pairs)."""
    rows = []
    for row, lats, lons in zip(lat.index, lat, lon, strict=True):
        first, second = parts_of_list(lats), parts_of_list(lons)
        if lats and lons and lats != lons:
            if len(first) == len(second) > 1:
                rows += [(row, *pair) for pair in zip(first, second, strict=True)]
        elif len(parts := first or second) > 1:
            rows += [(row, part, "") for part in parts]
    return pd.DataFrame(rows, columns=["row", "lat", "lon"])
