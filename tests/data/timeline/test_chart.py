"""One chart for the page and for pictures."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from data.figures.timeline import timeline_span
from data.filters.query import Query
from data.model.colors_and_shapes import COLORS
from data.timeline.chart import BAND, OUTSIDE, ROWS, Timeline, as_spec, with_rows
from data.timeline.look import TimelineLook
from tests.shipped import shipped_campaign

FRAME = (100.0, 10.0, 500.0, 90.0, 600.0, 120.0)


def timeline(look: TimelineLook) -> Timeline:
    campaign = shipped_campaign()
    lanes = {id_: id_.upper() for id_ in [*campaign.regions["id"], "global"]}
    return Timeline(campaign, lanes, timeline_span(campaign), look)


def axes(spec: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {name: spec["layer"][0]["encoding"][name]["axis"] for name in ("x", "y")}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_each_lane_has_the_colour_of_its_region(mode: str) -> None:
    spec = as_spec(timeline(TimelineLook("en", mode)).marked())
    swatches = axes(spec)["y"]["tickColor"]["condition"]
    colors = [*shipped_campaign().regions["color"], COLORS[mode]["neutral"]]
    assert [swatch["value"] for swatch in swatches] == colors


def test_a_page_asks_for_its_data_and_says_what_is_clicked() -> None:
    look = TimelineLook("en")
    marked, counted = (
        as_spec(chart) for chart in (timeline(look).marked(), timeline(look).counted())
    )
    names = {layer["data"]["name"] for layer in marked["layer"]}
    assert {ROWS, BAND, OUTSIDE} < names
    assert {param["name"] for param in marked["params"]} == {"span", "pick", "outside"}
    assert {param["name"] for param in counted["params"]} == {"span", "bar"}


def test_a_telephone_has_fewer_labels_at_even_distances() -> None:
    values = axes(as_spec(timeline(TimelineLook("en")).marked()))["x"]["values"]["expr"]
    narrow, wide = (json.loads(part) for part in values.partition("? ")[2].split(" : "))
    assert len(narrow) < len(wide) / 2
    months = [step / 86_400_000 / 30.4 for step in map(int.__sub__, narrow[1:], narrow)]
    assert max(months) - min(months) < 0.2


def test_a_picture_has_no_use_for_clicks() -> None:
    spec = as_spec(timeline(TimelineLook("en", frame=FRAME, most_ticks_narrow=None)).marked())
    assert "params" not in spec
    assert "tooltip" not in json.dumps(spec)


def test_the_names_of_months_are_in_the_language() -> None:
    label = axes(as_spec(timeline(TimelineLook("fr")).marked()))["x"]["labelExpr"]
    assert "mars 2015" in json.loads(f'"{label.replace(chr(34), chr(92) + chr(34))}"')


def test_lanes_and_markers_of_one_colour_have_different_signs() -> None:
    campaign = shipped_campaign()
    lanes = {id_: id_ for id_ in campaign.regions["id"]}
    alike = Query.everything(
        replace(campaign.campaign, regions=campaign.regions.assign(color="#0072b2"))
    )
    for look in (TimelineLook("en"), TimelineLook("en", frame=FRAME, most_ticks_narrow=None)):
        layers = as_spec(Timeline(alike, lanes, timeline_span(campaign), look).marked())["layer"]
        signed = [layer for layer in layers if "outline" in json.dumps(layer["encoding"])]
        assert len(signed) == 2
        beside = [layer["data"] for layer in signed if "values" in layer["data"]]
        plain = as_spec(Timeline(campaign, lanes, timeline_span(campaign), look).marked())["layer"]
        assert len(plain) == len(layers) - 2, "none where the colours differ"
        assert len(beside) <= 1


@pytest.mark.parametrize(("language", "side"), [("ar", "right"), ("fr", None)])
def test_time_runs_as_one_reads(language: str, side: str | None) -> None:
    spec = as_spec(timeline(TimelineLook(language)).marked())
    assert spec["layer"][0]["encoding"]["x"]["scale"]["reverse"] is (side == "right")
    assert axes(spec)["y"].get("orient") == side


def test_views_share_a_timeline_whatever_rows_its_lanes_have() -> None:
    campaign, look = shipped_campaign(), TimelineLook("en")
    lanes = {id_: id_.upper() for id_ in [*campaign.regions["id"], "global"]}
    rows = {next(iter(lanes)): 3, "global": 2}
    made = Timeline(campaign, lanes, timeline_span(campaign), look, rows)
    shared = as_spec(timeline(look).marked())
    untouched = json.dumps(shared)
    assert with_rows(shared, lanes, rows)["layer"][0] == as_spec(made.marked())["layer"][0]
    assert json.dumps(shared) == untouched
