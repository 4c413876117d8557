"""Coordinates of several places in one cell: "48.85, 2.35; 50.85, 4.35"."""

from __future__ import annotations

import re

import pandas as pd

from data.intake.where.coordinates import read_coordinate_pairs, read_coordinates

# White space is looked for once in each run of it.
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
    """Take a list of coordinates apart; one part where it is none."""
    if len(text) > _LONGEST:
        return [text]
    if match := _MULTIPOINT.fullmatch(text.strip()):
        points = (point.strip(" ()") for point in match["points"].split(","))
        return [f"POINT ({point})" for point in points]
    numbers = [number.strip() for number in text.split(",")]
    if _FRACTIONS.fullmatch(text.strip()) and len(numbers) % _PAIR == 0:
        return [
            ", ".join(numbers[place : place + _PAIR]) for place in range(0, len(numbers), _PAIR)
        ]
    return [part for part in _BETWEEN.split(text.strip()) if part]


def read_lists(
    read: pd.DataFrame, lat: pd.Series[str], lon: pd.Series[str], boxes: pd.DataFrame
) -> pd.DataFrame:
    """Read again, as lists, the rows that could not be read as one place.

    Args:
        read: What `read_coordinates` gives, with `lat` and `lon` as text, "" where unknown.
        lat: The cells; a list of as many numbers as `lon` has, or a list of pairs.
        lon: The same; empty, or the same text, beside a list of pairs.
        boxes: As for `read_coordinates`.

    Returns:
        `read`, with several numbers in a cell joined by "; ". A row of which one place can't be
        read has none, and that place's problem.
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
    """A row a place of the rows that are lists: `row` (its index), `lat`, `lon` ("" for pairs)."""
    rows = []
    for row, lats, lons in zip(lat.index, lat, lon, strict=True):
        first, second = parts_of_list(lats), parts_of_list(lons)
        if lats and lons and lats != lons:
            if len(first) == len(second) > 1:
                rows += [(row, *pair) for pair in zip(first, second, strict=True)]
        elif len(parts := first or second) > 1:
            rows += [(row, part, "") for part in parts]
    return pd.DataFrame(rows, columns=["row", "lat", "lon"])
