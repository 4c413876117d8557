"""Tables of the same columns are one list: on sheets, beside each other, or below each other."""

from __future__ import annotations

import pytest

from data.importing.import_list import import_table
from data.importing.recipe import Recipe
from data.importing.report import report_frame
from data.importing.row_addresses import address_of, row_text
from data.lists.readers.raw_table import RawTable
from data.lists.readers.read_file import read_bytes
from data.lists.readers.sheets import alike_sheets
from data.lists.tables.joining import JOINED, REPEATED_SHEET, same_columns
from data.lists.tables.shape import with_one_shape
from data.model.errors import Issue
from data.store.messages import Messages
from tests.data.lists.readers.test_sheets import book

MESSAGES = Messages((RawTable, Issue))

Rows = list[list[object]]

FIRST: Rows = [
    ["Title", "Date", "City", "Country", "Host"],
    ["Opening", "2015-04-03", "Nairobi", "Kenya", "Alpha"],
    ["Closing", "2015-06-03", "Dakar", "Senegal", "Beta"],
]
SECOND: Rows = [
    ["Working list"],
    ["TITLE", "City", "Date", "Country", "Host", "Link"],
    ["Again", "Lima", "2016-04-03", "Peru", "Alpha", "x"],
    ["Unclear", "Quito", "soon", "Ecuador", "Beta", ""],
]
OTHER: Rows = [
    ["Title", "Date", "Paid", "Amount", "Account"],
    ["Hall", "2015-04-01", "yes", 1200, "A"],
    ["Food", "2015-04-02", "no", 560, "A"],
]


def read(sheets: dict[str, Rows], sheet: str = "") -> RawTable:
    """Read a workbook as the sandbox does, with its message from one process to the other."""
    raw = read_bytes("book.xlsx", book(sheets), sheet)
    return with_one_shape(MESSAGES.unpack(MESSAGES.pack(raw)))


def read_text(text: str) -> RawTable:
    return with_one_shape(read_bytes("list.csv", text.encode()))


def rows_of(raw: RawTable) -> list[tuple[object, ...]]:
    table = import_table(raw, Recipe()).campaign.consultations
    columns = ("title", "start", "city", "country", "_row")
    return [
        (*cells, *address_of(raw.parts, row))
        for *cells, row in table[list(columns)].itertuples(index=False)
    ]


def test_two_years_on_two_sheets_are_one_list() -> None:
    raw = read({"2015": FIRST, "Budget": OTHER, "2016": SECOND})
    assert rows_of(raw) == [
        ("Opening", "2015-04-03", "Nairobi", "Kenya", "2015", 2),
        ("Closing", "2015-06-03", "Dakar", "Senegal", "2015", 3),
        ("Again", "2016-04-03", "Lima", "Peru", "2016", 3),
        ("Unclear", "", "Quito", "Ecuador", "2016", 4),
    ]
    assert list(raw.frame) == ["Title", "Date", "City", "Country", "Host", "Link", "_row"]
    report = import_table(raw, Recipe()).report
    assert report.rows_unaccounted == 0
    frame = report_frame(report, "en").set_index("seen")
    assert tuple(frame.loc["soon", ["file", "row"]]) == ("book.xlsx, 2016", 4)
    assert tuple(frame.loc["Working list", ["file", "row"]]) == ("book.xlsx, 2016", 1)
    assert "2015 (2), 2016 (2)" in frame.index
    assert "Budget (2)" in frame.index


def test_a_row_says_its_sheet() -> None:
    parts = (("2015", 0), ("2016", 40))
    assert [row_text(parts, row, "en") for row in (7, 40, 47)] == [
        "2015, row 7", "2015, row 40", "2016, row 7",
    ]  # fmt: skip
    assert row_text((), 1_047, "en") == "1,047"


def test_a_chosen_sheet_is_read_alone() -> None:
    raw = read({"2015": FIRST, "2016": SECOND}, "2016")
    assert [row[0] for row in rows_of(raw)] == ["Again", "Unclear"]
    assert raw.sheet == "2016"
    assert alike_sheets(raw.issues) == ["2015"]


@pytest.mark.parametrize("order", [["2015", "2016", "All"], ["All", "2015", "2016"]])
def test_a_sheet_of_all_years_is_not_counted_twice(order: list[str]) -> None:
    second = [FIRST[0], ["Again", "2016-04-03", "Lima", "Peru", "Alpha"]]
    sheets = {"2015": FIRST, "2016": second, "All": [*FIRST, second[1]]}
    raw = read({name: sheets[name] for name in order})
    assert raw.sheet == "All"
    assert [row[0] for row in rows_of(raw)] == ["Opening", "Closing", "Again"]
    aside = [issue.seen for issue in raw.issues if issue.expected == REPEATED_SHEET]
    assert sorted(aside) == ["2015 (2)", "2016 (1)"]


def test_names_of_sheets_tell_the_country_or_the_year() -> None:
    kenya = [["Title", "Date", "City"], ["A", "2016-04-03", "Kisumu"]]
    raw = read({"Kenya": kenya, "Peru": [kenya[0], ["B", "2016-05-03", "Trujillo"]]})
    assert [row[:4] for row in rows_of(raw)] == [
        ("A", "2016-04-03", "Kisumu", "Kenya"), ("B", "2016-05-03", "Trujillo", "Peru"),
    ]  # fmt: skip
    names = [["Title", "Date", "City"]]
    raw = read(
        {"2015": [*names, ["A", "3-5 May", "Kisumu"]], "2016": [*names, ["B", "7 June", "Lima"]]}
    )
    assert [row[1] for row in rows_of(raw)] == ["2015-05-03", "2016-06-07"]


@pytest.mark.parametrize(
    ("main", "other", "is_same"),
    [
        (["Title", "Date", "City"], ["title", "DATE", "City "], True),
        (["Title", "Date", "City"], ["City", "Date", "Title", "Link"], True),
        (["Title", "Date 2015", "City"], ["Title", "Date 2016", "Town"], True),
        (["Title", "Date", "City", "Host"], ["Title", "Date", "Amount", "Paid"], False),
        (["Title", "Date", "City"], ["Titre", "Date", "Ville"], True),
        (["Name", "E-mail", "Phone"], ["Name", "E-mail", "Phone"], False),
        (["Title", "Date"], ["Title", "Date", "A", "B", "C", "D"], False),
    ],
)
def test_columns_say_that_it_is_the_same_table(
    main: list[str],
    other: list[str],
    is_same: bool,  # noqa: FBT001 -- a column of the table
) -> None:
    assert bool(same_columns(main, other)) is is_same


def test_two_years_beside_each_other_are_one_list() -> None:
    raw = read_text(
        "2015,,,,2016,,\nTitle,Date,City,,Title,Date,City\n"
        "Opening,2015-04-03,Nairobi,,Again,2016-04-03,Kampala\nClosing,2015-06-03,Dakar,,,,\n"
    )
    assert [(row[0], row[2], *row[4:]) for row in rows_of(raw)] == [
        ("Opening", "Nairobi", "2015", 3), ("Closing", "Dakar", "2015", 4),
        ("Again", "Kampala", "2016", 3),
    ]  # fmt: skip
    assert any(issue.expected == JOINED for issue in raw.issues)
    assert import_table(raw, Recipe()).report.rows_unaccounted == 0


def test_tables_beside_each_other_without_titles_have_the_letters_of_their_columns() -> None:
    raw = read_text(
        "Title,Date,City,,Title,Date,City\nA,2015-04-03,Nairobi,,B,2016-04-03,Kampala\n"
    )
    assert raw.parts == (("A–C", 0), ("E–G", 2))
    assert list(raw.frame) == ["Title", "Date", "City", "_row"]


def test_tables_below_each_other_are_one_list() -> None:
    raw = read_text(
        "Kenya,,\nTitle,Date,City\nA,2016-04-03,Kisumu\n,,\n"
        "Peru,,\nTitle,Date,City\nB,2016-05-03,Trujillo\n,,\n"
        "Chile,,\nDate,Title,City\n2016-06-03,C,Valdivia\n"
    )
    assert rows_of(raw) == [
        ("A", "2016-04-03", "Kisumu", "Kenya", "", 3),
        ("B", "2016-05-03", "Trujillo", "Peru", "", 7),
        ("C", "2016-06-03", "Valdivia", "Chile", "", 11),
    ]
    report = import_table(raw, Recipe()).report
    assert (report.read, report.shown, report.rows_unaccounted) == (8, 3, 0)
