"""The browser's reports on the map are stored only if well-formed."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st

from components.map.viewport import FIRST_VIEWPORT, Viewport, remember_viewport, viewport_of
from data.map.clusters import DEEPEST_LEVEL, Window

REPORT: dict[str, Any] = {
    "size": [810, 311.5],
    "window": [-10, -20, 30, 40.5],
    "level": 3,
    "choice": "abc",
    "moved": True,
}
KNOWN = Viewport(810, 311, Window(-10, -20, 30, 40.5), 3, "abc", moved=True)

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
    assert viewport_of("map") is FIRST_VIEWPORT


def test_each_map_has_its_own_viewport() -> None:
    remember_viewport("map", REPORT)
    assert viewport_of("map") == KNOWN
    assert viewport_of("other") is FIRST_VIEWPORT


@pytest.mark.parametrize("report", ODD)
def test_malformed_reports_are_ignored(report: object) -> None:
    remember_viewport("map", report)
    assert viewport_of("map") is FIRST_VIEWPORT


def test_huge_sizes_and_levels_are_bounded() -> None:
    remember_viewport("map", REPORT | {"size": [1e9, -4], "level": 1e9, "moved": "yes"})
    viewport = viewport_of("map")
    assert (viewport.width, viewport.height, viewport.level, viewport.moved) == (
        8000,
        1,
        DEEPEST_LEVEL,
        False,
    )
