from __future__ import annotations

from pathlib import Path

import pytest

from data.figures.regions import (
    is_narrowed,
    region_choice,
    region_comparison,
    region_ids,
    region_in_focus,
)
from data.filters.choice import ALL_KINDS, Choice, View
from tests.builders import campaign_from, sample_campaign
from tests.dates import tight


def test_every_region_has_its_figures(tmp_path: Path) -> None:
    table = region_comparison(sample_campaign(tmp_path), "en").set_index("region")
    assert list(table.index) == ["africa", "americas", "europe", "global"]
    assert list(table["own"]) == [2, 1, 0, 2]
    assert list(table["related"]) == [1, 0, 0, 0]
    assert table.loc["africa", ["cities", "organizations", "documents"]].tolist() == [1, 2, 0]
    # The one document is known, but has no address to open it at.
    assert tight(table.loc["africa", "when"]) == "December 2015–December 2016"
    assert table.loc["europe", "when"] == ""
    assert table.loc["global", "name"] == "Global"


def test_names_and_months_are_in_the_language(tmp_path: Path) -> None:
    table = region_comparison(sample_campaign(tmp_path), "fr")
    assert table.loc[0, "name"] == "Afrique de l'Ouest"
    assert "décembre 2015" in table.loc[0, "when"]


def test_a_campaign_without_regions_gives_no_row(tmp_path: Path) -> None:
    assert region_comparison(campaign_from(tmp_path), "en").empty


def test_those_for_no_region_come_last(tmp_path: Path) -> None:
    assert region_ids(sample_campaign(tmp_path)) == ["africa", "americas", "europe", "global"]


def test_no_consultation_for_no_region_makes_no_global(tmp_path: Path) -> None:
    regions = [{"id": "asia", "name": "Asia"}]
    assert region_ids(campaign_from(tmp_path, [{"region": "Asia"}], regions=regions)) == ["asia"]
    assert region_ids(campaign_from(tmp_path)) == []


@pytest.mark.parametrize(
    ("regions", "selected", "region"),
    [
        ((), "", "africa"),  # the first
        (("americas",), "", "americas"),
        (("global",), "", "global"),
        (("americas",), "dakar", "americas"),  # what is chosen goes before what is open
        (("americas", "europe"), "", "africa"),  # several are none
        ((), "new-year", "americas"),  # the opened one's
        ((), "webinar", "global"),
        ((), "nowhere", "africa"),
    ],
)
def test_one_region_is_in_focus(
    tmp_path: Path, regions: tuple[str, ...], selected: str, region: str
) -> None:
    view = View(choice=Choice(regions=regions), selected=selected)
    assert region_in_focus(sample_campaign(tmp_path), view) == region


def test_a_campaign_without_anything_has_no_focus(tmp_path: Path) -> None:
    assert region_in_focus(campaign_from(tmp_path), View()) == ""


def test_other_filters_hold_for_the_region_too() -> None:
    choice = Choice(regions=("asia",), kinds=("webinar",), since="2016")
    there = region_choice(choice, "mena")
    assert there == Choice(regions=("mena",), kinds=(ALL_KINDS,), since="2016")
    assert is_narrowed(choice, "mena")
    assert not is_narrowed(Choice(regions=("asia",), kinds=("webinar",)), "mena")
