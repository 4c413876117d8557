"""Unused columns that look like names of people or organizations are pointed out."""

from __future__ import annotations

import pandas as pd
import pytest

from data.importing.import_list import import_table
from data.importing.recipe import Recipe
from data.lists.columns.guesses import Cells
from data.lists.columns.name_columns import ORGANIZATIONS, PEOPLE, kind_of_names
from data.lists.readers.sandbox import read_safely

COLUMNS = [
    ("Involved", ["Ministry of Labour", "Alpha University", "Beta Foundation"], ORGANIZATIONS),
    ("Participantes", ["Fundación Alfa", "Red Beta; Sindicato Gama", "y"], ORGANIZATIONS),
    ("Agency", ["Alpha", "Beta", "Gamma"], ORGANIZATIONS),
    ("Focal point", ["Ana Example", "Dr. Ben Sample", "Cleo de Muster"], PEOPLE),
    ("Speaker", ["Ana Example and Ben Sample", "Ben Sample", "C. Muster"], PEOPLE),
    ("Speakers", ["3", "12", "7"], ""),
    ("Topic", ["Labour Rights", "Fair Housing", "Clean Water"], ""),
    ("Status", ["Done", "Planned", "Cancelled"], ""),
    ("Agency", ["Alpha", "Beta"], ""),
]


@pytest.mark.parametrize(("header", "cells", "kind"), COLUMNS)
def test_names_are_told_from_other_words(header: str, cells: list[str], kind: str) -> None:
    assert kind_of_names(header, Cells(pd.Series(cells, dtype="str"))) == kind


@pytest.mark.parametrize(
    ("recipe", "count"), [(Recipe(), 1), (Recipe(columns={"Affiliation": ""}), 0)]
)
def test_a_column_is_pointed_out_once_until_its_type_is_chosen(recipe: Recipe, count: int) -> None:
    text = "Title,Date,City,Affiliation\nA,2016,Dakar,X\nB,2016,Dakar,Y\nC,2016,Dakar,Z\n"
    report = import_table(read_safely("list.csv", text.encode()), recipe).report
    assert [each.column for each in report.issues if each.expected == ORGANIZATIONS] == [
        "Affiliation"
    ] * count
