"""The sheet with the list of events is read, and the others are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from data.importing.import_list import import_table
from data.importing.recipe import Recipe
from data.importing.row_addresses import address_of
from data.lists.readers.read_file import read_bytes
from data.lists.readers.sheets import alike_sheets
from data.lists.tables.shape import with_one_shape
from tests.data.lists.readers.workbooks import saved

Rows = list[list[object]]

LIBREOFFICE = [
    ("2023-04-03", "Dialogues 2023", 4),
    ("2023-05-05", "Dialogues 2023", 5),
    ("2023-05-20", "Dialogues 2023", 6),
    ("2023-06-12", "Dialogues 2023", 7),
    ("2023-06-28", "Dialogues 2023", 8),
    ("2024-04-03", "Dialogues 2024", 2),
    ("2024-05-20", "Dialogues 2024", 3),
]
MATCHED = ["Nairobi", "Lima", "Abidjan", "Geneva", "Kampala", "Quito"]
ASIDE = [
    "Dialogues 2023 (6), Dialogues 2024 (2)", "Budget (5)", "Contacts (3)", "Status, Meaning (5)",
]  # fmt: skip

BUDGET: Rows = [["Budget"], [], ["Line", "Amount", "Paid on"], ["Hall", 1200, "2023-04-20"]]
YEAR: Rows = [["Meetings"], ["Title", "Date", "City"], ["Opening", "2023-04-03", "Lima"]]
FRENCH: Rows = [["Titre", "Date", "Ville"], ["Ouverture", "2024-04-03", "Dakar"]]
PEOPLE: Rows = [["Name", "E-mail", "Country"], ["Ana", "ana@example.org", "Peru"]]


def book(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(made)


@pytest.mark.parametrize(
    ("sheets", "read", "alike", "aside"),
    [
        ({"Budget": BUDGET, "2023": YEAR}, "2023", [], ["Budget (2)"]),
        ({"2023": YEAR, "2024": FRENCH, "People": PEOPLE}, "2023", ["2024"], ["People (1)"]),
        ({"People": PEOPLE, "Budget": BUDGET, "2024": FRENCH}, "2024", [],
         ["People (1)", "Budget (2)"]),
        ({"Budget": BUDGET, "People": PEOPLE}, "People", [], ["Budget (2)"]),
        ({"Empty": [], "2023": YEAR}, "2023", [], []),
    ],
)  # fmt: skip
def test_the_list_of_events_is_read(
    sheets: dict[str, Rows], read: str, alike: list[str], aside: list[str]
) -> None:
    raw = read_bytes("book.xlsx", book(sheets))
    assert raw.sheet == read
    assert alike_sheets(raw.issues) == alike
    assert [each.seen for each in raw.issues if "no list of events" in each.expected] == aside


def test_a_sheet_that_was_chosen_is_read() -> None:
    raw = read_bytes("book.xlsx", book({"2023": YEAR, "2024": FRENCH}), "2024")
    assert raw.sheet == "2024"
    assert alike_sheets(raw.issues) == ["2023"]


@pytest.mark.parametrize("ending", ["ods", "xlsx"])
def test_a_workbook_of_libreoffice_needs_no_answer(ending: str) -> None:
    """Two years, a budget before them, a list of people behind, a legend beside a list."""
    path = Path(__file__).with_name(f"four_sheets.{ending}")
    raw = with_one_shape(read_bytes(path.name, path.read_bytes()))
    own = import_table(raw, Recipe())
    places = own.campaign.places
    table = own.campaign.consultations
    assert [
        (str(day), *address_of(raw.parts, row))
        for day, row in zip(table["start"], table["_row"], strict=True)
    ] == LIBREOFFICE
    assert list(places["matched"]) == MATCHED
    assert not alike_sheets(raw.issues)
    aside = [each.seen for each in raw.issues if each.level == "noted"]
    assert aside == ASIDE
    assert own.report.rows_unaccounted == 0
    asked = [*own.questions, *own.unknown_places, *own.guesses, *own.merges]
    assert not asked
    assert own.dates.read.order != "unclear"
    assert not len(own.duplicates)
