"""The files built by `tools.world.build` are as the map and the gazetteer need them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from data.geo.countries import countries, countries_of, iso3_by_iso2, subregions
from data.geo.gazetteer import CITIES, Gazetteer
from tools.world.shapes import cut

SHAPES = CITIES.parent / "shapes"
LAND = ("land-110m.json", "land-50m.json")

HEAVIEST = {
    CITIES: 20_000_000,
    SHAPES / "land-110m.json": 300_000,
    SHAPES / "land-50m.json": 1_600_000,
    CITIES.parent / "countries.csv": 30_000,
}


@cache
def features(file: str) -> list[dict[str, Any]]:
    collection: dict[str, Any] = json.loads((SHAPES / file).read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    loaded: list[dict[str, Any]] = collection["features"]
    return loaded


def rings(feature: dict[str, Any]) -> list[list[list[float]]]:
    geometry = feature["geometry"]
    is_single = geometry["type"] == "Polygon"
    polygons = [geometry["coordinates"]] if is_single else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


@pytest.mark.parametrize(("path", "heaviest"), HEAVIEST.items(), ids=str)
def test_files_are_light_enough_to_clone(path: Path, heaviest: int) -> None:
    assert path.stat().st_size < heaviest


@pytest.mark.parametrize("file", LAND)
def test_no_ring_spans_the_map(file: str) -> None:
    steps = [
        (feature["properties"], max(abs(b[0] - a[0]) for a, b in pairwise(ring)))
        for feature in features(file)
        for ring in rings(feature)
    ]

    assert [properties for properties, longest in steps if longest > 180] == []


@pytest.mark.parametrize("file", LAND)
def test_every_ring_is_closed_and_on_the_map(file: str) -> None:
    for feature in features(file):
        assert rings(feature)
        for ring in rings(feature):
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in ring)


@pytest.mark.parametrize("file", LAND)
def test_every_country_has_one_shape(file: str) -> None:
    codes = [feature["properties"]["iso"] for feature in features(file)]
    known = [code for code in codes if code is not None]

    assert sorted(known) == sorted(iso3_by_iso2().values())


@pytest.mark.parametrize("file", LAND)
def test_numeric_codes_are_those_of_the_table(file: str) -> None:
    numerics = countries().set_index("iso3")["numeric"]

    for feature in features(file):
        iso = feature["properties"]["iso"]
        assert feature.get("id", "") == (numerics[iso] if iso else "")


@pytest.mark.parametrize("file", LAND)
def test_antarctica_reaches_the_edge_of_the_map(file: str) -> None:
    (antarctica,) = (f for f in features(file) if f["properties"]["iso"] == "ATA")
    points = {tuple(point) for ring in rings(antarctica) for point in ring}

    assert {(-180.0, -90.0), (180.0, -90.0)} <= points


def test_overseas_parts_are_not_drawn_with_their_state() -> None:
    (france,) = (f for f in features("land-50m.json") if f["properties"]["iso"] == "FRA")

    assert min(lat for ring in rings(france) for _, lat in ring) > 40


def test_label_points_are_on_the_map() -> None:
    table = countries().astype({"lat": float, "lon": float})

    assert table["lat"].between(-90, 90).all()
    assert table["lon"].between(-180, 180).all()


def test_every_region_has_countries_and_known_parents() -> None:
    table = subregions()
    parents = table["parents"].str.split(";").explode()

    assert set(parents) - {""} <= set(table["code"])
    assert all(countries_of([code]) for code in table["code"])


def test_cities_lie_in_known_countries_and_on_the_map() -> None:
    with closing(sqlite3.connect(f"{CITIES.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        codes = {code for (code,) in connection.execute("select distinct iso2 from region")}
        query = "select count(*) from city where abs(lat) > 90e4 or abs(lon) > 180e4"
        (outside,) = connection.execute(query).fetchone()

    assert codes <= set(iso3_by_iso2())
    assert outside == 0


def test_a_missing_table_of_cities_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        Gazetteer(tmp_path / "nothing.sqlite")


def test_a_ring_over_the_antimeridian_is_cut_in_two() -> None:
    ring = [(170.0, 0.0), (170.0, 10.0), (-170.0, 10.0), (-170.0, 0.0), (170.0, 0.0)]

    west, east = sorted(cut([ring]))

    assert {x for x, _ in west[0]} == {-180.0, -170.0}
    assert {x for x, _ in east[0]} == {170.0, 180.0}


def test_a_ring_elsewhere_is_left_alone() -> None:
    ring = [(0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (0.0, 0.0)]

    assert cut([ring]) == [[ring]]
