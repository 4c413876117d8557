"""Who organized, hosted and took part as a partner: names in cells become organizations."""

from __future__ import annotations

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
        `consultation`, `organization`, `role` (categoricals) and `row` (where the consultation
        stands in the table); and the organizations, those that no table describes added with
        their name.
    """
    cells = [parts(consultations[column]) for column in ROLE_COLUMNS.values()]
    rows = np.concatenate([one.rows for one in cells])
    role = np.repeat(np.arange(len(cells)), [len(one.rows) for one in cells])
    # Few organizations stand in many cells: only distinct names are compared.
    codes, names = pd.factorize(pd.concat([one.texts for one in cells], ignore_index=True))
    ids, organizations = _identified(pd.Series(names, dtype="str"), organizations)
    categories = np.array(sorted(set(ids)), dtype=object)
    organization = pd.Index(categories).get_indexer(pd.Index(ids))[codes]
    kept = _first(len(consultations), rows, role, organization, len(categories))
    roles = pd.DataFrame(
        {
            "consultation": _categorical(rows[kept], consultations["id"]),
            "organization": _categorical(organization[kept], pd.Series(categories, dtype="str")),
            "role": pd.Series(list(ROLE_COLUMNS), dtype="str")
            .take(role[kept])
            .astype("category")
            .array,
            "row": rows[kept],
        }
    )
    return roles, organizations


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
    together = (role * length + rows) * count + organization
    is_again: np.ndarray = pd.Series(together).duplicated().to_numpy()
    return np.flatnonzero(~is_again)


def _categorical(codes: np.ndarray, categories: pd.Series[str]) -> pd.Categorical[str]:
    return pd.Categorical.from_codes(codes, categories=pd.Index(categories))
