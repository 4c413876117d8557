from __future__ import annotations

from typing import TYPE_CHECKING

from data.statistics.regions import region_comparison
from tests.builders import campaign_from, sample_campaign
from tests.dates import tight

if TYPE_CHECKING:
    from pathlib import Path


def test_every_region_has_its_figures(tmp_path: Path) -> None:
    table = region_comparison(sample_campaign(tmp_path), "en").set_index("region")
    assert list(table.index) == ["africa", "americas", "europe", "global"]
    assert list(table["own"]) == [2, 1, 0, 2]
    assert list(table["related"]) == [1, 0, 0, 0]
    assert table.loc["africa", ["cities", "organizations", "documents"]].tolist() == [1, 2, 1]
    assert tight(table.loc["africa", "when"]) == "December 2015–December 2016"
    assert table.loc["europe", "when"] == ""
    assert table.loc["global", "name"] == "Global"


def test_names_and_months_are_in_the_language(tmp_path: Path) -> None:
    table = region_comparison(sample_campaign(tmp_path), "fr")
    assert table.loc[0, "name"] == "Afrique de l'Ouest"
    assert "décembre 2015" in table.loc[0, "when"]


def test_a_campaign_without_regions_gives_no_row(tmp_path: Path) -> None:
    assert region_comparison(campaign_from(tmp_path), "en").empty
