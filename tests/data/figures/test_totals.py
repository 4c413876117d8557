"""A campaign in figures, counted by hand in the sample."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.figures.totals import Figures, by_organization, by_region, figures, involvements
from data.filters.choice import ALL_KINDS, Choice
from data.filters.select import select
from data.model.campaign import Campaign
from tests.builders import campaign_from, sample_campaign

NOTHING = Choice(regions=("europe",))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return sample_campaign(tmp_path_factory.mktemp("sample"))


def rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return list(
        frame.astype("object").where(frame.notna(), None).itertuples(index=False, name=None)
    )


FIGURES = [
    # consultations, regions, countries, cities, organizations, days, without place, without date
    (Choice(kinds=(ALL_KINDS,)), Figures(6, 2, 4, 4, 4, 7, 1, 1)),
    (Choice(), Figures(5, 2, 4, 4, 4, 5, 1, 1)),
    (Choice(regions=("africa",)), Figures(2, 1, 1, 1, 2, 1, 0, 0)),
    (Choice(kinds=("webinar",)), Figures(1, 0, 0, 0, 1, 0, 1, 1)),
    (NOTHING, Figures(0, 0, 0, 0, 0, 0, 0, 0)),
]


@pytest.mark.parametrize(("choice", "expected"), FIGURES)
def test_figures_count_a_selection(whole: Campaign, choice: Choice, expected: Figures) -> None:
    assert figures(select(whole, choice)) == expected


CITIES = [
    # cities and countries of consultations, how many different cities
    ([("Dakar", "Senegal"), ("DAKAR", "Sénégal")], 1),
    ([("Geneva", "Switzerland"), ("Genève", "Switzerland")], 1),
    ([("San José", "Costa Rica"), ("San Jose", "United States")], 2),
    ([("Nowhereville", ""), ("Nowhereville", "")], 1),
    ([("", "Senegal")], 0),
]


@pytest.mark.parametrize(("places", "count"), CITIES)
def test_a_city_counts_once_however_it_is_spelled(
    tmp_path: Path, places: list[tuple[str, str]], count: int
) -> None:
    consultations = [
        {"city": city, "country": country, "region": "somewhere"} for city, country in places
    ]
    campaign = campaign_from(tmp_path, consultations)
    assert figures(campaign).cities == count
    assert list(by_region(campaign)["cities"]) == [count]


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2016-04-29", "", 1),
        ("2015-12-30", "2016-01-02", 4),
        ("2016-04", "", 0),  # not known to the day
        ("2016-04-29", "2016-05", 0),
        ("", "", 0),
    ],
)
def test_days_are_counted_where_they_are_known(
    tmp_path: Path, start: str, end: str, days: int
) -> None:
    assert figures(campaign_from(tmp_path, [{"start": start, "end": end}])).days == days


def test_regions_are_counted_in_their_order_the_empty_ones_and_none_too(whole: Campaign) -> None:
    day = pd.Timestamp
    assert rows(by_region(whole)) == [
        ("africa", 3, 1, 2, 0, day("2015-12-07"), day("2016-12-31")),
        ("americas", 1, 1, 2, 0, day("2015-12-30"), day("2016-01-02")),
        ("europe", 0, 0, 0, 0, None, None),
        ("", 2, 2, 3, 0, day("2016-04-01"), day("2016-04-30")),
    ]
    assert list(by_region(whole).columns) == [
        *("region", "consultations", "cities", "organizations", "documents", "first", "last"),
    ]


def test_in_an_empty_selection_every_region_counts_0(whole: Campaign) -> None:
    assert rows(by_region(select(whole, NOTHING))) == [
        ("africa", 0, 0, 0, 0, None, None),
        ("americas", 0, 0, 0, 0, None, None),
        ("europe", 0, 0, 0, 0, None, None),
    ]


def test_an_organization_did_one_thing_in_a_consultation(whole: Campaign) -> None:
    assert sorted(rows(involvements(whole)), key=str) == [
        ("cities", "cross", "organizer", 2016, ""),
        ("cities", "iom", "organizer", 2016, ""),
        ("dakar", "caritas", "both", 2015, "africa"),
        ("dakar", "iom", "partner", 2015, "africa"),
        ("dakar-states", "iom", "organizer", 2015, "africa"),
        ("new-year", "cross", "host", 2015, "americas"),
        ("new-year", "iom", "organizer", 2015, "americas"),
        ("webinar", "somebody-new", "organizer", None, ""),
    ]


@pytest.mark.parametrize(
    ("organizers", "hosts", "partners", "involvement"),
    [
        ("A", "", "", "organizer"),
        ("", "A", "", "host"),
        ("", "", "A", "partner"),
        ("A", "A", "", "both"),
        ("A", "", "A", "organizer"),
        ("", "A", "A", "host"),
        ("A", "A", "A", "both"),
    ],
)
def test_an_organizer_or_host_does_not_count_as_partner(
    tmp_path: Path, organizers: str, hosts: str, partners: str, involvement: str
) -> None:
    row = {"organizers": organizers, "hosts": hosts, "partners": partners}
    assert list(involvements(campaign_from(tmp_path, [row]))["involvement"]) == [involvement]


def test_organizations_are_ranked_by_consultations_then_by_id(whole: Campaign) -> None:
    ranked = by_organization(whole)
    assert list(ranked.columns) == [
        *("organization", "both", "organizer", "host", "partner", "total"),
    ]
    assert rows(ranked) == [
        ("iom", 0, 3, 0, 1, 4),
        ("cross", 0, 1, 1, 0, 2),
        ("caritas", 1, 0, 0, 0, 1),
        ("somebody-new", 0, 1, 0, 0, 1),
    ]


def test_counts_follow_the_selection(whole: Campaign) -> None:
    africa = select(whole, Choice(regions=("africa",)))
    assert rows(by_organization(africa)) == [
        ("caritas", 1, 0, 0, 0, 1),
        ("iom", 0, 0, 0, 1, 1),
    ]


def test_no_roles_give_no_rows_of_the_same_columns(whole: Campaign, tmp_path: Path) -> None:
    for campaign in (select(whole, NOTHING), campaign_from(tmp_path, [{}])):
        for count in (involvements, by_organization):
            frame = count(campaign)
            assert list(frame.columns) == list(count(whole).columns)
            assert len(frame) == 0
