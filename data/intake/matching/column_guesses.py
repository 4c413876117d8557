"""Columns told by what their cells look like, where their names say nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.errors import msgid
from data.intake.matching.column_cells import (
    Cells,
    is_address,
    is_country,
    is_fraction,
    is_named,
    is_number,
    is_pair,
    is_place,
    is_title,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

DATE_CELLS = msgid("The cells look like dates.")
COUNTRY_CELLS = msgid("The cells look like countries.")
PLACE_CELLS = msgid("The cells look like names of cities.")
COORDINATE_CELLS = msgid("The cells look like coordinates.")
ADDRESS_CELLS = msgid("The cells look like addresses of the web.")
TITLE_CELLS = msgid("The cells look like titles: words that differ from row to row.")

MOSTLY: Final = 0.8
_MOST_REPEATS = 0.5
_MOST_COLUMNS = 60
"""Columns whose cells are looked at, so that a very wide list is quick too."""


def guess_by_cells(free: Mapping[str, Cells], taken: set[str]) -> dict[str, tuple[str, str]]:
    """Tell columns by their cells.

    Args:
        free: The columns whose names say nothing, by name, in their order.
        taken: What is there already by name.

    Returns:
        Column and reason (a message id) by name. Where too many look alike, none is told.
    """
    found: dict[str, tuple[str, str]] = {}
    filled = [name for name, cells in free.items() if not cells.is_empty]
    open_columns = {name: free[name] for name in filled[:_MOST_COLUMNS]}
    for guess in (_addresses, _coordinates, _dates, _countries, _places, _titles, _short_titles):
        left = {name: cells for name, cells in open_columns.items() if name not in found}
        found |= guess(left, taken | {column for column, _ in found.values()})
    return found


def _addresses(free: Mapping[str, Cells], taken: set[str]) -> dict[str, tuple[str, str]]:
    if "url" in taken:
        return {}
    names = [name for name, cells in free.items() if cells.share(is_address) >= MOSTLY]
    return dict.fromkeys(names[:1], ("url", ADDRESS_CELLS))


def _coordinates(free: Mapping[str, Cells], taken: set[str]) -> dict[str, tuple[str, str]]:
    if taken & {"lat", "lon", "coordinates"}:
        return {}
    pairs = [name for name, cells in free.items() if cells.share(is_pair) >= MOSTLY]
    if pairs:
        return {pairs[0]: ("coordinates", COORDINATE_CELLS)}
    exact = [name for name, cells in free.items() if cells.share(is_fraction) >= MOSTLY]
    if len(exact) != len(("lat", "lon")):
        return {}
    return dict(zip(exact, (("lat", COORDINATE_CELLS), ("lon", COORDINATE_CELLS)), strict=True))


def _dates(free: Mapping[str, Cells], taken: set[str]) -> dict[str, tuple[str, str]]:
    if taken & {"start", "dates", "year"}:
        return {}
    names = [
        name
        for name, cells in free.items()
        if cells.share(is_number) < MOSTLY and cells.date_share >= MOSTLY
    ]
    if len(names) == 1:
        column = "dates" if free[names[0]].has_stretches and "end" not in taken else "start"
        return {names[0]: (column, DATE_CELLS)}
    if len(names) == len(("start", "end")) and "end" not in taken:
        return dict(zip(names, (("start", DATE_CELLS), ("end", DATE_CELLS)), strict=True))
    return {}


def _countries(free: Mapping[str, Cells], taken: set[str]) -> dict[str, tuple[str, str]]:
    if taken & {"country", "place"}:
        return {}
    names = [name for name, cells in free.items() if cells.share(is_country) >= MOSTLY]
    return dict.fromkeys(names[:1], ("country", COUNTRY_CELLS))


def _places(free: Mapping[str, Cells], taken: set[str]) -> dict[str, tuple[str, str]]:
    if taken & {"city", "place"}:
        return {}
    names = [name for name, cells in free.items() if cells.share(is_place) >= MOSTLY]
    return dict.fromkeys(names[:1], ("place", PLACE_CELLS))


def _titles(free: Mapping[str, Cells], taken: set[str]) -> dict[str, tuple[str, str]]:
    if "title" in taken:
        return {}
    names = [
        name
        for name, cells in free.items()
        if cells.share(is_title) >= MOSTLY and _may_be_titles(cells)
    ]
    return dict.fromkeys(names[:1], ("title", TITLE_CELLS))


def _short_titles(free: Mapping[str, Cells], taken: set[str]) -> dict[str, tuple[str, str]]:
    """Where nothing else may be a title, the first column of words is."""
    if "title" in taken:
        return {}
    names = [
        name
        for name, cells in free.items()
        if cells.share(is_named) >= MOSTLY and _may_be_titles(cells)
    ]
    return dict.fromkeys(names[:1], ("title", TITLE_CELLS))


def _may_be_titles(cells: Cells) -> bool:
    return cells.repeats <= _MOST_REPEATS and cells.date_share < MOSTLY
