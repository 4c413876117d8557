from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.export.drawing.legend import MOST_KEYED, key_entries, legend_layers
from data.export.drawing.timeline import is_counted, lanes_of
from data.export.drawing.vega import flow, in_lines, move, one_line, rules
from data.export.extract import Extract
from data.filters.choice import Choice
from data.model.campaign import Campaign
from tests.builders import SAMPLE_TOML, campaign_from, sample_campaign


def _extract(campaign: Campaign, **choice: Any) -> Extract:
    return Extract(campaign, Choice(**choice), "en", "", date(2026, 11, 24))


def _with_lines(campaign: Campaign, **choice: Any) -> Extract:
    return replace(_extract(campaign, **choice), lines=True)


@pytest.fixture
def sample(tmp_path: Path) -> Campaign:
    return sample_campaign(tmp_path)


def _legend(extract: Extract, *, on_map: bool) -> list[str]:
    _, layers = legend_layers(extract, 800, 1.0, on_map=on_map)
    rows = [row for layer in layers if layer for row in layer["data"]["values"]]
    return list(dict.fromkeys(row["text"] for row in rows))


def test_the_key_of_a_map_has_placed_and_linked_consultations(sample: Campaign) -> None:
    entries = key_entries(_with_lines(sample, regions=("africa",)), on_map=True)
    assert [(one.number, one.place) for one in entries] == [
        ("1", "Dakar, Senegal"),
        ("2", "Dakar, Senegal"),
        ("4", "Dakar, Senegal"),
    ]


def test_the_key_of_a_timeline_has_dated_consultations(sample: Campaign) -> None:
    numbers = [one.number for one in key_entries(_extract(sample), on_map=False)]
    assert numbers == ["1", "3", "4", "5"]


def test_many_consultations_have_no_key(tmp_path: Path) -> None:
    rows = [{"lat": "1", "lon": "2", "start": "2016"}] * (MOST_KEYED + 1)
    extract = _extract(campaign_from(tmp_path, rows))
    assert key_entries(extract, on_map=True) == []


def test_the_legend_of_a_map_has_kinds_lines_and_regions(
    sample: Campaign,
) -> None:
    assert _legend(_with_lines(sample), on_map=True) == [
        "Meeting",
        "Meeting of States",
        "Where results went (ring: same city)",
        "West Africa",
        "Latin America",
        "Europe",
        "Global",
        "Outside this selection",
    ]


def test_the_legend_of_one_region_has_no_other(sample: Campaign) -> None:
    legend = _legend(_extract(sample, regions=("americas",)), on_map=True)
    assert "Latin America" in legend
    assert "West Africa" not in legend


def test_a_timeline_names_its_regions_in_lanes(sample: Campaign) -> None:
    assert lanes_of(_extract(sample)) == ["africa", "americas", "europe", "global"]
    assert lanes_of(_extract(sample, regions=("africa",))) == ["africa"]
    assert "West Africa" not in _legend(_extract(sample), on_map=False)


@pytest.mark.parametrize(("count", "counted"), [(60, False), (61, True)])
def test_a_crowded_lane_shows_counts(tmp_path: Path, count: int, counted: bool) -> None:  # noqa: FBT001
    rows = [{"start": f"{1900 + year}"} for year in range(count)]
    assert is_counted(_extract(campaign_from(tmp_path, rows, toml=SAMPLE_TOML))) is counted


def test_markers_far_from_their_days_become_counts(tmp_path: Path) -> None:
    rows = [{"start": "2000-01-01"}, *[{"start": "2020-01-01"}] * 20]
    assert is_counted(_extract(campaign_from(tmp_path, rows, toml=SAMPLE_TOML)))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("one two", ["one two"]),
        ("one two three four five six", ["one two", "three four …"]),
        ("a\nb\tc \x00 d", ["a b c d"]),
    ],
)
def test_a_text_takes_two_lines_at_most(text: str, lines: list[str]) -> None:
    assert in_lines(text, 10, 58, 2) == lines


def test_no_break_spaces_stay() -> None:
    assert one_line("Lieu\u00a0:  x") == "Lieu\u00a0: x"


def test_entries_fill_rows_like_words() -> None:
    assert list(flow([60, 30, 50, 200], 100, 10)) == [(0, 0), (60, 0), (0, 10), (0, 20)]


def test_layers_are_moved_with_all_their_corners() -> None:
    (layer,) = move([rules([{"x": 1, "y": 2, "x2": 3, "y2": 4, "color": "red"}], 1), {}], 10, 20)
    assert layer["data"]["values"] == [{"x": 11, "y": 22, "x2": 13, "y2": 24, "color": "red"}]
