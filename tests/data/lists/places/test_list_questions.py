"""Other questions about a list: unknown cities, regions by country."""

from __future__ import annotations

from pathlib import Path

from data.importing.regions import country_regions
from data.lists.places.questions import Candidate, apply_answers, unknown_questions
from tests.builders import campaign_from

ROWS = [
    {"city": "Nowhereville", "country": "Peru", "region": "andes"},
    {"city": "nowhereville", "country": "PE", "region": "andes"},
    {"city": "Xyzzyx", "region": ""},
    {"city": "Dakar; Nowhereville", "country": "Senegal", "region": "sahel"},
    {"city": "Dakar", "country": "Senegal", "region": "sahel"},
    {"city": "Lima", "country": "Peru", "region": "coast"},
]


def test_a_name_is_asked_once_however_it_is_written(tmp_path: Path) -> None:
    asked = unknown_questions(campaign_from(tmp_path, ROWS).places)
    assert [(one.city, one.country, one.rows) for one in asked] == [
        ("Nowhereville", "Peru", 2),
        ("Nowhereville", "Senegal", 1),
        ("Xyzzyx", "", 1),
    ]
    assert {one.candidates for one in asked} == {()}


def test_an_answer_applies_to_all_rows_with_the_name(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, ROWS)
    key = unknown_questions(campaign.places)[0].key
    frame = campaign.consultations[["city", "country"]].assign(lat="", lon="")
    answered = apply_answers(frame, {key: Candidate("", "", "Peru", 0, -9.5, -77.5)})
    assert (answered["lat"] == "-9.50000").sum() == 2


def test_countries_with_the_region_that_most_rows_have(tmp_path: Path) -> None:
    table = country_regions(campaign_from(tmp_path, ROWS))
    assert table[["iso3", "rows", "region"]].to_numpy().tolist() == [
        ["PER", 3, "andes"],
        ["SEN", 2, "sahel"],
    ]


def test_an_empty_list_raises_no_question(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path)
    assert unknown_questions(campaign.places) == []
    assert country_regions(campaign).empty
