"""Regions made from a column, from M49, from a table of countries, or not at all."""

from __future__ import annotations

import time
from pathlib import Path

import pandas as pd
import pytest

from data.importing.regions import propose_rule, regions_for
from data.loading.load import load_campaign
from data.model.schema import REGION_COLUMNS
from data.words import languages
from tests.builders import write_campaign

ROWS = [
    # country, region, its sub-region
    ("Senegal", "West", "Western Africa"),
    ("Côte d'Ivoire", "West", "Western Africa"),
    ("Costa Rica; Panama", "", "Central America"),
    ("CH", "Global", "Western Europe"),
    ("Kenya", "Africa", "Eastern Africa"),
    ("Atlantis", "", ""),
    ("Yugoslavia", "", ""),
    ("", "", ""),
]
TABLE = pd.DataFrame(
    ROWS, columns=["country", "region", "expected"], dtype="str", index=range(5, 13)
)


def test_a_column_of_regions_stays_unchanged() -> None:
    texts, regions = regions_for(TABLE, "column")
    pd.testing.assert_series_equal(texts, TABLE["region"])
    assert list(regions["name"]) == ["West", "Africa"]
    assert list(regions["id"]) == ["west", "africa"]
    assert list(regions["m49"]) == ["", "002"]


def test_subregions_are_those_of_the_first_country() -> None:
    texts, regions = regions_for(TABLE, "subregions")
    assert texts.to_dict() == TABLE["expected"].to_dict()
    assert list(regions["name"]) == [
        "Eastern Africa", "Western Africa", "Central America", "Western Europe",
    ]  # fmt: skip
    assert list(regions["m49"]) == ["014", "011", "013", "155"]
    assert list(regions.columns[:2]) == ["id", "name"]
    assert set(REGION_COLUMNS) <= set(regions.columns)


def test_a_country_found_by_its_city_counts_too() -> None:
    texts, _ = regions_for(TABLE.assign(iso3=["", "", "", "", "", "BRA", "", ""]), "subregions")
    assert list(texts)[5:] == ["South America", "", ""]
    assert texts.iloc[0] == "Western Africa"


def test_a_table_of_countries_makes_regions() -> None:
    drawn = {"SEN": "Home", "KEN": " Elsewhere", "che": "elsewhere", "FRA": "Elsewhere", "USA": ""}
    texts, regions = regions_for(TABLE, "table", drawn)
    assert list(texts) == ["Home", "", "", "elsewhere", "Elsewhere", "", "", ""]
    assert list(regions["name"]) == ["Home", "Elsewhere"]
    assert list(regions["countries"]) == ["SEN", "CHE; FRA; KEN"]


@pytest.mark.parametrize("rule", ["table", "none"])
def test_no_rule_gives_no_regions(rule: str) -> None:
    texts, regions = regions_for(TABLE, rule)
    assert list(texts) == [""] * 8
    assert texts.index.equals(TABLE.index)
    assert regions.empty
    assert set(REGION_COLUMNS) <= set(regions.columns)


PROPOSED = [
    # regions, countries, rule
    (["West", ""], ["", ""], "column"),
    (["", ""], ["Senegal", ""], "subregions"),
    (["", ""], ["Atlantis", ""], "none"),
    ([f"A long note {n}" for n in range(100)], ["Senegal"] * 100, "subregions"),
    ([], [], "none"),
]


@pytest.mark.parametrize(("regions", "countries", "rule"), PROPOSED)
def test_a_rule_is_proposed(regions: list[str], countries: list[str], rule: str) -> None:
    table = pd.DataFrame({"region": regions, "country": countries}, dtype="str")
    assert propose_rule(table) == rule
    texts, _ = regions_for(table, "")
    pd.testing.assert_series_equal(texts, regions_for(table, rule)[0])


def test_a_table_without_these_columns_has_no_regions() -> None:
    assert propose_rule(pd.DataFrame({"title": ["A"]})) == "none"
    texts, _ = regions_for(pd.DataFrame({"title": ["A"]}), "subregions")
    assert list(texts) == [""]


@pytest.mark.parametrize("rule", ["column", "subregions", "table"])
def test_a_campaign_loads_these_regions(rule: str, tmp_path: Path) -> None:
    texts, regions = regions_for(TABLE, rule, {"SEN": "Home", "KEN": "Elsewhere"})
    rows = [{"region": text, "country": row[0]} for text, row in zip(texts, ROWS, strict=True)]
    campaign = load_campaign(write_campaign(tmp_path, rows, regions=regions.to_dict("records")))
    assert not any(issue.column == "region" for issue in campaign.issues)
    assert set(campaign.consultations["region"]) - {""} <= set(campaign.regions["id"])
    assert all(campaign.regions["iso3"][campaign.regions["m49"] != ""].map(len))


def test_regions_are_named_in_the_languages_of_the_interface(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    (tmp_path / "fr.po").write_text("")
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    _, regions = regions_for(TABLE, "subregions")
    assert regions.set_index("name").loc["Western Africa", "name__fr"] == "Afrique occidentale"


def test_a_quarter_of_a_million_rows_are_quick() -> None:
    table = pd.concat([TABLE] * 31_250, ignore_index=True)
    began = time.process_time()
    regions_for(table, "subregions")
    assert time.process_time() - began < 5
