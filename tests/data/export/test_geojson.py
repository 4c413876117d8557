"""GeoJSON, checked against RFC 7946."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.export.json_files import geojson_file
from data.filters.choice import Choice
from data.model.campaign import Campaign
from tests.builders import campaign_from, sample_campaign
from tests.extracts import ALL, HOSTILE, NOTHING, extract_of, hostile_campaign


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return sample_campaign(tmp_path_factory.mktemp("sample"))


def read(campaign: Campaign, choice: Choice = ALL) -> dict[str, Any]:
    given: dict[str, Any] = json.loads(b"".join(geojson_file(extract_of(campaign, choice))))
    expect_rfc_7946(given)
    return given


def expect_rfc_7946(given: dict[str, Any]) -> None:
    """Check members, types, order and bounds of coordinates against the standard."""
    assert given["type"] == "FeatureCollection"
    assert "crs" not in given
    positions = []
    ids = [feature["id"] for feature in given["features"]]
    assert len(ids) == len(set(ids))
    for feature in given["features"]:
        assert feature["type"] == "Feature"
        assert isinstance(feature["properties"], dict)
        assert "geometry" in feature
        if feature["geometry"]:
            assert set(feature["geometry"]) == {"type", "coordinates"}
            positions += list(_positions(feature["geometry"]))
    for lon, lat in positions:
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90
    if positions:
        lons, lats = zip(*positions, strict=True)
        assert given["bbox"] == [min(lons), min(lats), max(lons), max(lats)]
    else:
        assert "bbox" not in given


def _positions(geometry: dict[str, Any]) -> Iterator[list[float]]:
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Point":
        yield coordinates
        return
    lines = [coordinates] if geometry["type"] == "LineString" else coordinates
    assert geometry["type"] in ("LineString", "MultiLineString")
    for line in lines:
        assert len(line) >= 2
        yield from line


def of(given: dict[str, Any], what: str) -> list[dict[str, Any]]:
    return [one for one in given["features"] if one["properties"]["feature"] == what]


def test_there_is_one_point_per_consultation_and_place_longitude_first(sample: Campaign) -> None:
    features = of(read(sample), "consultation")
    assert [one["id"] for one in features] == [
        "dakar", "dakar-states", "new-year", "some-day", "cities", "cities/2", "webinar",
    ]  # fmt: skip
    assert [round(degrees) for degrees in features[0]["geometry"]["coordinates"]] == [-17, 15]
    said = features[0]["properties"]
    assert (said["title"], said["organizers"], said["city"]) == (
        "Hearing in Dakar", "Caritas Senegal", "Dakar",
    )  # fmt: skip
    assert said["venue"] is None


def test_a_consultation_without_a_place_has_a_feature_without_geometry(sample: Campaign) -> None:
    webinar = of(read(sample), "consultation")[-1]
    assert webinar["geometry"] is None
    assert webinar["properties"]["title"] == "Webinar"
    assert webinar["properties"]["position"] is None


def test_a_link_between_placed_consultations_is_a_line(sample: Campaign) -> None:
    lines = of(read(sample), "link")
    assert [one["id"] for one in lines] == ["dakar>dakar-states", "dakar-states>cities"]
    assert lines[0]["properties"]["days"] == 1
    start, end = lines[1]["geometry"]["coordinates"]
    assert [round(degrees) for degrees in (*start, *end)] == [-17, 15, 6, 46]


def test_a_link_to_a_consultation_outside_the_selection_is_a_line(sample: Campaign) -> None:
    given = read(sample, Choice(words="hearing"))
    assert [one["id"] for one in given["features"]] == ["dakar", "dakar>dakar-states"]


def test_a_line_over_the_180th_meridian_is_cut_there(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "lat": "-18", "lon": "178", "feeds_into": "b"},
        {"id": "b", "lat": "-14", "lon": "-172"},
    ]
    line = of(read(campaign_from(tmp_path, rows)), "link")[0]["geometry"]
    assert line == {
        "type": "MultiLineString",
        "coordinates": [[[178, -18], [180, -17.2]], [[-180, -17.2], [-172, -14]]],
    }


def test_an_empty_selection_gives_no_feature_but_facts_about_the_file(sample: Campaign) -> None:
    given = read(sample, NOTHING)
    assert given["features"] == []
    assert given["about"]["choice"] == "1999: 0 of 5 consultations"


def test_hostile_texts_come_back_as_they_are(tmp_path: Path) -> None:
    features = of(read(hostile_campaign(tmp_path)), "consultation")
    assert [one["properties"]["title"] for one in features] == [t.strip() for t in HOSTILE]
