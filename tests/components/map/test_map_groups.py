"""What the map's script is told where marks are grouped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from components.map.payload import build_payload
from components.map.viewport import FIRST_VIEWPORT, Viewport, window_shown
from data.filters.choice import ALL_KINDS, Choice, View
from data.filters.select import select
from data.map.clusters import Window
from data.model.campaign import Campaign
from data.model.colors_and_shapes import LIMITS
from tests.builders import campaign_from

EVERYTHING = Choice(kinds=(ALL_KINDS,))
CLOSE = Window(14, -18, 15, -16)


@pytest.fixture
def many(tmp_path: Path) -> Campaign:
    """One more than stands on the map one by one: all but one in Dakar."""
    rows = [
        {"lat": "14.6937", "lon": "-17.4441", "region": "africa"} for _ in range(LIMITS.map_markers)
    ]
    return campaign_from(tmp_path, [*rows, {"lat": "-1.2864", "lon": "36.8172"}])


def told(
    campaign: Campaign, viewport: Viewport = FIRST_VIEWPORT, selected: str = ""
) -> dict[str, Any]:
    shown = View(choice=EVERYTHING, selected=selected)
    return build_payload(campaign, select(campaign, shown.choice), shown, viewport)


def test_as_many_as_fit_stand_one_by_one(tmp_path: Path) -> None:
    rows = [{"lat": "14.6937", "lon": "-17.4441"} for _ in range(LIMITS.map_markers)]
    payload = told(campaign_from(tmp_path, rows))
    assert "groups" not in payload
    assert len(payload["marks"]) == LIMITS.map_markers


def test_more_are_grouped_and_one_alone_is_a_mark(many: Campaign) -> None:
    payload = told(many)
    groups = payload["groups"]
    assert [one[2] for one in groups["list"]] == [LIMITS.map_markers]
    assert groups["list"][0][6] == 1  # one place: a click lists it
    assert payload["bounds"] == [-1.2864, -17.4441, 14.6937, 36.8172]
    africa = list(many.regions["id"]).index("africa")
    assert groups["list"][0][4] == africa
    assert groups["colors"][africa] == many.regions["color"].iloc[africa]
    [mark] = payload["marks"]
    assert mark["fixed"]
    assert mark["number"] == LIMITS.map_markers + 1


def test_what_is_selected_stands_on_top(many: Campaign) -> None:
    selected = str(many.consultations["id"].iloc[3])
    ghosts = [mark["id"] for mark in told(many, selected=selected)["marks"] if mark.get("ghost")]
    assert ghosts == [selected]


def test_shapes_stay_in_the_legend_however_the_map_is_moved(many: Campaign) -> None:
    moved = Viewport(810, 311, CLOSE, 7, moved=True)
    assert told(many, moved)["legend"] == told(many)["legend"]


def test_a_moved_map_is_given_what_it_shows(many: Campaign) -> None:
    payload = told(many, Viewport(810, 311, CLOSE, 7, moved=True))
    assert payload["groups"]["level"] == 7
    assert payload["groups"]["window"] == list(CLOSE)
    assert payload["marks"] == []


def test_a_map_that_follows_the_choice_is_fitted_to_another_one(many: Campaign) -> None:
    everything = select(many, EVERYTHING)
    shown = Viewport(810, 311, CLOSE, 7, choice=everything.fingerprint)
    assert window_shown(everything, shown) == (7, CLOSE)
    africa = select(many, Choice(kinds=(ALL_KINDS,), regions=("africa",)))
    assert window_shown(africa, shown) != (7, CLOSE)
    assert window_shown(africa, Viewport(810, 311, CLOSE, 7, moved=True)) == (7, CLOSE)
