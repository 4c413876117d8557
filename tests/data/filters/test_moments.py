"""Kinds that are no consultations but other moments of a campaign: counted apart, in own words."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import tomli_w

from data import SHIPPED
from data.cluster.cluster import Cluster
from data.cluster.in_process import InProcess, cut
from data.figures.organizations import role_figures
from data.figures.regions import region_comparison, region_years
from data.figures.totals import Figures, figures
from data.filters.choice import ALL_KINDS, Choice
from data.filters.nouns import counts_heading, meetings_in_words, meetings_of, noun_apart
from data.filters.query import Query
from data.filters.select import describe, select
from data.loading.load import load_campaign
from tests.builders import campaign_from
from tests.shipped import shipped_campaign

CONSULTATIONS = ("civil-society-regional", "civil-society-global")
MOMENTS = ("webinar", "launch")


def recounted(kinds: tuple[str, ...]) -> tuple[int, int, int, int]:
    """Count consultations, countries, cities and organizations from the table itself."""
    table = pd.read_csv(SHIPPED / "consultations.csv", dtype="str", keep_default_na=False)
    table = table[table["kind"].isin(kinds)]
    roles = pd.concat([table[name] for name in ("organizers", "hosts", "partners")])
    names = set(roles.str.split(";").explode().str.strip()) - {""}
    countries, cities = (set(table[name]) - {""} for name in ("country", "city"))
    return len(table), len(countries), len(cities), len(names)


def counted(selection: Query) -> tuple[int, int, int]:
    counts = figures(selection)
    return counts.countries, counts.cities, counts.organizations


@pytest.mark.parametrize(
    ("kinds", "of", "said"),
    [
        # the filter, the kinds that figures count, in words
        ((), CONSULTATIONS, "7 civil society consultations, a webinar and the launch"),
        (CONSULTATIONS, CONSULTATIONS, "7 civil society consultations"),
        (MOMENTS, MOMENTS, "a webinar and the launch"),
        (("launch",), ("launch",), "the launch"),
    ],
)
def test_figures_are_those_of_consultations_or_of_moments_alone(
    kinds: tuple[str, ...], of: tuple[str, ...], said: str
) -> None:
    campaign = shipped_campaign()
    selection = select(campaign, Choice(kinds=kinds))
    assert meetings_in_words(campaign, meetings_of(selection), "en") == said
    assert counted(selection) == recounted(of)[1:]


def test_the_shipped_campaign_has_seven_consultations_in_seven_countries_and_cities() -> None:
    assert recounted(CONSULTATIONS) == (7, 7, 7, 15)
    campaign = shipped_campaign()
    selection = select(campaign, Choice())
    assert figures(selection) == Figures(9, 6, 7, 7, 15, 10, 1, 1)
    assert role_figures(selection)[:2] == (19, 5)  # 14 organizations and 5 official bodies
    table = region_comparison(campaign, "en").set_index("region")
    assert (table["own"].sum(), table["related"].sum()) == (7, 9)
    assert region_years(campaign, "en")["total"].sum() == 7
    assert counts_heading(campaign, "en") == "Meetings"


def test_with_related_meetings_every_meeting_counts() -> None:
    counts = figures(select(shipped_campaign(), Choice(kinds=(ALL_KINDS,))))
    assert counts == Figures(18, 6, 11, 11, 26, 26, 1, 1)


@pytest.mark.parametrize("cuts", [(), (4,), (2, 9), (8, 15, 17)])
def test_shards_count_as_the_whole(cuts: tuple[int, ...]) -> None:
    whole = shipped_campaign()
    shards = cut(load_campaign(SHIPPED), list(cuts))
    cluster = Cluster(whole.campaign, InProcess(shards)).whole
    for choice in (
        Choice(),
        Choice(kinds=MOMENTS),
        Choice(kinds=(ALL_KINDS,)),
        Choice(since="2016"),
    ):
        assert figures(select(cluster, choice)) == figures(select(whole, choice))
        assert describe(cluster, choice, "en") == describe(whole, choice, "en")


def launches(folder: Path, count: int, **kind: object) -> Query:
    kinds = [{"id": "launch", "title": "Launch", "plural": "Launches", "moment": True, **kind}]
    return campaign_from(folder, [{"kind": "launch"}] * count, toml=tomli_w.dumps({"kinds": kinds}))


@pytest.mark.parametrize(
    ("count", "language", "kind", "said"),
    [
        (1, "en", {"one": "the launch"}, "the launch"),
        (2, "en", {"one": "the launch"}, "2 Launches"),
        (2, "en", {"other": "{count} launches"}, "2 launches"),
        (2, "en", {"other": "launches"}, "2 launches"),
        (1, "en", {"other": "launches"}, "1 launches"),  # as for other nouns, `other` stands in
        (1, "en", {}, "1 Launch"),
        (2, "fr", {"other": "launches", "other__fr": "lancements"}, "2 lancements"),
        (1, "fr", {"one": "the launch"}, "the launch"),
        (2, "en", {"own": False}, "2 related meetings"),
        (2, "en", {"moment": False}, "2 consultations"),
    ],
)
def test_a_moment_is_counted_in_its_own_words(
    tmp_path: Path, count: int, language: str, kind: dict[str, object], said: str
) -> None:
    campaign = launches(tmp_path, count, **kind)
    assert meetings_in_words(campaign, meetings_of(campaign), language) == said


def test_a_number_apart_stands_beside_the_kind_itself() -> None:
    campaign = shipped_campaign()
    assert noun_apart(campaign, "moment:webinar", 1, "en") == "Webinar"
    assert noun_apart(campaign, "moment:launch", 2, "fr") == "Lancements des Lignes directrices"
    assert noun_apart(campaign, "moment:launch", 0, "fr") == "Lancement des Lignes directrices"
    assert noun_apart(campaign, "own", 7, "en") == "civil society consultations"
