"""CSV and TSV as people save them: cells and issues."""

from __future__ import annotations

import pytest

from data.lists.readers import assemble as cell_columns
from data.lists.readers.assemble import assemble
from data.lists.readers.issue_log import Notes
from data.lists.readers.limits import MOST_REPORTED, Most
from data.lists.readers.raw_table import UnreadableError
from data.lists.readers.read_file import read_bytes
from data.model.schema import ROW

READ_AS_MEANT = {
    # name: file, header, rows as row number and cells
    "a plain file": ("a,b\n1,2\n3,4\n", ["a", "b"], [(2, "1", "2"), (3, "3", "4")]),
    "no line end at the end": ("a,b\n1,2", ["a", "b"], [(2, "1", "2")]),
    "line ends of Windows": ("a,b\r\n1,2\r\n", ["a", "b"], [(2, "1", "2")]),
    "line ends of old Macs": ("a,b\r1,2\r", ["a", "b"], [(2, "1", "2")]),
    "semicolons": ("a;b\n1;2,5\n3;4,5\n", ["a", "b"], [(2, "1", "2,5"), (3, "3", "4,5")]),
    "tabs": ("a\tb\n1, 2\t3\n", ["a", "b"], [(2, "1, 2", "3")]),
    "vertical bars": ("a | b\n1 | 2\n", ["a", "b"], [(2, "1", "2")]),
    "lists in cells": ("a,b\nx; y,2\nz; w,3\n", ["a", "b"], [(2, "x; y", "2"), (3, "z; w", "3")]),
    "a line that names the separator": ("sep=;\na;b\n1;2\n", ["a", "b"], [(3, "1", "2")]),
    "one column": ("a\n1\n2\n", ["a"], [(2, "1"), (3, "2")]),
    "padded headers and cells": (" a , b \n 1 , 2 \n", ["a", "b"], [(2, "1", "2")]),
    "a header of two lines": ('"Start\ndate",b\n1,2\n', ["Start date", "b"], [(2, "1", "2")]),
    "quoted separators": ('a,b\n"1,5","2 ""x"""\n', ["a", "b"], [(2, "1,5", '2 "x"')]),
    "a space before quotes": ('a, "b"\n1, "2, 3"\n', ["a", "b"], [(2, "1", "2, 3")]),
    "a cell of several lines": (
        'a,b\n"1\n2",3\n4,5\n', ["a", "b"], [(2, "1\n2", "3"), (3, "4", "5")],
    ),
    "blank rows": ("a,b\n\n1,2\n,\n  , \n3,4\n\n", ["a", "b"], [(3, "1", "2"), (6, "3", "4")]),
    "blank rows at the top": ("\n,\na,b\n1,2\n", ["a", "b"], [(4, "1", "2")]),
    "inches in a cell": ('a,b\n5" pipe,2\n', ["a", "b"], [(2, '5" pipe', "2")]),
    "a nameless column": ("a,,b\n1,2,3\n", ["a", "Column B", "b"], [(2, "1", "2", "3")]),
    "nameless empty columns": ("a,b,,\n1,2,,\n", ["a", "b"], [(2, "1", "2")]),
    "rows wider than the header": (
        "a,b\n1,2,3\n4,5,6\n", ["a", "b", "Column C"], [(2, "1", "2", "3"), (3, "4", "5", "6")],
    ),
    "a header alone": ("a,b\n", ["a", "b"], []),
    "a column called _row": ("_row,b\n1,2\n", ["_row (2)", "b"], [(2, "1", "2")]),
    "a formula": ("a,b\n=1+1,2\n", ["a", "b"], [(2, "=1+1", "2")]),
    "NA": ("a,b\nNA,null\n", ["a", "b"], [(2, "NA", "null")]),
    "years in the header": ("a,2015\n1,2\n", ["a", "2015"], [(2, "1", "2")]),
}  # fmt: skip

WITH_ISSUES = {
    # name: file, rows kept, issues as row, column, seen, expected, left out
    "titles above the table": (
        "Our meetings\nYear:,2016\n\na,b,c,d\n1,2,3,4\n",
        [5],
        [
            (1, "", "Our meetings", "The row is above the column names.", True),
            (2, "", "Year:, 2016", "The row is above the column names.", True),
        ],
    ),
    "the header once more": (
        "a,b\n1,2\n a,b \n3,4\n",
        [2, 4],
        [(3, "", "a, b", "The row repeats the column names.", True)],
    ),
    "names that come twice": (
        "a,a,a (2)\n1,2,3\n",
        [2],
        [
            (1, "a", "a", "Another column has the same name.", False),
            (1, "a (2)", "a (2)", "Another column has the same name.", False),
        ],
    ),
    "no header": (
        "A,2016-05-01\nB,2016-05-02\n",
        [1, 2],
        [(0, "", "", "The table has no column names.", False)],
    ),
    "too many cells": (
        "a,b\n1,2\n3,4,5\n6,7\n",
        [2, 4],
        [(3, "", "3, 4, 5", "The row has more cells than the header.", True)],
    ),
    "too few cells": (
        "a,b\n1,2\n3\n", [2, 3], [(3, "", "3", "The row has fewer cells than the header.", False)],
    ),
    "quotes that never close": (
        'a,b\n1,"2\n3,4\n5,6\n', [3, 4], [(2, "", '1,"2', "A quotation mark is not closed.", True)],
    ),
    "quotes that close in another row": (
        'a,b\n1,"2\n3,4\n5,"6"\n',
        [3, 4],
        [(2, "", '1,"2', "A quotation mark is not closed.", True)],
    ),
    "quotes inside a cell": (
        'a,b\n1,"Hotel "Rex" Dakar"\n',
        [2],
        [(2, "", '1,"Hotel "Rex" Dakar"', "Quotation marks inside a cell are not doubled.", False)],
    ),
    "NUL": ("a,b\n1\0,2\n", [2], [(0, "", "1", "The text contains NUL characters.", False)]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "header", "rows"), READ_AS_MEANT.values(), ids=READ_AS_MEANT)
def test_a_table_is_read_as_it_was_meant(
    text: str, header: list[str], rows: list[tuple[object, ...]]
) -> None:
    table = read_bytes("list.csv", text.encode())
    assert [name for name in table.frame.columns if name != ROW] == header
    cells = table.frame[[ROW, *header]].itertuples(index=False, name=None)
    assert list(cells) == rows
    assert table.left_out == 0


@pytest.mark.parametrize(("text", "rows", "found"), WITH_ISSUES.values(), ids=WITH_ISSUES)
def test_a_problem_is_reported_for_its_row(
    text: str, rows: list[int], found: list[tuple[object, ...]]
) -> None:
    table = read_bytes("list.csv", text.encode())
    assert table.frame[ROW].tolist() == rows
    issues = [(f.row, f.column, f.seen, f.expected, f.left_out) for f in table.issues]
    assert issues == found
    assert table.rows_read == len(rows) + sum(issue[-1] for issue in found)


@pytest.mark.parametrize(
    ("text", "separator"), [("a,b\n1,2\n", ","), ("a;b\n1;2\n", ";"), ("a\tb\n1\t2\n", "\t")]
)
def test_the_detected_separator_is_reported(text: str, separator: str) -> None:
    table = read_bytes("list.txt", text.encode())
    assert table.separator == separator
    assert table.kind == ("tsv" if separator == "\t" else "csv")


def test_a_chosen_separator_wins_over_the_detected_one() -> None:
    table = read_bytes("list.csv", b"a,b;c\n1,2;3\n", separator=";")
    assert list(table.frame.columns) == ["a,b", "c", ROW]


def test_an_unknown_separator_is_refused() -> None:
    with pytest.raises(UnreadableError, match="can't be split into cells at x"):
        read_bytes("list.csv", b"a,b\n", separator="x")


def test_a_row_with_an_overlong_cell_is_skipped() -> None:
    text = f"a,b\n1,{'x' * 100_000}\n2,{'x' * 100_001}\n3,{'x' * 200_000}\n4,y\n"
    table = read_bytes("list.csv", text.encode())
    assert table.frame["a"].tolist() == ["1", "4"]
    assert [f.expected for f in table.issues] == ["A cell has more than 100,000 characters."] * 2


def test_issues_of_one_kind_are_counted_beyond_a_limit() -> None:
    table = read_bytes("list.csv", b"a,b\n" + b"1\n" * (MOST_REPORTED + 500) + b"1,2\n" * 2_000)
    assert len(table.issues) == MOST_REPORTED + 1
    assert table.issues[0].seen == "500"
    assert len(table.frame) == MOST_REPORTED + 2_500


def test_a_million_columns_are_refused() -> None:
    with pytest.raises(UnreadableError, match=r"1,000,000 \(limit: 300\)"):
        read_bytes("list.csv", b",".join([b"x"] * 1_000_000))


def test_a_file_with_too_many_stray_rows_is_refused() -> None:
    with pytest.raises(UnreadableError, match="Too many stray rows"):
        read_bytes("list.csv", b"a,b\n" + b"1,2\n" * 20_000 + b"1,2,3\n" * 10_001)


@pytest.mark.parametrize(
    ("most", "sentence"),
    [(Most(2, 100), "Too many rows"), (Most(100, 5), "Too many cells")],
)
def test_more_rows_or_cells_than_allowed_are_refused(most: Most, sentence: str) -> None:
    rows = enumerate([["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]], 1)
    with pytest.raises(UnreadableError, match=sentence):
        assemble(rows, Notes("list.csv"), most=most)


def test_more_text_than_allowed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cell_columns, "MOST_LETTERS", 5)
    with pytest.raises(UnreadableError, match="Too many characters"):
        read_bytes("list.csv", b"a,b\n123,456\n")
