"""Who organized, hosted and took part as a partner: names in cells become organizations."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from data.arrow_texts import parts
from data.identifiers import lookup, matched, with_unlisted
from data.schema import ROLE_COLUMNS


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
    cells = [_named_cells(consultations[column]) for column in ROLE_COLUMNS.values()]
    places, names = pd.factorize(pd.concat([one.names for one in cells], ignore_index=True))
    starts = np.cumsum([0, *(len(one.names) for one in cells)])
    codes = np.concatenate(
        [places[start + one.codes] for start, one in zip(starts[:-1], cells, strict=True)]
    )
    rows = np.concatenate([one.rows for one in cells])
    role = np.repeat(np.arange(len(cells), dtype="int8"), [len(one.rows) for one in cells])
    ids, organizations = _identified(pd.Series(names, dtype="str"), organizations)
    categories = np.array(sorted(set(ids)), dtype=object)
    organization = pd.Index(categories).get_indexer(pd.Index(ids))[codes]
    kept = _first(len(consultations), rows, role, organization, len(categories))
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
    """The row of each name of a column, which of the distinct names it is, and these."""

    rows: np.ndarray
    codes: np.ndarray
    names: pd.Series[str]


def _named_cells(column: pd.Series[str]) -> _Cells:
    rows, _, texts = parts(column)
    codes, names = pd.factorize(texts)
    return _Cells(rows, codes, pd.Series(names, dtype="str"))


def _identified(
    names: pd.Series[str], organizations: pd.DataFrame
) -> tuple[pd.Series[str], pd.DataFrame]:
    """The id of each name, and the organizations with those that were not among them."""
    columns = ("name", "short", "aliases")
    unlisted = names.where(matched(names, lookup(organizations, columns)) == "", "")
    organizations = with_unlisted(organizations, unlisted, "name")
    return matched(names, lookup(organizations, columns)), organizations


def _first(
    length: int, rows: np.ndarray, role: np.ndarray, organization: np.ndarray, count: int
) -> np.ndarray:
    """Where a consultation, organization and role are first said together."""
    together = (role.astype("int64") * length + rows) * count + organization
    is_again: np.ndarray = pd.Series(together).duplicated().to_numpy()
    return np.flatnonzero(~is_again)


def _categorical(codes: np.ndarray, categories: pd.Series[str]) -> pd.Categorical[str]:
    return pd.Categorical.from_codes(codes, categories=pd.Index(categories))


def _used(values: pd.Categorical[str]) -> pd.Categorical[str]:
    """With those categories alone that are there, in alphabetical order."""
    values = values.remove_unused_categories()
    return values.reorder_categories(values.categories.sort_values())
