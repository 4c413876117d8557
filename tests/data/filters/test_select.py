"""Filters: what each lets through, what an option would give, and which one to loosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.filters.choice import ALL_KINDS, Choice
from data.filters.facets import facets
from data.filters.filters import years
from data.filters.select import loosenings, role_counts, select
from data.model.campaign import Campaign
from data.model.schema import GLOBAL
from tests.amount import amount
from tests.builders import campaign_from, sample_campaign

OWN = ["dakar", "new-year", "some-day", "cities", "webinar"]

CHOSEN = [
    # choice, ids that it gives
    (Choice(), OWN),
    (Choice(kinds=(ALL_KINDS,)), ["dakar", "dakar-states", *OWN[1:]]),
    (Choice(kinds=("webinar",)), ["webinar"]),
    (Choice(kinds=("states", "webinar")), ["dakar-states", "webinar"]),
    (Choice(regions=("africa",)), ["dakar", "some-day"]),
    (Choice(regions=("africa", "americas")), ["dakar", "new-year", "some-day"]),
    (Choice(regions=(GLOBAL,)), ["cities", "webinar"]),
    (Choice(regions=("europe",)), []),
    (Choice(regions=("africa",), kinds=(ALL_KINDS,)), ["dakar", "dakar-states", "some-day"]),
    (Choice(countries=("SN",)), ["dakar", "some-day"]),
    (Choice(countries=("BE",)), ["cities"]),  # its second place
    (Choice(countries=("BE", "CR")), ["new-year", "cities"]),
    (Choice(organizations=("iom",)), ["dakar", "new-year", "cities"]),
    (Choice(organizations=("iom",), role="organizer"), ["new-year", "cities"]),
    (Choice(organizations=("iom",), role="partner"), ["dakar"]),
    (Choice(organizations=("iom",), role="host"), []),
    (Choice(organizations=("caritas", "cross"), role="host"), ["dakar", "new-year"]),
    (Choice(role="host"), ["dakar", "new-year"]),  # of any organization
    (Choice(role="partner", kinds=(ALL_KINDS,)), ["dakar"]),
    (Choice(regions=("africa",), organizations=("caritas",), since="2015"), ["dakar"]),
]

TIMES = [
    # from, to, ids of own kinds that overlap
    ("2015", "2015", ["dakar", "new-year"]),
    ("2016", "2016", ["new-year", "some-day", "cities"]),
    ("2015", "2016", ["dakar", "new-year", "some-day", "cities"]),
    ("2016-01-02", "2016-01-02", ["new-year", "some-day"]),
    ("2016-01-03", "2016-01-03", ["some-day"]),
    ("2015-12-07", "2015-12-07", ["dakar"]),
    ("2015-12-08", "2015-12-29", []),
    ("2016-04-30", "", ["some-day", "cities"]),  # may have been on that day
    ("2016-05", "", ["some-day"]),
    ("2017", "", []),
    ("", "2015-12", ["dakar", "new-year"]),
    ("", "2015-12-06", []),
    ("2016", "2015", ["new-year"]),  # the wrong way round: what covers both
]

WORDS = [
    ("dakar", ["dakar", "some-day"]),
    ("DAKAR", ["dakar", "some-day"]),
    ("san jose", ["new-year"]),
    ("San José", ["new-year"]),
    ("jose san", ["new-year"]),  # in any order
    ("san dakar", []),  # all of them
    ("audition a", ["dakar"]),  # in any language
    ("senegal", ["dakar", "some-day"]),
    ("Red Cross", ["new-year", "cities"]),
    ("geneve", ["cities"]),
    ("ear over", []),  # not within a word
    ("yea over", ["new-year"]),  # but at its start
    ("(costa)", ["new-year"]),
    ("[.*", OWN),  # nothing to look for
    ("", OWN),
    ("africa", ["dakar", "some-day"]),  # the region that it was for
    ("ghana", ["dakar", "some-day"]),  # a country of that region
    ("d-1", []),  # an id is not a text
]


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return sample_campaign(tmp_path_factory.mktemp("sample"))


def ids(campaign: Campaign, choice: Choice) -> list[str]:
    return list(select(campaign, choice).consultations["id"])


@pytest.mark.parametrize(("choice", "expected"), CHOSEN)
def test_a_choice_gives_what_every_filter_lets_through(
    campaign: Campaign, choice: Choice, expected: list[str]
) -> None:
    assert ids(campaign, choice) == expected


@pytest.mark.parametrize(("since", "until", "expected"), TIMES)
def test_whatever_overlaps_the_time_counts_and_what_has_no_date_does_not(
    campaign: Campaign, since: str, until: str, expected: list[str]
) -> None:
    assert ids(campaign, Choice(since=since, until=until)) == expected


@pytest.mark.parametrize(("words", "expected"), WORDS)
def test_words_are_found_in_any_text_accents_and_case_forgiven(
    campaign: Campaign, words: str, expected: list[str]
) -> None:
    assert ids(campaign, Choice(words=words)) == expected


def test_what_is_chosen_keeps_its_numbers_and_brings_what_belongs_to_it(
    campaign: Campaign,
) -> None:
    chosen = select(campaign, Choice(regions=(GLOBAL,)))
    assert list(chosen.consultations["number"]) == [5, 6]
    assert list(chosen.places["city"]) == ["Genève", "Brussels"]
    assert set(chosen.roles["organization"]) == {"iom", "cross", "somebody-new"}
    assert list(chosen.photos["id"]) == ["group"]
    assert list(chosen.documents["id"]) == []
    # A line stays where one of its ends is chosen.
    assert list(chosen.feeds["consultation"]) == ["dakar-states"]
    assert chosen.regions is campaign.regions


def test_nothing_chosen_gives_frames_without_rows(campaign: Campaign) -> None:
    chosen = select(campaign, Choice(regions=("europe",)))
    frames = (chosen.consultations, chosen.places, chosen.roles, chosen.feeds, chosen.documents)
    assert [len(frame) for frame in frames] == [0, 0, 0, 0, 0]
    assert list(chosen.consultations.columns) == list(campaign.consultations.columns)


OPTIONS: dict[str, Callable[[str], dict[str, Any]]] = {
    "regions": lambda option: {"regions": (option,)},
    "kinds": lambda option: {"kinds": (option,)},
    "countries": lambda option: {"countries": (option,)},
    "organizations": lambda option: {"organizations": (option,)},
    "years": lambda option: {"since": option, "until": option},
}


def test_the_options_are_those_of_the_campaign_in_its_order(campaign: Campaign) -> None:
    options = {part: list(facets(campaign, Choice())[part]) for part in OPTIONS}
    assert options == {
        "regions": ["africa", "americas", "europe", GLOBAL],
        "kinds": ["meeting", "webinar", "states"],
        "countries": ["BE", "CH", "CR", "SN"],
        "organizations": ["iom", "caritas", "cross", "somebody-new"],
        "years": ["2015", "2016"],
    }


def some(*options: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(options), unique=True, max_size=2).map(tuple)


ANY_CHOICE = st.builds(
    Choice,
    regions=some("africa", "americas", "europe", GLOBAL),
    kinds=some("meeting", "webinar", "states", ALL_KINDS),
    countries=some("SN", "CR", "CH", "BE"),
    organizations=some("iom", "caritas", "cross", "somebody-new"),
    role=st.sampled_from(["", "organizer", "host", "partner"]),
    since=st.sampled_from(["", "2015", "2016", "2016-01-03"]),
    until=st.sampled_from(["", "2015-12-08", "2015", "2016"]),
    words=st.sampled_from(["", "dakar", "san jose", "nothing"]),
)


@pytest.mark.parametrize("part", OPTIONS)
@settings(deadline=None, max_examples=amount(12))
@given(choice=ANY_CHOICE)
def test_an_option_counts_what_choosing_it_gives(
    campaign: Campaign, part: str, choice: Choice
) -> None:
    counts = facets(campaign, choice)[part]
    given_by = {
        option: len(ids(campaign, replace(choice, **OPTIONS[part](option)))) for option in counts
    }
    assert counts == given_by


def test_a_meeting_over_new_year_counts_in_both_years(campaign: Campaign) -> None:
    choice = Choice(regions=("americas",))
    assert facets(campaign, choice)["years"] == {"2015": 1, "2016": 1}


def test_a_campaign_without_dates_has_no_years(tmp_path: Path) -> None:
    assert years(campaign_from(tmp_path / "undated", [{}])) == []
    dated = campaign_from(
        tmp_path / "dated", [{"start": "2013"}, {"start": "2015-12", "end": "2016"}]
    )
    assert years(dated) == ["2013", "2014", "2015", "2016"]


def test_a_campaign_without_rows_gives_no_options(tmp_path: Path) -> None:
    empty = campaign_from(tmp_path)
    assert [facets(empty, Choice())[part] for part in OPTIONS] == [{}, {}, {}, {}, {}]
    assert ids(empty, Choice(words="x", since="2015", countries=("SN",))) == []


ROLE_COUNTS = [
    # choice, consultations that each role would give
    (Choice(), {"organizer": 4, "host": 2, "partner": 1}),
    (Choice(role="host"), {"organizer": 4, "host": 2, "partner": 1}),
    (Choice(organizations=("iom",)), {"organizer": 2, "host": 0, "partner": 1}),
    (Choice(since="2016"), {"organizer": 2, "host": 1, "partner": 0}),
]


@pytest.mark.parametrize(("choice", "expected"), ROLE_COUNTS)
def test_each_role_is_counted_under_the_other_filters(
    campaign: Campaign, choice: Choice, expected: dict[str, int]
) -> None:
    assert role_counts(campaign, choice) == expected


LOOSENINGS = [
    # choice, filters to drop and how many consultations that gives
    (Choice(regions=("europe",)), [(("regions",), 5)]),
    (
        Choice(regions=("americas",), countries=("SN",)),
        [(("regions",), 2), (("countries",), 1)],
    ),
    (
        Choice(organizations=("iom",), role="host", since="2015", until="2015"),
        [(("organizations",), 2)],
    ),
    # only two together
    (
        Choice(regions=("europe",), words="nothing"),
        [(("regions", "words"), 5)],
    ),
    # not even two
    (Choice(regions=("europe",), words="nothing", countries=("FR",)), []),
    (Choice(), []),
]


@pytest.mark.parametrize(("choice", "expected"), LOOSENINGS)
def test_the_filters_whose_loss_helps_are_named_the_most_generous_first(
    campaign: Campaign, choice: Choice, expected: list[tuple[tuple[str, ...], int]]
) -> None:
    assert loosenings(campaign, choice) == expected
