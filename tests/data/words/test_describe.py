"""Descriptions of selections, dates and places."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data.filters.choice import ALL_KINDS, Choice
from data.filters.describe import dates_in_words, names_of, places_in_words, region_names
from data.filters.filters import period
from data.filters.query import Query
from data.filters.select import describe, select
from data.model.campaign import Campaign
from data.model.schema import GLOBAL
from data.words.languages import translations
from tests.builders import campaign_from, sample_campaign
from tests.dates import tight
from tests.shipped import shipped_campaign

OWN = "7 civil society consultations"
MOMENTS = "a webinar and the launch"

DESCRIBED = [
    # a choice in the shipped campaign, in words
    (Choice(), "All regions: 7 civil society consultations, a webinar and the launch"),
    (
        Choice(regions=("west-central-africa",), since="2015", until="2016"),
        "West & Central Africa, 2015–2016: 1 of 7 civil society consultations",
    ),
    (
        Choice(regions=("mena", "asia")),
        f"Middle East & North Africa and South, East & South East Asia: 2 of {OWN}",
    ),
    (
        Choice(regions=("mena", "asia", GLOBAL)),
        (
            "Middle East & North Africa, South, East & South East Asia and Global: "
            "3 of 7 civil society consultations, a webinar and the launch"
        ),
    ),
    (
        Choice(kinds=(ALL_KINDS,)),
        (
            "All regions, related meetings too: 18 meetings "
            f"({OWN}, a webinar, the launch and 9 related meetings)"
        ),
    ),
    (Choice(kinds=("webinar",)), "All regions, Webinars: a webinar"),
    (
        Choice(kinds=("webinar", "launch")),
        f"All regions, Webinars and Launches of the Guidelines: {MOMENTS}",
    ),
    (
        Choice(kinds=("states-regional", "launch"), until="2015"),
        (
            "All regions, Regional consultations of States and Launches of the Guidelines, "
            "until 2015: 3 of 7 meetings (3 related meetings)"
        ),
    ),
    (
        Choice(kinds=("states-regional",), regions=("mena",)),
        "Middle East & North Africa, Regional consultations of States: 1 of 6 related meetings",
    ),
    (
        Choice(kinds=("webinar",), regions=("mena",)),
        "Middle East & North Africa, Webinars: 0 civil society consultations",
    ),
    (Choice(countries=("CR", "LB")), "Costa Rica and Lebanon: 2 of 7 civil society consultations"),
    (Choice(since="2016"), "From 2016: 4 of 7 civil society consultations and the launch"),
    (Choice(until="2015-12"), "Until December 2015: 3 of 7 civil society consultations"),
    (Choice(words="liban beyrouth"), "“liban beyrouth”: 1 of 7 civil society consultations"),
    (Choice(words="{zebra} %s"), "“{zebra} %s”: 0 of 7 civil society consultations"),
    (Choice(role="host"), "Host known: 6 of 7 civil society consultations"),
    (
        Choice(organizations=("mfa",), role="organizer"),
        "Organized by Migrant Forum in Asia: 2 of 7 civil society consultations",
    ),
]

ORGANIZATIONS = [
    # role, sentence about an organization of the sample
    ("", "With Red Cross: 2 of 5 consultations"),
    ("organizer", "Organized by Red Cross: 1 of 5 consultations"),
    ("host", "Hosted by Red Cross: 1 of 5 consultations"),
    ("partner", "With Red Cross as partner: 0 of 5 consultations"),
]

PERIODS = [
    # from, to, in words
    ("", "", ""),
    ("2015", "", "from 2015"),
    ("", "2015-12", "until December 2015"),
    ("2015-12-07", "", "from 7 December 2015"),
    ("2015", "2015", "2015"),
    ("2015", "2016", "2015–2016"),
    ("2015-03", "2015-03", "March 2015"),
    ("2015-03", "2016", "March 2015 – December 2016"),
    ("2015-03-21", "2015-03-22", "21–22 March 2015"),
    ("2015", "2016-04-29", "1 January 2015 – 29 April 2016"),
    ("2015-12-07", "2015-12-07", "7 December 2015"),
]


@pytest.fixture(scope="module")
def shipped() -> Campaign:
    return shipped_campaign()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return sample_campaign(tmp_path_factory.mktemp("sample"))


@pytest.mark.parametrize(("choice", "sentence"), DESCRIBED)
def test_describe_names_the_filters_and_counts_the_consultations(
    shipped: Campaign, choice: Choice, sentence: str
) -> None:
    assert tight(describe(shipped, choice, "en")) == sentence


@pytest.mark.parametrize(("role", "sentence"), ORGANIZATIONS)
def test_describe_names_the_role_of_an_organization(
    sample: Campaign, role: str, sentence: str
) -> None:
    assert describe(sample, Choice(organizations=("cross",), role=role), "en") == sentence


def test_many_consultations_are_written_with_separators(tmp_path: Path) -> None:
    many = campaign_from(tmp_path, [{"region": "asia"} for _ in range(1200)] + [{}])
    assert describe(many, Choice(), "en") == "All regions: 1,201 consultations"
    assert describe(many, Choice(regions=("asia",)), "en") == "asia: 1,200 of 1,201 consultations"


def test_kinds_and_regions_missing_from_the_lists_are_written_as_in_the_table(
    tmp_path: Path,
) -> None:
    campaign = campaign_from(tmp_path, [{"kind": "Town hall", "region": "Far East"}])
    choice = Choice(kinds=("town-hall",), regions=("far-east",))
    assert describe(campaign, choice, "en") == "Far East, Town hall: 1 consultation"


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({}, "By Red Cross"),
        ({"since": "2015"}, "By Red Cross; from the year 2015"),
        ({"since": "2015-12-07", "organizations": (), "role": ""}, "From day 7 December 2015"),
        ({"regions": ("africa",)}, "West Africa; by Red Cross"),
    ],
)
def test_a_language_has_its_own_commas_and_words_at_the_beginning(
    sample: Campaign, monkeypatch: pytest.MonkeyPatch, choice: dict[str, Any], words: str
) -> None:
    messages = {
        "Organized by {who}": "By {who}", "organized by {who}": "by {who}",
        "from {period}": "from the year {period}", "From {day}": "From day {day}",
        ", ": "; ",
    }  # fmt: skip
    say = translations("en")
    monkeypatch.setattr(say, "gettext", lambda message: messages.get(message, message))
    whole = Choice(**({"organizations": ("cross",), "role": "organizer"} | choice))
    assert describe(sample, whole, "en").partition(":")[0] == words


@pytest.mark.parametrize(
    ("pattern", "place"),
    [("{country}{city}", "SenegalDakar"), ("{city} ({country})", "Dakar (Senegal)")],
)
def test_a_language_has_its_own_order_of_city_and_country(
    sample: Campaign, monkeypatch: pytest.MonkeyPatch, pattern: str, place: str
) -> None:
    say = translations("en")
    monkeypatch.setattr(say, "gettext", lambda _message: pattern)
    assert places_in_words(sample.places, "en")["dakar"] == place


def test_an_empty_campaign_has_no_consultations(tmp_path: Path) -> None:
    assert describe(campaign_from(tmp_path), Choice(), "en") == "All regions: 0 consultations"


@pytest.mark.parametrize(("since", "until", "words"), PERIODS)
def test_a_period_is_written_as_exactly_as_it_was_chosen(
    since: str, until: str, words: str
) -> None:
    assert tight(period(Choice(since=since, until=until), "en")) == tight(words)


def test_dates_are_written_as_exactly_as_they_are_known(sample: Campaign) -> None:
    said = dates_in_words(sample.consultations, "en")
    assert dict(zip(sample.consultations["id"], map(tight, said), strict=True)) == {
        "dakar": "7 December 2015",
        "dakar-states": "8–9 December 2015",
        "new-year": "30 December 2015–2 January 2016",
        "some-day": "2016",
        "cities": "April 2016",
        "webinar": "",
    }


def test_dates_keep_the_index_of_the_consultations(sample: Campaign) -> None:
    turned = sample.consultations[::-1]
    assert list(dates_in_words(turned, "en").index) == list(turned.index)
    assert list(dates_in_words(turned, "en"))[-1] == "7 December 2015"


def test_places_are_written_as_city_and_country_several_joined(sample: Campaign) -> None:
    assert places_in_words(sample.places, "en").to_dict() == {
        "dakar": "Dakar, Senegal",
        "dakar-states": "Dakar, Senegal",
        "new-year": "San José, Costa Rica",
        "some-day": "Dakar, Senegal",
        "cities": "Genève, Switzerland · Brussels, Belgium",
    }
    assert places_in_words(sample.places, "fr")["cities"] == "Genève, Suisse · Bruxelles, Belgique"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"city": "Nowhereville"}, "Nowhereville"),
        ({"country": "Senegal"}, "Senegal"),
        ({"country": "Atlantis", "city": "Poseidonis"}, "Poseidonis, Atlantis"),
        ({"city": "Geneva", "city__fr": "Genève", "country": "CH"}, "Geneva, Switzerland"),
    ],
)
def test_a_place_is_written_with_what_is_known_of_it(
    tmp_path: Path, row: dict[str, str], words: str
) -> None:
    places = campaign_from(tmp_path, [row]).places
    assert list(places_in_words(places, "en")) == [words]


def test_coordinates_alone_have_no_words(tmp_path: Path) -> None:
    places = campaign_from(tmp_path, [{"lat": "14.7", "lon": "-17.4"}]).places
    assert places_in_words(places, "en").to_dict() == {}


def test_an_empty_selection_has_no_dates_and_places(sample: Campaign) -> None:
    nothing = select(sample, Choice(regions=("europe",)))
    assert list(dates_in_words(nothing.consultations, "en")) == []
    assert list(places_in_words(nothing.places, "en")) == []


def test_names_are_translated_where_a_translation_exists(sample: Campaign) -> None:
    assert names_of(sample.regions, "name", "fr") == {
        "africa": "Afrique de l'Ouest",
        "americas": "Latin America",
        "europe": "Europe",
    }
    assert region_names(sample, "en")[GLOBAL] == region_names(sample, "en")[""] == "Global"


def test_a_campaign_may_have_its_own_name_for_no_region(sample: Campaign) -> None:
    texts = {"no_region": "No region", "no_region__fr": "Sans région"}
    named = Query.everything(
        replace(sample.campaign, settings=replace(sample.settings, texts=texts))
    )
    assert region_names(named, "fr")[GLOBAL] == region_names(named, "fr")[""] == "Sans région"
    assert region_names(named, "en")[GLOBAL] == "No region"
