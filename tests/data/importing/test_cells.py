"""Character codes of web pages become letters, with an issue in the report."""

from __future__ import annotations

import pandas as pd
import pytest

from data.importing.cells import with_plain_letters, without_formula_errors
from data.lists.readers.issue_log import Notes
from data.model.schema import ROW


def read(*cells: str) -> tuple[list[str], list[int]]:
    notes = Notes("list.csv")
    rows = pd.DataFrame({"City": pd.Series(cells, dtype="str"), ROW: range(2, len(cells) + 2)})
    plain = with_plain_letters(rows, notes)
    return plain["City"].to_list(), [issue.row for issue in notes.issues()]


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("S&atilde;o Paulo", "São Paulo"),
        ("Caf&#233; &amp; talk", "Café & talk"),
        ("M&#xE1;laga", "Málaga"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_character_codes_become_letters(cell: str, plain: str) -> None:
    assert read("Dakar", cell) == (["Dakar", plain], [3])


@pytest.mark.parametrize("cell", ["A & B", "R&D; more", "?a=1&b=2", "&", "&;", ""])
def test_other_texts_stay_unchanged(cell: str) -> None:
    assert read(cell) == ([cell], [])


def test_cells_of_failed_formulas_are_empty() -> None:
    notes = Notes("list.csv")
    cells = pd.Series(["#REF!", "Lima", "#N/A #1"], dtype="str")
    rows = pd.DataFrame({"City": cells, ROW: [2, 3, 4]})
    assert list(without_formula_errors(rows, notes)["City"]) == ["", "Lima", "#N/A #1"]
    assert [(each.row, each.column, each.seen) for each in notes.issues()] == [(2, "City", "#REF!")]
