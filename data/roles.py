"""Who organized, hosted and took part as a partner: names in cells become organizations."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from data.arrow_texts import give_back_memory, parts
from data.identifiers import lookup, matched, with_unlisted
from data.schema import ROLE_COLUMNS

_SLICE = 100_000
"""Rows whose cells are taken apart at a time: each name is there five times meanwhile."""


def read_roles(
    consultations: pd.DataFrame, organizations: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tie consultations to organizations.

    Args:
        consultations: `id` and the role columns, lists of names.
        organizations: A row an organization that the campaign describes: `id`, `name`, `short`,
            `aliases`. May be empty.

    Returns:
        `roles`: a row a consultation, organization and role, in the order of the cells:
        `consultation`, `organization` and `role` (categoricals), `row` (where the consultation
        stands in the table); and the organizations, those that no table describes added with
        their name.
    """
    # Few organizations stand in many cells: only distinct names are kept and compared.
    cells = [
        _named_cells(consultations[column], role, start)
        for role, column in enumerate(ROLE_COLUMNS.values())
        for start in range(0, max(len(consultations), 1), _SLICE)
    ]
    places, names = pd.factorize(pd.concat([one.names for one in cells], ignore_index=True))
    ids, organizations = _identified(pd.Series(names, dtype="str"), organizations)
    categories = np.array(sorted(set(ids)), dtype=object)
    identified = pd.Index(categories).get_indexer(pd.Index(ids)).astype("int32")[places]
    starts = np.cumsum([0, *(len(one.names) for one in cells)])
    organization = np.concatenate(
        [identified[start + one.codes] for start, one in zip(starts, cells, strict=False)]
    )
    role = np.repeat([one.role for one in cells], [len(one.rows) for one in cells]).astype("int8")
    rows = np.concatenate([one.rows for one in cells]).astype("int64")
    del cells
    kept = _first(len(consultations), rows, role, organization, len(categories))
    give_back_memory(len(consultations))
    roles = pd.DataFrame(
        {
            "consultation": consultations["id"].take(rows[kept]).reset_index(drop=True),
            "organization": _categorical(organization[kept], pd.Series(categories, dtype="str")),
            "role": _used(_categorical(role[kept], pd.Series(list(ROLE_COLUMNS), dtype="str"))),
            "row": rows[kept],
        }
    )
    return roles, organizations


class _Cells(NamedTuple):
    """A slice of a column: its role, the row of each name, which of the names it is, and these."""

    role: int
    rows: np.ndarray
    codes: np.ndarray
    names: pd.Series[str]


def _named_cells(column: pd.Series[str], role: int, start: int) -> _Cells:
    rows, _, texts = parts(column.iloc[start : start + _SLICE])
    codes, names = pd.factorize(texts)
    rows, codes = (rows + start).astype("int32"), codes.astype("int32")
    return _Cells(role, rows, codes, pd.Series(names, dtype="str"))


def _identified(
    names: pd.Series[str], organizations: pd.DataFrame
) -> tuple[pd.Series[str], pd.DataFrame]:
    """The id of each name, and the organizations with those that were not among them."""
    columns = ("name", "short", "aliases")
    ids = matched(names, lookup(organizations, columns))
    more = with_unlisted(organizations, names.where(ids == "", ""), "name")
    return (ids if more is organizations else matched(names, lookup(more, columns))), more


def _first(
    length: int, rows: np.ndarray, role: np.ndarray, organization: np.ndarray, count: int
) -> np.ndarray | slice:
    """Where a consultation, organization and role are first said together."""
    together = role.astype("int64")
    together *= length
    together += rows
    together *= count
    together += organization
    # Mostly nothing is said twice; to see that, a sorted copy needs a fifth of pandas' memory.
    ordered = np.sort(together)
    if (ordered[1:] != ordered[:-1]).all():
        return slice(None)
    is_again: np.ndarray = pd.Series(together).duplicated().to_numpy()
    return np.flatnonzero(~is_again)


def _categorical(codes: np.ndarray, categories: pd.Series[str]) -> pd.Categorical[str]:
    return pd.Categorical.from_codes(codes, categories=pd.Index(categories))


def _used(values: pd.Categorical[str]) -> pd.Categorical[str]:
    """With those categories alone that are there, in alphabetical order."""
    values = values.remove_unused_categories()
    return values.reorder_categories(values.categories.sort_values())
