from __future__ import annotations

import pytest

from components.presenting.editor import build_move


@pytest.mark.parametrize(
    ("moved", "places"),
    [
        ({"from": 4, "to": 1}, (4, 1)),
        ({"from": 0, "to": 11}, (0, 11)),
        ({"from": 3, "to": 3}, None),
        ({"from": 3, "to": 12}, None),
        ({"from": -1, "to": 2}, None),
        ({"from": True, "to": 2}, None),
        ({"from": "3", "to": 2}, None),
        ({}, None),
    ],
)
def test_only_places_of_the_list_are_moves(
    moved: dict[str, object], places: tuple[int, int] | None
) -> None:
    assert build_move(moved, 12) == places
