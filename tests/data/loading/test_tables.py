"""CSV files in good and bad states: what is read, and what is found wrong."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.loading.csv_tables import explode, read_table, split_list, with_columns
from data.model.errors import Issue
from data.model.schema import ROW

ENCODING = ("The text is not UTF-8.", "Save the file as UTF-8. It was read as Windows-1252.")
WIDTH = ("The row has more or fewer cells than the header.", "Put quotes around cells with commas.")
QUOTES = (
    "A quotation mark is not closed.",
    "Close the quotation mark, and double those inside a cell.",
)

READ_AS_MEANT = {
    # name: file, rows as row number, cells
    "a plain file": (b"id,title\na,A\nb,B\n", [(2, "a", "A"), (3, "b", "B")]),
    "no line end at the end": (b"id,title\na,A", [(2, "a", "A")]),
    "a byte order mark": (b"\xef\xbb\xbfid,title\na,A\n", [(2, "a", "A")]),
    "line ends of Windows": (b"id,title\r\na,A\r\n", [(2, "a", "A")]),
    "line ends of old Macs": (b"id,title\ra,A\r", [(2, "a", "A")]),
    "padded headers and cells": (b" ID , Title\n a , A \n", [(2, "a", "A")]),
    "quoted commas and quotes": (b'id,title\na,"A, ""so"""\n', [(2, "a", 'A, "so"')]),
    "a cell of several lines": (b'id,title\na,"A\nA"\nb,B\n', [(2, "a", "A\nA"), (3, "b", "B")]),
    "blank rows": (b"id,title\n\na,A\n,\n  ,\n\nb,B\n", [(3, "a", "A"), (7, "b", "B")]),
    "blank rows above the header": (b"\n,,\nid,title\na,A\n", [(4, "a", "A")]),
    "NUL bytes": (b"i\0d,title\na,\0A\0\n", [(2, "a", "A")]),
    "cells that are missing": (b"id,title\na\nb,B\n", [(2, "a", ""), (3, "b", "B")]),
    "empty cells too many": (b"id,title\na,A,,\nb,B\n", [(2, "a", "A"), (3, "b", "B")]),
    "a column without a name": (b"id,title,\na,A,x\n", [(2, "a", "A")]),
    "a column named by a space": (b"id,title, \na,A,x\n", [(2, "a", "A")]),
    "a column twice": (b"id,title,Title\na,A,other\n", [(2, "a", "A")]),
    "words that mean missing elsewhere": (b"id,title\nNA,null\n", [(2, "NA", "null")]),
    "numbers as they are written": (b"id,title\n007,1.50\n", [(2, "007", "1.50")]),
    "separators of lines inside words": (
        "id,title\na,A\u2028A\u0085A\n".encode(),
        [(2, "a", "A\u2028A\u0085A")],
    ),
    "a header only": (b"id,title\n", []),
}

FAULTY = {
    # name: file, rows, issue: row, seen, said, left out
    "Windows-1252": (
        "id,title\na,A\nb,San José\n".encode("cp1252"),
        [(2, "a", "A"), (3, "b", "San José")],
        (3, r"\xe9", ENCODING, False),
    ),
    "Windows-1252 after a cell of several lines": (
        'id,title\na,"A\n\nA"\nb,San José\n'.encode("cp1252"),
        [(2, "a", "A\n\nA"), (3, "b", "San José")],
        (3, r"\xe9", ENCODING, False),
    ),
    "Windows-1252 within quotes, at the start of a line": (
        'id,title\na,"A\n\né"\n'.encode("cp1252"),
        [(2, "a", "A\n\né")],
        (2, r"\xe9", ENCODING, False),
    ),
    "two encodings in one file": (
        b"\xef\xbb\xbf" + "id,title\na,Genève\n".encode() + "b,José\n".encode("cp1252"),
        [(2, "a", "Genève"), (3, "b", "José")],
        (3, r"\xe9", ENCODING, False),
    ),
    "too many cells in the first row": (
        b"id,title\na,A,x\nb,B\n",
        [(3, "b", "B")],
        (2, "a, A, x", WIDTH, True),
    ),
    "too many cells, and a column without a name": (
        b"id,title,\na,A,x,y\nb,B,\n",
        [(3, "b", "B")],
        (2, "a, A, x, y", WIDTH, True),
    ),
    "too many cells after a byte order mark": (
        b"\xef\xbb\xbfid,title\na,A\nb,B,x\n",
        [(2, "a", "A")],
        (3, "b, B, x", WIDTH, True),
    ),
    "too many cells, and separators of lines inside words": (
        "id,title\na,A,x\nb,B\u2028B\u0085B\n".encode(),
        [(3, "b", "B\u2028B\u0085B")],
        (2, "a, A, x", WIDTH, True),
    ),
    "too many cells in every row": (
        b"id,title\na,A,x\n",
        [],
        (2, "a, A, x", WIDTH, True),
    ),
    "too many cells in a later row": (
        b"id,title\n\na,A\nb,B,x\n\nc,C\n",
        [(3, "a", "A"), (6, "c", "C")],
        (4, "b, B, x", WIDTH, True),
    ),
    "a quote that never closes": (
        b'id,title\na,"A\nb,B\n"c","C"\n',
        [(3, "b", "B"), (4, "c", "C")],
        (2, 'a,"A', QUOTES, True),
    ),
}


def read(folder: Path, content: bytes) -> tuple[list[tuple[object, ...]], list[Issue]]:
    """The row of the file, `id` and `title` of every row, and the issues."""
    path = folder / "table.csv"
    path.write_bytes(content)
    frame, issues = read_table(path)
    assert list(frame.columns) == ["id", "title", ROW]
    rows = zip(frame[ROW], frame["id"], frame["title"], strict=True)
    return list(rows), issues


@pytest.mark.parametrize("name", READ_AS_MEANT)
def test_a_file_is_read_as_expected(tmp_path: Path, name: str) -> None:
    content, rows = READ_AS_MEANT[name]
    assert read(tmp_path, content) == (rows, [])


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_is_a_issue_and_the_other_rows_are_read(tmp_path: Path, name: str) -> None:
    content, rows, (row, seen, said, left_out) = FAULTY[name]
    issue = Issue("table.csv", row, "", seen, *said, left_out=left_out)
    assert read(tmp_path, content) == (rows, [issue])


def test_quotes_inside_a_cell_are_read_as_written_with_an_issue(tmp_path: Path) -> None:
    rows, (issue,) = read(tmp_path, b'id,title\na,"A" B\nb,B\n')
    assert rows == [(2, "a", "A B"), (3, "b", "B")]
    said = (
        "Quotation marks inside a cell are not doubled.",
        "Check the row. It was read as written.",
    )
    assert issue == Issue("table.csv", 2, "", 'a,"A" B', *said, level="guessed")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\0"])
def test_an_empty_file_has_no_columns_and_no_issue(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "table.csv").write_bytes(content)
    frame, issues = read_table(tmp_path / "table.csv")
    assert (list(frame.columns), len(frame), issues) == ([ROW], 0, [])


def test_a_missing_file_is_one_issue(tmp_path: Path) -> None:
    frame, issues = read_table(tmp_path / "table.csv")
    assert frame.empty
    said = ("This file is missing.", "Add it if you need it.")
    assert issues == [Issue("table.csv", 0, "", "", *said, level="noted")]


def test_a_very_long_cell_is_read_even_in_a_faulty_file(tmp_path: Path) -> None:
    long = "x" * 200_000
    rows, issues = read(tmp_path, f"id,title\na,{long}\nb,B,x\n".encode())
    assert rows == [(2, "a", long)]
    assert len(issues) == 1


def test_with_columns_adds_missing_columns() -> None:
    frame = with_columns(pd.DataFrame({"id": ["a"], "own": ["x"], ROW: [2]}), ("id", "title"))
    assert frame.to_dict("records") == [{"id": "a", "own": "x", ROW: 2, "title": ""}]
    empty = with_columns(pd.DataFrame(), ("id", "title"))
    assert (list(empty.columns), len(empty)) == (["id", "title", ROW], 0)


@pytest.mark.parametrize(
    ("cell", "values"),
    [("", []), ("a", ["a"]), ("a; b", ["a", "b"]), (" ;a;; b ;", ["a", "b"]), ("a, b", ["a, b"])],
)
def test_a_cell_is_split_at_its_semicolons(cell: str, values: list[str]) -> None:
    assert split_list(cell) == values


def test_a_list_gives_one_row_per_value_and_empty_values_count_in_positions() -> None:
    frame = pd.DataFrame({"id": ["a", "b", "c"], "city": ["Dakar; ; Lomé", "", " ;Accra"]})
    assert explode(frame, "id", "city").to_dict("split")["data"] == [
        ["a", "Dakar", 0],
        ["a", "Lomé", 2],
        ["c", "Accra", 1],
    ]


def test_no_lists_give_no_rows_of_the_same_columns() -> None:
    empty = explode(pd.DataFrame({"id": ["a"], "city": [""]}), "id", "city")
    assert (list(empty.columns), len(empty)) == (["id", "city", "position"], 0)
