from __future__ import annotations

from pathlib import Path

from data.figures.places import place_counts, places_table, status_names
from data.geo.placing import STATUSES
from data.model.campaign import Campaign
from tests.builders import campaign_from


def some_places(folder: Path) -> Campaign:
    rows = [
        {"city": "Dakar", "country": "Senegal", "start": "2015"},
        {"city": "Dakar; Nowhereville", "country": "Senegal", "start": "2016"},
        {"lat": "1.5", "lon": "2.5", "start": "2017"},
        {},
    ]
    return campaign_from(folder, rows)


def test_every_place_says_how_it_was_found_the_lost_ones_first(tmp_path: Path) -> None:
    table = places_table(some_places(tmp_path), "en")
    assert list(table["number"]) == [2, 4, 1, 2, 3]
    assert list(table["status"]) == ["unknown city", "no place", "found", "found", "given"]
    assert list(table["how"][:2]) == ["unknown city", "no place named"]
    assert list(table["city"]) == ["Nowhereville", "", "Dakar", "Dakar", ""]
    assert table["reason"].str.endswith(".").all()
    assert list(table["lat"].notna()) == [False, False, True, True, True]


def test_countries_are_named_in_the_language(tmp_path: Path) -> None:
    table = places_table(some_places(tmp_path), "fr")
    assert table.loc[2, "country"] == "Sénégal"


def test_places_are_counted_by_how_they_were_found(tmp_path: Path) -> None:
    counts = place_counts(some_places(tmp_path))
    assert list(counts) == ["found", "given", "unknown city", "no place"]
    assert list(counts.values()) == [2, 1, 1, 1]


def test_every_status_has_a_name() -> None:
    assert set(status_names("en")) == set(STATUSES)


def test_no_consultation_gives_no_row(tmp_path: Path) -> None:
    assert places_table(campaign_from(tmp_path), "en").empty
    assert place_counts(campaign_from(tmp_path)) == {}
