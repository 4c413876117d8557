"""Link consultations to the organizations in their role columns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from data.columnar.memory import give_back_memory
from data.columnar.texts import parts
from data.loading.ids import lookup, match_ids, with_unlisted
from data.model.schema import ROLE_COLUMNS

_SLICE = 100_000
"""Rows whose cells are split at a time: meanwhile each name is in memory five times."""


def read_roles(
    consultations: pd.DataFrame, organizations: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Link consultations to organizations.

    Args:
        consultations: `id` and the role columns, lists of names.
        organizations: One row per organization in the campaign's list: `id`, `name`, `short`,
            `aliases`. May be empty.

    Returns:
        `roles`: one row per consultation, organization and role, in the order of the cells:
        `consultation`, `organization` and `role` (categoricals), `row` (position of the
        consultation in the table); and the organizations, unlisted ones added with their name.
    """
    # Few organizations are in many cells: compare distinct names only.
    cells = [
        _name_cells(consultations[column], role, start)
        for role, column in enumerate(ROLE_COLUMNS.values())
        for start in range(0, max(len(consultations), 1), _SLICE)
    ]
    codes, names = pd.factorize(pd.concat([cell.names for cell in cells], ignore_index=True))
    ids, organizations = _identify(pd.Series(names, dtype="str"), organizations)
    categories = np.array(sorted(set(ids)), dtype=object)
    identified = pd.Index(categories).get_indexer(pd.Index(ids)).astype("int32")[codes]
    starts = np.cumsum([0, *(len(cell.names) for cell in cells)])
    organization = np.concatenate(
        [identified[start + cell.codes] for start, cell in zip(starts, cells, strict=False)]
    )
    lengths = [len(cell.rows) for cell in cells]
    role = np.repeat([cell.role for cell in cells], lengths).astype("int8")
    rows = np.concatenate([cell.rows for cell in cells]).astype("int64")
    del cells
    first = _first(len(consultations), rows, role, organization, len(categories))
    give_back_memory(len(consultations))
    roles = pd.DataFrame(
        {
            "consultation": consultations["id"].take(rows[first]).reset_index(drop=True),
            "organization": _categorical(organization[first], pd.Series(categories, dtype="str")),
            "role": _used_categories(
                _categorical(role[first], pd.Series(list(ROLE_COLUMNS), dtype="str"))
            ),
            "row": rows[first],
        }
    )
    return roles, organizations


class _Cells(NamedTuple):
    """Names in a slice of a column: the role, each name's row and code, and the distinct names."""

    role: int
    rows: np.ndarray
    codes: np.ndarray
    names: pd.Series[str]


def _name_cells(column: pd.Series[str], role: int, start: int) -> _Cells:
    rows, _, texts = parts(column.iloc[start : start + _SLICE])
    codes, names = pd.factorize(texts)
    rows, codes = (rows + start).astype("int32"), codes.astype("int32")
    return _Cells(role, rows, codes, pd.Series(names, dtype="str"))


def _identify(
    names: pd.Series[str], organizations: pd.DataFrame
) -> tuple[pd.Series[str], pd.DataFrame]:
    """Return the id of each name, and the organizations with unlisted ones added."""
    columns = ("name", "short", "aliases")
    ids = match_ids(names, lookup(organizations, columns))
    more = with_unlisted(organizations, names.where(ids == "", ""), "name")
    return (ids if more is organizations else match_ids(names, lookup(more, columns))), more


def _first(
    length: int, rows: np.ndarray, role: np.ndarray, organization: np.ndarray, count: int
) -> np.ndarray | slice:
    """Return the positions of the first of each consultation, organization and role."""
    keys = role.astype("int64")
    keys *= length
    keys += rows
    keys *= count
    keys += organization
    # Mostly there are no duplicates; a sorted copy shows that in a fifth of pandas' memory.
    ordered = np.sort(keys)
    if (ordered[1:] != ordered[:-1]).all():
        return slice(None)
    is_duplicate: np.ndarray = pd.Series(keys).duplicated().to_numpy()
    return np.flatnonzero(~is_duplicate)


def _categorical(codes: np.ndarray, categories: pd.Series[str]) -> pd.Categorical[str]:
    return pd.Categorical.from_codes(codes, categories=pd.Index(categories))


def _used_categories(values: pd.Categorical[str]) -> pd.Categorical[str]:
    """Drop unused categories and sort the others."""
    values = values.remove_unused_categories()
    return values.reorder_categories(values.categories.sort_values())
