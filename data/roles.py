"""Who organized, hosted and took part as a partner: names in cells become organizations."""

from __future__ import annotations

import pandas as pd

from data.identifiers import lookup, matched, with_unlisted
from data.schema import ROLE_COLUMNS
from data.tables import exploded


def read_roles(
    consultations: pd.DataFrame, organizations: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tie consultations to organizations.

    Args:
        consultations: `id` and the role columns, lists of names.
        organizations: A row an organization that the campaign describes: `id`, `name`, `short`,
            `aliases`. May be empty.

    Returns:
        `roles`: a row a consultation, organization and role, in the order of the cells; and
        the organizations, those that no table describes added with their name.
    """
    parts = [
        exploded(consultations, "id", column)
        .rename(columns={"id": "consultation", column: "name"})
        .assign(role=role)
        for role, column in ROLE_COLUMNS.items()
    ]
    named = pd.concat(parts, ignore_index=True)
    known = lookup(organizations, ("name", "short", "aliases"))
    unlisted = named["name"].where(matched(named["name"], known) == "", "")
    organizations = with_unlisted(organizations, unlisted, "name")
    known = lookup(organizations, ("name", "short", "aliases"))
    named["organization"] = matched(named["name"], known)
    roles = named[["consultation", "organization", "role"]].drop_duplicates(ignore_index=True)
    return roles.astype(dict.fromkeys(roles.columns, "category")), organizations
