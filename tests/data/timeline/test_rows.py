"""Ghosts, snapped dragging, the steps of a play, and the chosen time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.filters.choice import ALL_KINDS, Choice
from data.filters.query import Query
from data.filters.select import select
from data.model.campaign import Campaign
from data.timeline.rows import (
    at_any_time,
    bar_rows,
    chosen_time,
    filters_of_bar,
    marker_rows,
    play_steps,
    snapped_time,
)
from tests.builders import campaign_from
from tests.shipped import shipped_campaign

EVERYTHING = Choice(kinds=(ALL_KINDS,))


def ms(day: str) -> float:
    return datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1000


def dated(folder: Path, *days: str) -> Campaign:
    return campaign_from(folder, [{"start": day} for day in days])


@pytest.mark.parametrize(
    ("start", "end", "snapped"),
    [
        ("2016-02-29", "2016-05-01", ("2016-03", "2016-04")),
        ("2016-02-10", "2016-04-20", ("2016-02", "2016-04")),
        ("2016-03-10", "2016-03-12", ("2016-03", "2016-03")),
        ("2016-03-20", "2016-03-22", ("2016-04", "2016-04")),
        ("2015-12-31", "2016-12-31", ("2016-01", "2016-12")),
    ],
)
def test_dragging_over_a_long_time_chooses_whole_months(
    start: str, end: str, snapped: tuple[str, str]
) -> None:
    assert snapped_time(shipped_campaign(), ms(start), ms(end)) == snapped


def test_dragging_over_a_few_weeks_chooses_whole_days(tmp_path: Path) -> None:
    campaign = dated(tmp_path, "2016-03-01", "2016-04-20")
    span = ms("2016-03-04T14:00"), ms("2016-03-09T11:00")
    assert snapped_time(campaign, *span) == ("2016-03-05", "2016-03-08")


def test_what_only_the_time_leaves_out_is_a_ghost() -> None:
    campaign = shipped_campaign()
    choice = Choice(regions=("mena", "global"), since="2016-01", until="2016-03")
    chosen = select(campaign, choice)
    rows = marker_rows(campaign, at_any_time(campaign, choice), chosen, "en")
    assert rows.set_index("number")["ghost"].to_dict() == {8: False, 11: False, 15: True}
    colors = rows.set_index("number")["color"]
    assert colors[15] != colors[8]


def test_nothing_chosen_has_no_markers() -> None:
    part = select(shipped_campaign(), Choice(words="nowhere"))
    assert marker_rows(part.whole, part, part, "en").empty


def test_ghosts_move_no_marker() -> None:
    campaign, choice = shipped_campaign(), EVERYTHING
    every = marker_rows(campaign, select(campaign, choice), select(campaign, choice), "en")
    some = Choice(kinds=(ALL_KINDS,), since="2016")
    part = marker_rows(campaign, at_any_time(campaign, some), select(campaign, some), "en")
    assert list(part["at"]) == list(every["at"])


def test_shapes_with_little_room_are_larger() -> None:
    part = select(shipped_campaign(), EVERYTHING)
    areas = marker_rows(part.whole, part, part, "en", radius=10).groupby("shape")["area"].first()
    assert areas["circle"] == 400
    assert areas["star"] > areas["diamond"] > areas["circle"]


@pytest.mark.parametrize(
    ("choice", "rows"),
    [
        (Choice(), []),
        (Choice(since="1990", until="1991"), []),
        (Choice(since="2016-01", until="2016-02"), [(ms("2016-01-01"), ms("2016-03-01"))]),
    ],
)
def test_the_chosen_time_is_a_band_within_the_timeline(
    choice: Choice, rows: list[tuple[float, float]]
) -> None:
    assert list(chosen_time(shipped_campaign(), choice).itertuples(index=False)) == rows


def test_a_play_skips_months_without_anything_new() -> None:
    part = select(shipped_campaign(), Choice(since="2015-06", until="2016-02"))
    assert play_steps(part) == ["2015-06", "2015-12", "2016-01", "2016-02"]


def test_a_play_of_many_years_has_few_steps(tmp_path: Path) -> None:
    campaign = dated(tmp_path, *(f"{year}-05-05" for year in range(1900, 2000)))
    steps = play_steps(select(campaign, EVERYTHING))
    assert len(steps) == 24
    assert (steps[0], steps[-1]) == ("1900", "1999")


def test_nothing_dated_has_nothing_to_play(tmp_path: Path) -> None:
    assert play_steps(select(dated(tmp_path, ""), EVERYTHING)) == []


def test_a_click_on_a_bar_gives_as_many_as_it_counts() -> None:
    campaign = shipped_campaign()
    part = select(campaign, EVERYTHING)
    bars = bar_rows(part, 20, "en", "light")
    assert len(bars) > 10
    for bar in bars.to_dict("records"):
        filters = filters_of_bar(part, bar["bin"], bar["row"])
        assert select(campaign, Choice(kinds=(ALL_KINDS,), **filters)).size == bar["count"]


def test_markers_of_regions_of_one_colour_have_signs() -> None:
    campaign = shipped_campaign()
    alike = campaign.regions.assign(
        color=["#0072b2"] * 3 + ["#d55e00"] * (len(campaign.regions) - 3)
    )
    part = select(Query.everything(replace(campaign.campaign, regions=alike)), Choice())
    signs = marker_rows(part.whole, part, part, "en").set_index("lane")["sign"].to_dict()
    assert [signs[name] for name in alike["name"]] == [0, 1, 2, 0, 1, 2]
    assert signs["Global"] == 0
