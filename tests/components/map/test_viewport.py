"""The browser's reports on the map are stored only if well-formed."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st

from components.map.viewport import FIRST_SIGHT, Sight, remember_sight, sight_of
from data.map.clusters import DEEPEST_LEVEL, Window

REPORT: dict[str, Any] = {
    "size": [810, 311.5],
    "window": [-10, -20, 30, 40.5],
    "level": 3,
    "choice": "abc",
    "moved": True,
}
KNOWN = Sight(810, 311, Window(-10, -20, 30, 40.5), 3, "abc", moved=True)

ODD: list[Any] = [
    None,
    "text",
    [],
    REPORT | {"size": [810]},
    REPORT | {"size": "wide"},
    REPORT | {"window": [1, 2, 3]},
    REPORT | {"window": [1, 2, 3, float("nan")]},
    REPORT | {"window": [1, 2, 3, "4"]},
    REPORT | {"level": None},
    {name: value for name, value in REPORT.items() if name != "window"},
]


@pytest.fixture(autouse=True)
def _nothing_said() -> None:
    st.session_state.pop("map_sight", None)


def test_before_a_report_the_viewport_is_a_guess() -> None:
    assert sight_of("map") is FIRST_SIGHT


def test_each_map_has_its_own_viewport() -> None:
    remember_sight("map", REPORT)
    assert sight_of("map") == KNOWN
    assert sight_of("other") is FIRST_SIGHT


@pytest.mark.parametrize("report", ODD)
def test_malformed_reports_are_ignored(report: object) -> None:
    remember_sight("map", report)
    assert sight_of("map") is FIRST_SIGHT


def test_huge_sizes_and_levels_are_bounded() -> None:
    remember_sight("map", REPORT | {"size": [1e9, -4], "level": 1e9, "moved": "yes"})
    sight = sight_of("map")
    assert (sight.width, sight.height, sight.level, sight.moved) == (8000, 1, DEEPEST_LEVEL, False)
