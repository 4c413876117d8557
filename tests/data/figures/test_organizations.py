from __future__ import annotations

from pathlib import Path

import pytest

from data.figures.organizations import (
    RoleFigures,
    count_related_organizations,
    involvement_names,
    involvements_in_words,
    organization_names,
    ranking_rows,
    ranking_table,
    region_rows,
    role_figures,
    wrap,
    year_rows,
)
from data.filters.choice import ALL_KINDS, Choice
from data.filters.select import select
from data.model.campaign import Campaign
from data.model.roles import INVOLVEMENTS
from tests.builders import campaign_from, sample_campaign


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    return sample_campaign(tmp_path)


@pytest.fixture
def nothing(campaign: Campaign) -> Campaign:
    return select(campaign, Choice(words="nowhere"))


def test_every_involvement_has_a_name() -> None:
    assert tuple(involvement_names("en")) == INVOLVEMENTS


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({}, ""),
        ({"both": 0, "host": 2}, "hosted 2"),
        ({"partner": 6, "both": 1}, "organized and hosted 1, partner in 6"),
    ],
)
def test_involvements_are_written_in_order(counts: dict[str, int], said: str) -> None:
    assert involvements_in_words(counts, "en") == said


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ""),
        ("Caritas", "Caritas"),
        ("one two three four", "one two\nthree\nfour"),
        ("one two three four five six", "one two\nthree\nfour…"),
        ("abcdefghijkl", "abcdefgh\nijkl"),
    ],
)
def test_a_long_text_is_cut_with_dots(text: str, lines: str) -> None:
    assert wrap(text, 8, 3) == lines


def test_an_organization_without_a_name_is_called_by_its_id(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, [{"organizers": "x"}], organizations=[{"id": "x"}])
    assert organization_names(campaign, "en").loc["x", "name"] == "x"


def test_names_follow_the_language(tmp_path: Path) -> None:
    rows = [{"id": "x", "name": "Network", "name__fr": "Réseau"}]
    campaign = campaign_from(tmp_path, organizations=rows)
    assert organization_names(campaign, "fr").loc["x", "name"] == "Réseau"


def test_bars_are_stacked_in_order_of_rank(campaign: Campaign) -> None:
    rows = ranking_rows(campaign, "en")
    own = rows[rows["organization"] == "iom"]
    assert list(own["involvement"]) == ["organizer", "partner"]
    assert list(zip(own["start"], own["end"], strict=True)) == [(0, 3), (3, 4)]
    assert set(own["total"]) == {4}
    assert set(own["roles"]) == {"organized 3, partner in 1"}
    assert list(rows["rank"]) == sorted(rows["rank"])


def test_only_the_most_active_are_ranked(campaign: Campaign) -> None:
    assert set(ranking_rows(campaign, "en", most=1)["organization"]) == {"iom"}
    assert set(region_rows(campaign, "en", most=1)["organization"]) == {"iom"}


def test_organizer_and_host_in_one_are_told_apart(campaign: Campaign) -> None:
    table = ranking_table(campaign, "en").set_index("organization")
    assert table.loc["caritas", ["both", "organizer", "host"]].tolist() == [1, 0, 0]
    assert table.loc["iom", "short"] == "IOM"
    assert role_figures(campaign) == RoleFigures(4, 0, 4, 2, 1)


def test_years_come_in_order_and_no_date_last(campaign: Campaign) -> None:
    rows = year_rows(campaign)
    assert list(rows["year"].unique()) == ["2015", "2016", ""]
    assert list(rows["consultations"]) == [3, 2, 1]
    assert set(rows["involvement"]) == {""}


def test_the_years_of_one_organization_are_stacked_by_what_it_did(campaign: Campaign) -> None:
    rows = year_rows(campaign, "iom")
    assert list(rows["year"]) == ["2015", "2015", "2016"]
    assert list(rows["involvement"]) == ["organizer", "partner", "organizer"]
    assert list(rows["end"]) == [2, 3, 1]
    assert list(rows["total"]) == [3, 3, 1]


def test_equal_counts_are_sorted_by_the_name_that_is_shown(tmp_path: Path) -> None:
    organizations = [{"id": "a", "name": "Zebra"}, {"id": "b", "name": "\u00c9toile"}]
    rows = [{"organizers": "Zebra; Étoile; government"}]
    campaign = campaign_from(tmp_path, rows, organizations=organizations)
    assert list(ranking_table(campaign, "en")["name"]) == ["Étoile", "government", "Zebra"]


def test_every_region_that_met_has_a_column_global_last(campaign: Campaign) -> None:
    rows = region_rows(campaign, "en")
    assert list(rows["region"].unique()) == ["africa", "americas", ""]
    assert rows["region_name"].iloc[2] == "Global"
    own = rows[rows["organization"] == "iom"].set_index("region")["consultations"]
    assert own.to_dict() == {"africa": 2, "americas": 1, "": 1}
    assert len(rows) == 4 * 3


def test_nothing_chosen_gives_rows_of_the_same_columns(
    campaign: Campaign, nothing: Campaign
) -> None:
    for rows in (
        lambda one: ranking_rows(one, "en"),
        year_rows,
        lambda one: region_rows(one, "en"),
        lambda one: ranking_table(one, "en"),
    ):
        empty = rows(nothing)
        assert empty.empty
        assert list(empty.columns) == list(rows(campaign).columns)
    assert role_figures(nothing) == RoleFigures(0, 0, 0, 0, 0)


def test_related_meetings_may_have_organizations_where_own_ones_have_none(
    campaign: Campaign,
) -> None:
    choice = Choice(since="2015-12-08", until="2015-12-09")
    assert select(campaign, choice).roles.empty
    assert count_related_organizations(campaign, choice) == 1
    assert count_related_organizations(campaign, Choice(kinds=(ALL_KINDS,), words="nowhere")) == 0
