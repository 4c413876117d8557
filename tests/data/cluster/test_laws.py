"""The law of questions: united answers of shards are the answer of the whole, however it is cut."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from data.cluster.asking import Reach, may_have_rows
from data.cluster.cluster import Cluster
from data.cluster.in_process import InProcess, cut
from data.cluster.opening import open_campaign
from data.export.extract import Extract
from data.export.formats import format_named
from data.figures import table_pages
from data.figures.comparison import side_figures
from data.figures.counterparts import counterparts, days_to_follow_up, follow_up_table
from data.figures.gaps import HOLES, gap_matrix, lacking
from data.figures.organization_record import organization_record
from data.figures.organizations import ranking_rows, region_rows, year_rows
from data.figures.places import place_counts
from data.figures.record import record
from data.figures.regions import region_comparison, region_ids, region_years
from data.figures.table_pages import page_count, page_rows
from data.figures.timeline import is_crowded, time_bins, timeline_bins, timeline_rows
from data.figures.totals import by_organization, by_region, document_count, figures
from data.filters import rows as rows_module
from data.filters.choice import ALL_KINDS, SORTS, Choice
from data.filters.facets import facets
from data.filters.filters import FILTERS, years
from data.filters.found_in import found_in
from data.filters.nouns import meetings_of
from data.filters.options import country_ids, known_days, some_without_region
from data.filters.query import Query
from data.filters.question import OF_ROWS, Answer, Question, Recipe, TooLarge, answer, merge
from data.filters.rows import of_rows, steps
from data.filters.select import (
    count,
    describe,
    loosenings,
    only,
    role_counts,
    select,
    unmapped_part,
)
from data.filters.suggestions import suggest
from data.map.clusters import Window, groups, in_tile, marks_count
from data.map.extent import extent_words
from data.map.markers import marks, spots
from data.map.viewport import bounds
from data.model.campaign import Campaign
from data.model.schema import GLOBAL, ROLES
from data.timeline.rows import play_steps
from tests.amount import amount
from tests.benchmarks.generate import generate
from tests.builders import sample_campaign

WORLD = Window(-85, -180, 85, 180)
EUROPE = Window(35, -10, 60, 30)
WORDS = ("", "", "", "a", "dakar", "red cross", "march", "2015", "kenya", "report", "new")
DAYS = ("", "", "2012", "2015", "2015-12", "2016-01-01", "2016", "2016-04", "2019", "2030")

OF_SELECTIONS: dict[str, Callable[[Any], Any]] = {
    "size": lambda part: part.size,
    "figures": figures,
    "meetings": meetings_of,
    "by_region": by_region,
    "by_organization": by_organization,
    "documents": document_count,
    "days": known_days,
    "follow-up": days_to_follow_up,
    "first rows": lambda part: part.rows_between(0, 7),
    "later rows": lambda part: part.rows_between(3, 60),
    "steps": lambda part: [steps(part, number, "en") for number in (0, 2, 50, 9999)],
    "unmapped": lambda part: unmapped_part(part).rows_between(0, 100),
    "markers": marks_count,
    "spots": spots,
    "marks": lambda part: marks(part, "fr"),
    "bounds": bounds,
    "extent": lambda part: extent_words(part, "en"),
    "world": lambda part: _told(groups(part, 1, WORLD)),
    "europe": lambda part: _told(groups(part, 4, EUROPE)),
    "tiles": lambda part: [in_tile(part, tile).size for tile in groups(part, 0, WORLD)["tile"]],
    "bins": timeline_bins,
    "crowded": lambda part: is_crowded(part.whole, part),
    "play steps": play_steps,
    "ranking": lambda part: ranking_rows(part, "en"),
    "regions": lambda part: region_rows(part, "en", 5, "host"),
    "years": year_rows,
}
SMALL = {
    "timeline": lambda part: timeline_rows(part.whole, part, "en"),
    "counterparts": lambda part: counterparts(part.whole, part, "en"),
    "consultations": lambda part: part.consultations,
    "found": lambda part: found_in(part, "dakar 2015", "en"),
}


def _told(groups_: pd.DataFrame) -> pd.DataFrame:
    """Return what people see of clusters: not how many locations, but whether there is one."""
    told = groups_.assign(locations=groups_["locations"] == 1)
    return told.assign(lat=told["lat"].round(6), lon=told["lon"].round(6))


def same(one: Any, other: Any) -> bool:  # noqa: PLR0911 -- whatever a question answers
    """Compare values; frames by what their cells say."""
    if isinstance(one, pd.DataFrame):
        return (
            list(one.columns) == list(other.columns)
            and len(one) == len(other)
            and all(same(one[name], other[name]) for name in one.columns)
        )
    if isinstance(one, pd.Series):
        if pd.api.types.is_float_dtype(one.dtype):
            return bool(np.allclose(one.to_numpy(), other.to_numpy(), equal_nan=True))
        left, right = (each.astype("object").where(each.notna(), None) for each in (one, other))
        return list(left) == list(right)
    if isinstance(one, np.ndarray):
        return bool(np.array_equal(one, other))
    if isinstance(one, dict):
        return list(one.items()) == list(other.items())
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


@pytest.fixture(scope="module", params=["generated", "sample"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sample":
        return sample_campaign(folder)
    return open_campaign(generate(folder, 300, seed=3))


def sharded(whole: Campaign, starts: list[int], most: int = 10_000) -> Query:
    shards = cut(whole, starts)
    random.Random(len(starts)).shuffle(shards)
    return Cluster(whole, InProcess(shards), most_rows=most).whole


def choices(whole: Campaign) -> st.SearchStrategy[Choice]:
    def some(ids: list[str], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
        subsets = st.lists(st.sampled_from(ids), max_size=most, unique=True).map(tuple)
        return st.one_of(st.just(()), subsets) if ids else st.just(())

    return st.builds(
        Choice,
        regions=some([*whole.regions["id"], GLOBAL]),
        kinds=some([ALL_KINDS, *whole.kinds["id"]]),
        countries=some(country_ids(whole)),
        organizations=some(list(whole.organizations["id"])),
        role=st.sampled_from(("", "", *ROLES)),
        since=st.sampled_from(DAYS),
        until=st.sampled_from(DAYS),
        words=st.sampled_from(WORDS),
    )


@pytest.mark.long
@settings(
    max_examples=amount(6),
    deadline=None,
    phases=[Phase.generate],  # To shrink one would take hours: each asks everything.
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_shards_answer_about_a_selection_as_the_whole_does(
    whole: Campaign, data: st.DataObject
) -> None:
    size = len(whole.consultations)
    starts = data.draw(st.lists(st.integers(1, size - 1), max_size=6))
    choice = data.draw(choices(whole))
    shards = sharded(whole, starts)
    plain, asked = select(whole, choice), select(shards, choice)
    for name, question in OF_SELECTIONS.items():
        expected = question(plain)
        assert same(question(asked), expected), name
    if plain.size < 200:
        for name, question in SMALL.items():
            assert same(question(asked), question(plain)), name
    for one in filter(lambda one: one.counts_as, FILTERS):
        expected = facets(whole, choice)[one.counts_as]
        assert same(facets(shards, choice)[one.counts_as], expected), one.name
    assert role_counts(shards, choice) == role_counts(whole, choice)
    assert loosenings(shards, choice) == loosenings(whole, choice)
    assert describe(shards, choice, "en") == describe(whole, choice, "en")
    assert count(shards, choice) == count(whole, choice)
    assert suggest(shards, choice, "en") == suggest(whole, choice, "en")
    for sort in SORTS:
        for page, down in ((1, False), (2, True), (page_count(plain), False)):
            expected = page_rows(plain, "en", sort, page, down=down)
            assert same(page_rows(asked, "en", sort, page, down=down), expected), sort


def test_shards_answer_about_the_whole_campaign_as_it_does(whole: Campaign) -> None:
    size = len(whole.consultations)
    shards = sharded(whole, [size // 4, size // 2, size - 1])
    of_campaign: dict[str, Callable[[Any], Any]] = {
        "years": years,
        "some without region": some_without_region,
        "bins": lambda one: time_bins(one).edges,
        "region ids": region_ids,
        "gap matrix": lambda one: gap_matrix(one, "en"),
        "lacking": lambda one: [lacking(one, GLOBAL, hole, "en") for hole in HOLES],
        "regions": lambda one: region_comparison(one, "en"),
        "region years": lambda one: region_years(one, "en"),
        "places": place_counts,
        "compared": lambda one: side_figures(one, Choice(regions=(region_ids(one)[0],)), "en"),
        "follow-ups": lambda one: follow_up_table(one, select(one, Choice()), "en"),
        "organization": lambda one: organization_record(one, one.organizations["id"][0], "en"),
    }
    for name, question in of_campaign.items():
        assert same(question(shards), question(whole)), name
    for row in (0, size // 4 - 1, size // 4, size - 1):
        consultation = str(whole.consultations["id"].iloc[row])
        assert shards.row_of(consultation) == row
        assert same(record(shards, consultation, "fr"), record(whole, consultation, "fr"))
    assert shards.row_of("nobody") == -1


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("form", ["csv", "organizations.csv", "json", "parquet"])
def test_an_export_in_parts_has_the_rows_of_the_whole(whole: Campaign, form: str) -> None:
    size = len(whole.consultations)
    choice = Choice(kinds=(ALL_KINDS,))
    files = [
        format_named(form).write(
            Extract(one, choice, "en", "https://example.org/", date(2026, 1, 1))
        )
        for one in (whole, sharded(whole, [size // 3, size // 2], most=size))
    ]
    if form == "parquet":
        files = [parquet.read_table(BytesIO(file)).to_pydict() for file in files]
    assert files[0] == files[1]


@pytest.mark.parametrize("sort", SORTS)
def test_pages_far_from_both_ends_are_found_by_counting(
    whole: Campaign, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_pages, "MOST_SORTED", 3)
    monkeypatch.setattr(table_pages, "PAGE", 4)
    monkeypatch.setattr(rows_module, "_MOST_FIRST", 2)
    size = len(whole.consultations)
    shards = sharded(whole, [size // 3, size // 2])
    plain, asked = (select(one, Choice(kinds=(ALL_KINDS,))) for one in (whole, shards))
    for page in (1, 2, page_count(plain) // 2, page_count(plain)):
        for down in (False, True):
            expected = page_rows(plain, "en", sort, page, down=down)
            assert same(page_rows(asked, "en", sort, page, down=down), expected), (page, down)


def test_rows_of_many_are_refused_and_a_message_names_only_questions(whole: Campaign) -> None:
    shards = sharded(whole, [2], most=1)
    with pytest.raises(TooLarge):
        len(shards.consultations)
    part = select(shards, Choice(kinds=(ALL_KINDS,)))
    with pytest.raises(TooLarge) as refusal:
        len(part.places)
    assert refusal.value.consultations == len(whole.consultations)
    assert len(of_rows(part, np.array([1])).places) == len(only(whole, [_id(whole, 1)]).places)
    with pytest.raises(KeyError):
        answer(whole, Question("os:system", None, ("true",)))


def _id(whole: Campaign, row: int) -> str:
    return str(whole.consultations["id"].iloc[row])


class Slow:
    """An engine from which half of the answers come at first."""

    def __init__(self, shards: list[Campaign]) -> None:
        self.asked = 0
        self._shards = shards

    def faults(self) -> tuple[()]:
        return ()

    def ask_all(self, questions: Sequence[Question]) -> list[Answer | None]:
        self.asked += len(questions)
        return [
            Answer(answer(self._shards[0], question), 1, len(self._shards))
            for question in questions
        ]


def test_an_answer_is_asked_for_once_and_an_incomplete_one_until_it_is_complete(
    whole: Campaign,
) -> None:
    shards = cut(whole, [3])
    engine = Slow(shards)
    campaign = Cluster(whole, engine).whole
    first = figures(select(campaign, Choice()))
    assert (engine.asked, list(campaign.incomplete.values())) == (1, [(1, 2)])
    assert figures(select(campaign, Choice())) == first
    assert engine.asked == 2
    [question] = campaign.incomplete
    campaign.engine.complete(
        question, merge(question, [answer(shard, question) for shard in shards])
    )
    assert figures(select(campaign, Choice())) == figures(select(whole, Choice()))
    assert (engine.asked, campaign.incomplete) == (2, {})


def test_shards_outside_a_time_filter_have_no_say(whole: Campaign) -> None:
    early = Question("x", Recipe("data.filters.select:select", None, (Choice(until="2015"),)))
    day = int(np.datetime64("2016-01-01", "D").astype(np.int64))
    later = Question("x", Recipe("data.map.clusters:in_tile", early.recipe, ("1/0/0",)))
    rows = Question("x", Recipe(OF_ROWS, None, ((30, 7),)))
    cases = [
        ((day, day + 9), early, False),
        ((day - 1, day + 9), early, True),
        (None, early, False),
        (None, Question("x"), True),
        ((day, day + 9), later, False),
        ((day, day + 9), rows, True),
        ((day, day + 9), Question("x", Recipe(OF_ROWS, None, ((3, 10),))), False),
        (
            (day, day + 9),
            Question("x", Recipe("data.filters.select:unmapped_part", rows.recipe)),
            True,
        ),
    ]
    for days, question, expected in cases:
        assert may_have_rows(Reach(days, 5, 10), question) is expected, question
