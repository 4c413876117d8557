"""Every figure that pages, brief, files and slides show, against plain pandas on the tables."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from functools import cache

import pandas as pd
import pytest

from data.export.about import about_object
from data.export.brief.tables import by_region_rows, by_year_rows, organizations
from data.export.extract import Extract
from data.export.rows import csv_table
from data.figures.comparison import side_figures
from data.figures.counterparts import days_to_follow_up, follow_up_table
from data.figures.gaps import HOLES, gap_matrix, gaps, lacking
from data.figures.organization_record import organization_record
from data.figures.organizations import ranking_table, region_rows, role_figures, year_rows
from data.figures.record import record
from data.figures.regions import region_comparison, region_years
from data.figures.totals import document_count, figures
from data.filters.choice import ALL_KINDS, Choice
from data.filters.facets import facets
from data.filters.nouns import meetings_of
from data.filters.query import Query
from data.filters.select import describe_parts, select
from data.tour.framing_slides import figures_of, overview_slide
from tests import plain_figures as plain
from tests.amount import some_of
from tests.shipped import shipped_campaign

CHOICES = plain.random_choices(200, seed=27)


@cache
def distinct_choices() -> list[Choice]:
    """Return a choice for each selection: what counts a selection counts equal ones equally."""
    return list({tuple(plain.selected(choice)["id"]): choice for choice in CHOICES}.values())


OWN_NOUN = "civil society consultation"


def extract_of(choice: Choice) -> Extract:
    return Extract(shipped_campaign(), choice, "en", "", date(2026, 11, 27))


def slide_figures(part: Query, *labels: str) -> int:
    """Return the sum of the slide's figures whose label begins with one of these."""
    shown = {figure.label: int(figure.value) for figure in figures_of(part, "en")}
    return sum(size for label, size in shown.items() if label.startswith(labels))


def compared(choice: Choice) -> dict[str, float | None]:
    return {figure.name: figure.value for figure in side_figures(shipped_campaign(), choice, "en")}


OURS: dict[str, tuple[str, Callable[[Query, Choice], int]]] = {
    **{
        f"panel {name}": (name, lambda part, _choice, name=name: getattr(figures(part), name))
        for name in figures(select(shipped_campaign(), Choice()))._fields
    },
    **{
        f"organizations {name}": (
            name.replace("organizations", "listed_organizations"),
            lambda part, _choice, name=name: getattr(role_figures(part), name),
        )
        for name in ("organizations", "organizers", "hosts", "partners")
    },
    "words own": ("own", lambda part, _choice: meetings_of(part).own),
    "words related": ("related", lambda part, _choice: meetings_of(part).related),
    "slide own": ("own", lambda part, _choice: slide_figures(part, OWN_NOUN)),
    "slide related": ("related", lambda part, _choice: slide_figures(part, "related")),
    "slide countries": ("countries", lambda part, _choice: slide_figures(part, "countr")),
    "slide cities": ("cities", lambda part, _choice: slide_figures(part, "cit")),
    "slide regions": ("regions", lambda part, _choice: slide_figures(part, "region")),
    "slide days": ("days", lambda part, _choice: slide_figures(part, "day")),
    "slide organizations": (
        "organizations", lambda part, _choice: slide_figures(part, "organization")
    ),
    "brief organizations": (
        "listed_organizations", lambda _part, choice: len(organizations(extract_of(choice)))
    ),
    "table of organizations": (
        "listed_organizations", lambda part, _choice: len(ranking_table(part, "en"))
    ),
    "table of hosts": ("hosts", lambda part, _choice: len(ranking_table(part, "en", "host"))),
    "file about": (
        "consultations", lambda _part, choice: about_object(extract_of(choice))["consultations"]
    ),
    "documents": ("documents", lambda part, _choice: document_count(part)),
}  # fmt: skip
"""Where a figure is shown: its name in plain pandas, and how the program counts it."""


@pytest.mark.parametrize("shown", OURS)
def test_a_figure_is_what_pandas_counts(shown: str) -> None:
    name, ours = OURS[shown]
    for choice in some_of(distinct_choices()):
        part = select(shipped_campaign(), choice)
        assert ours(part, choice) == plain.FIGURES[name](plain.selected(choice)), choice


def test_a_choice_selects_what_pandas_selects() -> None:
    for choice in some_of(CHOICES):
        ours = select(shipped_campaign(), choice).consultations["id"]
        assert sorted(ours) == sorted(plain.selected(choice)["id"]), choice


def test_the_selections_are_of_every_size() -> None:
    assert len(distinct_choices()) > 60
    sizes = {len(plain.selected(choice)) for choice in CHOICES}
    assert {0, 1, 2, 9, 18} <= sizes
    assert len(CHOICES) == 200


def test_the_words_above_a_view_have_its_numbers() -> None:
    for choice in some_of(CHOICES):
        rows, whole = plain.selected(choice), plain.selected(Choice(kinds=choice.kinds))
        words = describe_parts(shipped_campaign(), choice, "en")[1]
        numbers = [int(text) for text in re.findall(r"\d+", words)]
        kinds = [plain.FIGURES[name](rows) for name in ("own", "related")]
        if whole["own"].all():  # a webinar and the launch have no numbers
            share = [kinds[0], plain.FIGURES["own"](whole)] if kinds[0] or rows.empty else []
        else:
            share = [len(rows), len(whole)]
        share = share[:1] if len({*share}) == 1 else share
        is_mixed = bool(whole["own"].any() and (~whole["own"]).any())
        assert numbers == share + [size for size in kinds if size and is_mixed], (choice, words)
        if kinds[0] and kinds[1]:
            assert f"{kinds[0]} {OWN_NOUN}" in words
        if not rows["own"].any() and not whole["own"].any():
            assert OWN_NOUN not in words, choice


def test_a_csv_has_the_rows_of_the_selection() -> None:
    for choice in some_of(distinct_choices()):
        part = select(shipped_campaign(), choice)
        links = pd.Series([""] * part.size, dtype="str")
        read = pd.read_csv(io.BytesIO(csv_table(part, "en", links)), dtype="str")
        assert list(read["id"]) == list(part.consultations["id"]), choice
        assert sorted(read["id"]) == sorted(plain.selected(choice)["id"]), choice


def test_years_count_each_consultation_once() -> None:
    for choice in some_of(CHOICES):
        rows, part = plain.selected(choice), select(shipped_campaign(), choice)
        ours = year_rows(part)
        assert dict(zip(ours["year"], ours["total"], strict=True)) == plain.per_year(rows), choice
        if len(choice.organizations) == 1:
            one = year_rows(part, choice.organizations[0])
            assert one["consultations"].sum() == len(rows), choice


def test_the_ranking_counts_the_consultations_of_each_organization() -> None:
    for choice in some_of(distinct_choices()):
        rows, part = plain.selected(choice), select(shipped_campaign(), choice)
        counts = plain.took_part(rows).groupby("organization")["id"].nunique().to_dict()
        table = ranking_table(part, "en")
        assert dict(zip(table["organization"], table["total"], strict=True)) == counts, choice
        cells = region_rows(part, "en", most=99)
        assert cells["consultations"].sum() == sum(counts.values()), choice


def test_the_brief_counts_by_region_and_year() -> None:
    for choice in some_of(distinct_choices()):
        rows, extract = plain.selected(choice), extract_of(choice)
        by_region = [int(row["consultations"]) for row in by_region_rows(extract)]
        expected = rows["region"].value_counts()
        assert sorted(by_region) == (sorted(expected) if len(expected) > 1 else []), choice
        years = {row["name"]: int(row["consultations"]) for row in by_year_rows(extract)}
        dated = {year: size for year, size in plain.per_year(rows).items() if year}
        assert years == (dated if len(dated) > 1 else {}), choice


def test_gaps_count_what_is_missing() -> None:
    for choice in some_of(distinct_choices()):
        rows, part = plain.selected(choice), select(shipped_campaign(), choice)
        found = {gap.what: len(gap.consultations) for gap in gaps(part, "en")}
        for what in ("date", "place", "organizer", "host", "participants", "report"):
            fact = "known report" if what == "report" else what
            assert found.get(what, 0) == plain.lacking(rows, fact), (choice, what)


def test_the_days_to_follow_ups_are_those_of_the_calendar() -> None:
    for choice in some_of(distinct_choices()):
        rows, part = plain.selected(choice), select(shipped_campaign(), choice)
        days, expected = days_to_follow_up(part), plain.days_between(rows)
        assert days.known == len(expected), choice
        listed = follow_up_table(shipped_campaign(), part, "en")["days"].dropna()
        assert sorted(listed) == sorted(expected), choice
        if expected:
            assert (days.least, days.median, days.most) == (
                min(expected), pd.Series(expected).median(), max(expected),
            )  # fmt: skip


def test_the_overview_slide_leaves_no_figure_out() -> None:
    campaign = shipped_campaign()
    for choice in some_of(CHOICES[:40]):
        part = select(campaign, choice)
        slide = overview_slide(campaign, part, "", "en")
        assert slide.figures == figures_of(part, "en")


REGIONS = [*plain.table("regions")["id"], "global"]


@pytest.mark.parametrize("region", REGIONS)
def test_the_tables_of_regions_are_what_pandas_counts(region: str) -> None:
    campaign = shipped_campaign()
    own = plain.selected(Choice(regions=(region,)))
    every = plain.selected(Choice(regions=(region,), kinds=(ALL_KINDS,)))
    row = region_comparison(campaign, "en").set_index("region").loc[region]
    assert row["own"] == plain.FIGURES["own"](own)
    assert row["related"] == len(every) - len(own)
    for name in ("cities", "organizations"):
        assert row[name] == plain.FIGURES[name](own)
    listed = plain.documents(plain.without_moments(own), to_open=True)
    assert row["documents"] == listed["title"].nunique()
    holes = gap_matrix(campaign, "en").set_index("region").loc[region]
    assert holes["consultations"] == len(own)
    for hole in HOLES:
        assert holes[hole] == plain.lacking(own, hole) == len(lacking(campaign, region, hole, "en"))
    years = region_years(campaign, "en").set_index("region").loc[region]
    assert years["total"] == plain.FIGURES["own"](own)
    for year in ("2015", "2016"):
        selected = plain.selected(Choice(regions=(region,), since=year, until=year))
        assert years[year] == plain.FIGURES["own"](selected)
    sides = compared(Choice(regions=(region,)))
    for name in ("consultations", "countries", "cities", "days", "organizations", "hosts"):
        assert sides[name] == plain.FIGURES[name](plain.without_moments(own)), name
    assert sides["related_meetings"] == len(every) - len(own)


def test_option_counts_are_what_choosing_the_option_gives() -> None:
    for choice in some_of(CHOICES[:60]):
        for region, size in facets(shipped_campaign(), choice)["regions"].items():
            wanted = Choice(**{**choice.__dict__, "regions": (region,)})
            assert size == len(plain.selected(wanted)), (choice, region)


@pytest.mark.parametrize("id_", list(plain.table("consultations")["id"]))
def test_a_card_has_what_the_tables_have(id_: str) -> None:
    rows = plain.consultations()
    rows = rows[rows["id"] == id_]
    card = record(shipped_campaign(), id_, "en")
    took = plain.took_part(rows)
    for role, parties in (("organizer", card.organizers), ("host", card.hosts)):
        expected = sorted(took.loc[took["role"] == role, "organization"])
        assert sorted(party.id for party in parties) == expected, role
    assert len(card.documents) == len(plain.documents(rows))
    into = [part.strip() for part in rows["feeds_into"].iloc[0].split(";") if part.strip()]
    assert [linked.id for linked in card.fed] == into
    every = plain.consultations()
    fed_by = every[every["feeds_into"].str.split(";").map(lambda ids: id_ in map(str.strip, ids))]
    assert sorted(linked.id for linked in card.fed_by) == sorted(fed_by["id"])


@pytest.mark.parametrize("id_", list(plain.table("organizations")["id"]))
def test_the_page_of_an_organization_has_what_pandas_counts(id_: str) -> None:
    for choice in (Choice(kinds=(ALL_KINDS,)), *CHOICES[:6]):
        wanted = Choice(**{**choice.__dict__, "organizations": (id_,), "role": ""})
        rows, part = plain.selected(wanted), select(shipped_campaign(), wanted)
        page = organization_record(part, id_, "en")
        assert [taken.meeting.id for taken in page.parts] == list(part.consultations["id"])
        assert len(page.parts) == len(rows), wanted
        together = plain.took_part(rows)
        together = together[together["organization"] != id_]
        counts = together.groupby("organization")["id"].nunique().to_dict()
        assert {one.id: one.consultations for one in page.companions} == counts, wanted


def test_both_sides_of_any_comparison_have_their_figures() -> None:
    ids = [*plain.table("organizations")["id"]]
    choices = [
        *(Choice(organizations=(id_,)) for id_ in ids),
        *(Choice(since=year, until=year) for year in ("2015", "2016", "2017")),
    ]
    names = ("consultations", "countries", "cities", "days", "organizations", "organizers", "hosts")
    for choice in choices:
        own = plain.selected(choice)
        every = plain.selected(Choice(**{**choice.__dict__, "kinds": (ALL_KINDS,)}))
        sides = compared(choice)
        assert sides["documents"] == plain.FIGURES["documents"](own), choice
        assert sides["consultations"] == plain.FIGURES["own"](own), choice
        for name in names[1:]:
            assert sides[name] == plain.FIGURES[name](plain.counted(own)), (choice, name)
        assert sides["related_meetings"] == len(every) - len(own), choice
        days = plain.days_between(own)
        assert sides["days_to_follow_up"] == (pd.Series(days).median() if days else None), choice
