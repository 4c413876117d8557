"""Excel sheets: values as people see them, and hidden or missing ones."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from openpyxl import Workbook

from data.lists.readers.limits import MOST_COLUMNS
from data.lists.readers.raw_table import UnreadableError
from data.lists.readers.read_file import read_bytes
from data.lists.readers.sheets import ALIKE_SHEET
from data.model.schema import ROW
from tests.data.lists.readers.workbooks import BEGIN, END, cell, saved, with_parts, workbook

DAY = datetime(2016, 4, 1)  # noqa: DTZ001 -- a spreadsheet knows no zones

VALUES = [
    # value, number format, text
    (5.0, "General", "5"),
    (0.1 + 0.2, "General", "0.3"),
    (-17.44, "0.0", "-17.44"),
    (123456789012, "General", "123456789012"),
    (True, "General", "TRUE"),
    ("  Dakar  ", "General", "Dakar"),
    ("a_x000D_\nb", "General", "a\nb"),
    ("#N/A", "General", "#N/A"),
    (DAY, "yyyy-mm-dd", "2016-04-01"),
    (DAY, "d mmmm", "2016-04-01"),
    (DAY, "mmm yyyy", "2016-04"),
    (DAY, "[$-409]mmmm\\ yy", "2016-04"),
    (DAY, 'yyyy "day"', "2016"),
    (DAY.replace(hour=14, minute=30), "yyyy-mm-dd hh:mm", "2016-04-01 14:30"),
    (time(9, 5), "hh:mm", "09:05"),
]


@pytest.mark.parametrize(("value", "number_format", "text"), VALUES)
def test_a_value_is_written_as_a_person_reads_it(
    value: object, number_format: str, text: str
) -> None:
    book = Workbook()
    book.active.append(["a", "b"])
    book.active.append(["x", value])
    book.active["B2"].number_format = number_format
    assert read_bytes("list.xlsx", saved(book)).frame["b"].tolist() == [text]


def test_a_sheet_is_read_with_its_rows() -> None:
    rows = [
        ["Our list"],
        [],
        ["Title", None, "City"],
        ["A", 1, "Dakar"],
        [],
        ["B", None, "Rome", "x"],
    ]
    table = read_bytes("list.xlsx", workbook(rows))
    assert table.frame.to_dict("list") == {
        "Title": ["A", "B"],
        "Column B": ["1", ""],
        "City": ["Dakar", "Rome"],
        "Column D": ["", "x"],
        ROW: [4, 6],
    }
    assert (table.kind, table.encoding, table.separator) == ("xlsx", "", "")
    assert [(f.row, f.left_out) for f in table.issues] == [(1, True)]


def test_a_text_far_down_beside_the_table_is_a_column() -> None:
    rows = [["a", "b"], *([["1", "2"]] * 12_000), ["3", "4", None, "late"]]
    frame = read_bytes("list.xlsx", workbook(rows)).frame
    assert list(frame.columns) == ["a", "b", "Column D", ROW]
    assert frame["Column D"].tolist() == [""] * 12_000 + ["late"]


def _several_sheets() -> bytes:
    book = Workbook()
    book.active.title = "Notes"
    book.active.append(["Read me"])
    for title in ("Hidden", "Events"):
        sheet = book.create_sheet(title)
        sheet.append(["Title", "City"])
        sheet.append([title, "Dakar"])
    book["Hidden"].sheet_state = "hidden"
    return saved(book)


def test_the_first_sheet_with_a_table_is_read() -> None:
    table = read_bytes("list.xlsx", _several_sheets())
    assert (table.sheet, table.sheets) == ("Events", ("Notes", "Hidden", "Events"))
    assert [(f.seen, f.level) for f in table.issues] == [("Hidden", "noted")]


def test_a_hidden_sheet_can_be_chosen() -> None:
    table = read_bytes("list.xlsx", _several_sheets(), sheet="Hidden")
    assert table.frame["Title"].tolist() == ["Hidden"]
    assert [issue.expected for issue in table.issues] == [ALIKE_SHEET]


def test_a_missing_sheet_is_reported() -> None:
    table = read_bytes("list.xlsx", _several_sheets(), sheet="Gone")
    assert table.sheet == "Events"
    assert [(f.seen, f.expected) for f in table.issues] == [
        ("Gone", "There is no sheet with this name.")
    ]


def test_a_sheet_without_a_table_is_refused() -> None:
    with pytest.raises(UnreadableError, match="has no table"):
        read_bytes("list.xlsx", workbook([]))


def test_a_formula_is_shown_as_its_value() -> None:
    row = (
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>"x"</f><v>x</v></c></row>'
    )
    sheet = f'{BEGIN}<row r="1">{cell("a")}{cell("b")}</row>{row}{END}'
    table = read_bytes("list.xlsx", with_parts(workbook([]), sheet=sheet))
    assert table.frame[["a", "b"]].values.tolist() == [["2", "x"]]
    assert table.issues == ()


def test_a_formula_without_a_value_is_shown_as_text() -> None:
    link = '=HYPERLINK("http://example.org","Report")'
    table = read_bytes("list.xlsx", workbook([["a", "b"], ["x", link]]))
    assert table.frame["b"].tolist() == [link]
    assert [(f.row, f.column, f.seen) for f in table.issues] == [(2, "B", link)]


def test_cells_merged_across_rows_are_reported() -> None:
    book = Workbook()
    for row in (["Events", None], ["Region", "City"], ["Africa", "Dakar"], [None, "Lomé"]):
        book.active.append(row)
    book.active.merge_cells("A1:B1")
    book.active.merge_cells("A3:A4")
    table = read_bytes("list.xlsx", saved(book))
    assert "A3:A4" in [issue.seen for issue in table.issues]


def test_a_column_beyond_the_last_one_allowed_is_refused() -> None:
    rows = [["x"] * (MOST_COLUMNS + 1)]
    with pytest.raises(UnreadableError, match="content in cell KO1"):
        read_bytes("list.xlsx", workbook(rows))


def test_rows_with_only_formats_are_ignored() -> None:
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(3, 5_000))
    sheet = f'{BEGIN}<row r="1">{cell("a")}</row><row r="2">{cell("x")}</row>{blank}{END}'
    table = read_bytes("list.xlsx", with_parts(workbook([]), sheet=sheet))
    assert table.frame["a"].tolist() == ["x"]


@pytest.mark.parametrize(
    ("made", "text"),
    [
        ('t="d"><v>2020-02-30</v>', "2020-02-30"),
        ('t="d"><v>soon</v>', "soon"),
        ("><v>NaN</v>", "NaN"),
        ('t="s"><v>99</v>', "99"),
        ('t="b"><v>yes</v>', "yes"),
    ],
)
def test_a_cell_that_is_not_what_its_type_says_is_kept_as_text(made: str, text: str) -> None:
    sheet = (
        f'{BEGIN}<row r="1">{cell("a")}{cell("b")}</row>'
        f'<row r="2">{cell("x")}<c r="B2" {made}</c></row>{END}'
    )
    table = read_bytes("list.xlsx", with_parts(workbook([]), sheet=sheet))
    assert table.frame[["a", "b"]].iloc[0].tolist() == ["x", text]
