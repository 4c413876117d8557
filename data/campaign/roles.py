"""Who organized, hosted and was a partner, and how these roles combine."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from data.arrays.texts import give_back_memory, parts
from data.campaign.schema import ROLE_COLUMNS
from data.loading.ids import lookup, matched, with_unlisted

INVOLVEMENTS = ("both", "organizer", "host", "partner")
"""What an organization did in one consultation; "both" is organizer and host."""

_BITS = {"organizer": 1, "host": 2, "partner": 4}
_BY_BITS = np.array([3, 1, 2, 0, 3, 1, 2, 0], dtype=np.int8)
"""Position in `INVOLVEMENTS` by the bits of the roles: who organized or hosted is no partner."""


class Involvements(NamedTuple):
    """Of each consultation and organization: position of both, and of what it did.

    They stand in the order of the consultations, `did` is a position in `INVOLVEMENTS`.
    """

    rows: np.ndarray
    codes: np.ndarray
    did: np.ndarray


def involvements_of(
    rows: np.ndarray, codes: np.ndarray, roles: np.ndarray, organizations: int
) -> Involvements:
    """Gather the roles that an organization had in a consultation.

    Args:
        rows: Position of the consultation of each role, -1 for none.
        codes: Position of the organization of each.
        roles: What it is called, one of `schema.ROLES`.
        organizations: How many there are.
    """
    bits = np.zeros(len(roles), dtype=np.uint8)
    for name, bit in _BITS.items():
        bits[roles == name] = bit
    known = (rows >= 0) & (codes >= 0)
    keys = rows[known].astype(np.int64) * max(organizations, 1) + codes[known]
    order = np.argsort(keys, kind="stable")
    keys, bits = keys[order], bits[known][order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else keys
    gathered = np.bitwise_or.reduceat(bits, first) if len(keys) else bits
    both = np.divmod(keys[first], max(organizations, 1))
    return Involvements(both[0].astype(np.int32), both[1].astype(np.int32), _BY_BITS[gathered])


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
