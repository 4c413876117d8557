"""JSON: one complete record per consultation, and facts about the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from data.export.json_files import json_file
from data.filters.choice import Choice
from data.model.campaign import Campaign
from tests.builders import campaign_from, sample_campaign
from tests.extracts import ALL, HOSTILE, NOTHING, extract_of, hostile_campaign


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return sample_campaign(tmp_path_factory.mktemp("sample"))


def read(campaign: Campaign, choice: Choice = ALL, language: str = "en") -> dict[str, Any]:
    return json.loads(b"".join(json_file(extract_of(campaign, choice, language))))


def test_a_record_has_everything_that_belongs_to_it(sample: Campaign) -> None:
    record = read(sample)["consultations"][0]
    assert record["number"] == 1
    assert record["kind"] == {"id": "meeting", "name": "Meeting"}
    assert record["region"] == {"id": "africa", "name": "West Africa"}
    assert (record["start"], record["first_day"], record["last_day"]) == (
        "2015-12-07", "2015-12-07", "2015-12-07",
    )  # fmt: skip
    place = record["places"][0]
    assert (place["city"], place["country"], place["iso2"]) == ("Dakar", "Senegal", "SN")
    assert round(place["lat"]) == 15
    assert [(one["organization_id"], one["role"]) for one in record["roles"]] == [
        ("caritas", "organizer"), ("caritas", "host"), ("iom", "partner"),
    ]  # fmt: skip
    assert [one["title"] for one in record["documents"]] == ["Report"]
    assert record["feeds_into"] == [{"id": "dakar-states", "days": 1}]
    assert record["link"].endswith("c=dakar&lang=en")


def test_unknown_values_are_null_or_empty(sample: Campaign) -> None:
    record = read(sample)["consultations"][5]
    assert record["region"] is None
    assert record["first_day"] is None
    assert record["places"] == record["documents"] == record["photos"] == []
    links = read(sample)["consultations"][4]["fed_by"]
    assert links == [{"id": "dakar-states", "days": None}]


def test_lists_are_lists_and_extra_columns_are_included(tmp_path: Path) -> None:
    rows = [{"sources": "A; B", "budget": "100"}, {"title": "x"}]
    first, second = read(campaign_from(tmp_path, rows))["consultations"]
    assert first["sources"] == ["A", "B"]
    assert first["more"] == {"budget": "100"}
    assert second["more"] == {}


def test_about_describes_the_file(sample: Campaign) -> None:
    about = read(sample, Choice(regions=("africa",)), "fr")["about"]
    assert about["campaign"] == "Un exemple"
    assert about["taken_on"] == "2026-11-24"
    assert about["version"] == sample.version
    assert about["consultations"] == 2
    assert about["link"] == "https://example.org/map/?region=africa&lang=fr"


def test_an_empty_selection_gives_an_empty_list_and_facts(sample: Campaign) -> None:
    given = read(sample, NOTHING)
    assert given["consultations"] == []
    assert given["about"]["choice"] == "1999: 0 of 5 consultations"


def test_hostile_texts_come_back_as_they_are(tmp_path: Path) -> None:
    titles = [one["title"] for one in read(hostile_campaign(tmp_path))["consultations"]]
    assert titles == [text.strip() for text in HOSTILE]
