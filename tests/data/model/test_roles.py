"""Names in the cells of organizers, hosts and partners become organizations with a role."""

from __future__ import annotations

import pandas as pd
import pytest

from data.loading.roles import read_roles
from data.model.schema import ORGANIZATION_COLUMNS

LIST = pd.DataFrame(
    [
        (
            "iom",
            "International Organization for Migration",
            "IOM",
            "OIM; Migration agency",
            "",
            "",
            "",
        )
    ],
    columns=ORGANIZATION_COLUMNS,
)
NO_LIST = LIST[:0]

CELLS = [
    # organizers, hosts, partners; organization and role
    ("IOM", "", "", [("iom", "organizer")]),
    ("OIM", "iom", "migration AGENCY", [("iom", "organizer"), ("iom", "host"), ("iom", "partner")]),
    ("", "Caritas Lebanon", "", [("caritas-lebanon", "host")]),
    ("Amel; IOM; ", "", "", [("amel", "organizer"), ("iom", "organizer")]),
    ("IOM; OIM", "", "", [("iom", "organizer")]),  # one organization, once
    ("Café Crème; cafe creme", "", "", [("cafe-creme", "organizer")]),
    ("!!!", "", "", [("!!!", "organizer")]),
    ("", "", "", []),
]


def consultations(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["id", "organizers", "hosts", "partners"])
    return frame.astype("str")


@pytest.mark.parametrize(("organizers", "hosts", "partners", "expected"), CELLS)
def test_each_name_in_a_cell_is_an_organization_in_a_role(
    organizers: str, hosts: str, partners: str, expected: list[tuple[str, str]]
) -> None:
    roles, organizations = read_roles(consultations(("a", organizers, hosts, partners)), LIST)
    assert list(roles.itertuples(index=False, name=None)) == [("a", *pair, 0) for pair in expected]
    assert set(roles["organization"]) <= set(organizations["id"])


def test_an_organizer_that_hosted_has_both_roles() -> None:
    roles, _ = read_roles(consultations(("a", "Caritas", "Caritas", "")), NO_LIST)
    assert list(roles["role"]) == ["organizer", "host"]


def test_unlisted_organizations_are_added_under_the_first_spelling() -> None:
    rows = (("a", "Amel", "Red Cross", ""), ("b", "AMEL", "", "IOM"))
    roles, organizations = read_roles(consultations(*rows), LIST)
    assert list(organizations["id"]) == ["iom", "amel", "red-cross"]
    assert list(organizations["name"][1:]) == ["Amel", "Red Cross"]
    assert list(roles.loc[roles["organization"] == "amel", "consultation"]) == ["a", "b"]


def test_an_organization_without_a_role_stays_in_the_list() -> None:
    roles, organizations = read_roles(consultations(("a", "", "", "")), LIST)
    assert (len(roles), list(organizations["id"])) == (0, ["iom"])


def test_roles_have_their_types_even_where_there_are_none() -> None:
    for rows in ((), (("a", "IOM", "", ""),)):
        roles, _ = read_roles(consultations(*rows), NO_LIST)
        assert list(roles.columns) == ["consultation", "organization", "role", "row"]
        assert list(map(str, roles.dtypes)) == ["str", "category", "category", "int64"]
