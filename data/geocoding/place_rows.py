"""Cities and coordinates of consultations as one row a place."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from data.arrow_texts import Parts, parts, taken

_NOWHERE = -1


class _Column(NamedTuple):
    """The values of a column, each under the number of its place."""

    keys: np.ndarray
    texts: pd.Series[str]


def place_rows(consultations: pd.DataFrame) -> pd.DataFrame:
    """Take the lists of cities, countries and coordinates apart.

    Args:
        consultations: `id`, `city`, `country`, `lat`, `lon`: text, lists with semicolons. One
            country stands for all the cities of its row. `city__fr` and the like, if there.

    Returns:
        One row a consultation and place: `consultation`, `position` (from 0), `city`,
        `country`, `lat`, `lon` as text, the translations of `city`, and `row` (where the
        consultation stands in the table). A consultation without any gives no row.
    """
    translations = [name for name in consultations.columns if name.startswith("city__")]
    lists = {
        name: parts(consultations[name])
        for name in ("city", "country", "lat", "lon", *translations)
    }
    width = max(
        (int(cells.positions.max()) + 1 for cells in lists.values() if len(cells.rows)), default=1
    )
    columns = {
        name: _Column(cells.rows * width + cells.positions, cells.texts)
        for name, cells in lists.items()
    }
    lone = _lone(lists["country"], len(consultations))
    named = _named(columns, lone, width)
    keys = _distinct(named, _alone(columns["country"], lone, named, width))
    rows = keys // width
    found = {name: _at(column, keys) for name, column in columns.items()}
    # What the table calls a city in another language says nothing of a country alone.
    is_alone = ~np.isin(keys, named)
    for name in translations:
        found[name][is_alone] = _NOWHERE
    found["country"] = np.where(lone[rows] >= 0, lone[rows], found["country"])
    texts = {name: taken(columns[name].texts, found[name]) for name in lists}
    starts = np.searchsorted(rows, rows)
    ids = consultations["id"].take(rows).reset_index(drop=True)
    places = np.arange(len(rows)) - starts
    return pd.DataFrame({"consultation": ids, "position": places, **texts, "row": rows})


def _lone(countries: Parts, length: int) -> np.ndarray:
    """For each consultation, which value is its only country; -1 where it has none or several."""
    lone = np.full(length, _NOWHERE)
    is_lone = np.bincount(countries.rows, minlength=length)[countries.rows] == 1
    lone[countries.rows[is_lone]] = np.flatnonzero(is_lone)
    return lone


def _named(columns: dict[str, _Column], lone: np.ndarray, width: int) -> np.ndarray:
    """The numbers of the places that cities, coordinates or one of several countries name.

    The number of a place is its row times the width, and its position in the lists.
    """
    country = columns["country"].keys
    keys = [columns[name].keys for name in ("city", "lat", "lon")]
    return _distinct(country[lone[country // width] < 0], *keys)


def _distinct(*numbers: np.ndarray) -> np.ndarray:
    """Each number once, in order: as `np.unique`, and much quicker where most are in order."""
    every = np.sort(np.concatenate(numbers), kind="stable")
    return every[np.flatnonzero(np.diff(every, prepend=_NOWHERE))]


def _alone(country: _Column, lone: np.ndarray, named: np.ndarray, width: int) -> np.ndarray:
    """The numbers of the places of rows that name one country and nothing else."""
    rows = country.keys // width
    is_alone: np.ndarray = (lone[rows] >= 0) & ~np.isin(rows, named // width)
    return np.asarray(country.keys[is_alone])


def _at(column: _Column, keys: np.ndarray) -> np.ndarray:
    """Which value of a column each place has; -1 for none."""
    at = np.full(len(keys), _NOWHERE)
    # A translation may name more cities than there are.
    places = np.searchsorted(keys, column.keys)
    there = places < len(keys)
    there[there] = keys[places[there]] == column.keys[there]
    at[places[there]] = np.flatnonzero(there)
    return at
