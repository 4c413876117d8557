"""Large CSV files are read by Arrow to the same frame, and left alone where they are odd."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.loading import csv_tables as quick_csv
from data.loading.csv_tables import quick_table, read_table
from tests.amount import amount

SOUND = {
    "plain": "id,title\na,A\nb,B\n",
    "no line end at the end": "id,title\na,A",
    "of Windows": "id,title\r\na,A\r\n",
    "of an old Macintosh": "id,title\ra,A\rb,B\r",
    "a byte order mark": "\ufeffid,title\na,A\n",
    "quotes": 'id,title\na,"A, ""B""\nC"\n',
    "space": "id, title \n a\t,  A \n",
    "rows without text": "id,title\na,A\n,\n ,\nb,B\n",
    "what pandas takes for a number or nothing": "id,title\n007,NaN\nnull,1e5\n",
    "an empty row": "id,title\n\na,A\n",
    "nothing but a header": "id,title\n",
    "capitals": "ID,Title\na,A\n",
}
UNEVEN = {
    "a cell more": "id,title\na,A\nb,B,x\nc,C\n",
    "a cell more at once": "id,title\na,A,x\nb,B\n",
    "an empty cell more": "id,title\na,A\nb,B, \nc,C\n",
    "a cell less": "id,title,notes\na,A,x\nb,B\nc,C,y\n",
    "two cells less, at the end": "id,title,notes\na,A,x\nb",
    "all of it": "id,title\na\nb,B,x\n",
    "after lines within cells": 'id,title\n"a","A\n\nA"\n\nb,B,"x\ny"\n"c\n"\nd,D\n',
    "of Windows": "id,title\r\na,A,x\r\nb,B\r\nc\r\n",
}
ODD = {
    "a quote within a cell": 'id,title\na,A"B"\n',
    "more after a quote": 'id,title\na,"A"B\n',
    "a quote that does not close": 'id,title\na,"A\nb,B\n',
    "a NUL": "id,title\na,\0A\n",
    "a name twice": "id,Title,title\na,A,B\n",
    "a name missing": "id,\na,A\n",
    "Windows-1252": "id,title\na,é\n".encode("cp1252"),
    "a header in Windows-1252": "id,é\na,A\n".encode("cp1252"),
    "nothing": "",
}


@pytest.fixture(autouse=True)
def any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_csv, "LEAST_BYTES", 0)
    monkeypatch.setattr(quick_csv, "_BLOCK", 7)


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def keep_none(row: int, cells: list[str], width: int) -> None:
    assert row >= 2
    assert len(cells) != width


def slowly(path: Path) -> tuple[pd.DataFrame, list[object]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick_csv, "LEAST_BYTES", 1_000_000)
        return read_table(path)


@pytest.mark.parametrize("name", SOUND)
def test_a_regular_file_reads_the_same_with_and_without_arrow(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, SOUND[name])
    assert quick_table(path, keep_none) is not None
    frame, issues = read_table(path)
    pd.testing.assert_frame_equal(frame, slowly(path)[0])
    assert issues == []


@pytest.mark.parametrize("name", UNEVEN)
def test_only_rows_with_the_wrong_number_of_cells_are_read_singly(
    tmp_path: Path, name: str
) -> None:
    path = written(tmp_path, UNEVEN[name])
    assert quick_table(path, keep_none) is not None
    frame, issues = read_table(path)
    slow, found = slowly(path)
    pd.testing.assert_frame_equal(frame, slow)
    assert issues == found


def test_many_uneven_rows_are_not_read_with_arrow(tmp_path: Path) -> None:
    path = written(tmp_path, "id,title\n" + "a\n" * (quick_csv.MOST_ODD + 1))
    assert quick_table(path, keep_none) is None


@pytest.mark.parametrize("name", ODD)
def test_an_irregular_file_is_not_read_with_arrow(tmp_path: Path, name: str) -> None:
    assert quick_table(written(tmp_path, ODD[name]), keep_none) is None


def test_a_small_file_is_not_read_with_arrow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quick_csv, "LEAST_BYTES", 14)
    assert quick_table(written(tmp_path, "id,title\na,A\n"), keep_none) is None
    assert quick_table(written(tmp_path, "id,title\na,AA\n"), keep_none) is not None


CELL = st.text("ab \"\n\r,;é\u00a0'", max_size=5)


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=5), st.sampled_from(("\n", "\r\n"))
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_written_csv_reads_the_same_with_and_without_arrow(
    tmp_path: Path, rows: list[list[str]], end: str
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end).writerows([["id", "title", "notes"], *rows])
    path = written(tmp_path, text.getvalue())
    pd.testing.assert_frame_equal(read_table(path)[0], slowly(path)[0])


@given(st.text('a,"\n\r ', max_size=20))
@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=amount(400),
)
def test_any_text_reads_the_same_with_arrow_or_is_left_to_slower_code(
    tmp_path: Path, text: str
) -> None:
    path = written(tmp_path, "id,title\n" + text)
    frame, found = slowly(path)
    quick, issues = read_table(path)
    pd.testing.assert_frame_equal(quick, frame)
    assert issues == found
