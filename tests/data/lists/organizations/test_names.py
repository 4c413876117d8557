"""A cell with several organizations is split if the list confirms that they are several."""

from __future__ import annotations

import pandas as pd
import pytest

from data.lists.organizations.names import count_possible_lists, with_lists

KNOWN = ["Caritas", "Ministry of Labour", "Un Femmes", ""]


@pytest.mark.parametrize(
    ("cell", "listed"),
    [
        ("Caritas, Un Femmes", "Caritas; Un Femmes"),
        ("CARITAS and Ministry of Labour", "CARITAS; Ministry of Labour"),
        ("Caritas / un femmes & Ministry of Labour", "Caritas; un femmes; Ministry of Labour"),
        ("IOM, UNHCR and ILO", "IOM; UNHCR; ILO"),
        ("IOM/UNHCR", "IOM; UNHCR"),
        ("Oxfam\nCaritas", "Oxfam; Caritas"),
        ("Oxfam | Caritas", "Oxfam; Caritas"),
        ("Oxfam; Caritas", "Oxfam; Caritas"),
        ("1. Alpha 2. Beta (lead)", "Alpha; Beta"),
        ("n.v.t.", ""),
        ("未定", ""),
        ("Vereniging Gamma (trekker)", "Vereniging Gamma"),
        # may be one name each
        ("Ministry of Labour and Migration", "Ministry of Labour and Migration"),
        ("Caritas, Dakar", "Caritas, Dakar"),
        ("Save the Children, Inc.", "Save the Children, Inc."),
        ("Trade Union Congress & Friends", "Trade Union Congress & Friends"),
        ("", ""),
    ],
)
def test_a_cell_is_a_list_as_far_as_the_list_confirms_it(cell: str, listed: str) -> None:
    columns = {"organizers": pd.Series([cell, *KNOWN]), "hosts": pd.Series([""] * 5)}
    assert with_lists(columns)["organizers"].iloc[0] == listed


def test_another_column_confirms_names_too() -> None:
    columns = {"organizers": pd.Series(["Oxfam, Caritas"]), "hosts": pd.Series(["Oxfam; Caritas"])}
    assert with_lists(columns)["organizers"].to_list() == ["Oxfam; Caritas"]


def test_a_numbered_list_confirms_names_too() -> None:
    cells = pd.Series(["1. Alpha (AC) 2. Beta", "Beta and Alpha (AC)"])
    assert with_lists({"organizers": cells})["organizers"].to_list() == [
        "Alpha (AC); Beta", "Beta; Alpha (AC)",
    ]  # fmt: skip


def test_a_column_is_split_at_commas_on_request() -> None:
    columns = {"organizers": pd.Series(["Alpha, Beta Fund", "Gamma"])}
    apart = with_lists(columns)["organizers"]
    assert apart.to_list() == ["Alpha, Beta Fund", "Gamma"]
    assert count_possible_lists(apart) == 1
    split = with_lists(columns, {"organizers"})["organizers"]
    assert split.to_list() == ["Alpha; Beta Fund", "Gamma"]
    assert count_possible_lists(split) == 0
