"""Columns of text are worked on as a whole, and say what a loop over their cells would."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from data.columnar.texts import by_distinct, is_among, join_columns, parts, take
from data.loading.csv_tables import split_list

CELLS = st.lists(st.text("ab;\u00e9 ", max_size=9))


def texts(*cells: str | None) -> pd.Series:
    return pd.Series(cells, dtype="str")


@settings(deadline=None)
@given(CELLS)
def test_lists_are_split_cell_by_cell(cells: list[str]) -> None:
    found = parts(texts(*cells))
    assert [
        [value for row, value in zip(found.rows, found.texts, strict=True) if row == place]
        for place in range(len(cells))
    ] == [split_list(cell) for cell in cells]
    for row, position, value in zip(*found, strict=True):
        assert cells[row].split(";")[position].strip() == value


def test_a_missing_cell_is_an_empty_one() -> None:
    assert len(parts(texts(None)).rows) == 0
    assert list(join_columns([texts(None, "b"), texts("c", None)])) == ["c", "b"]


def test_columns_are_joined_without_their_empty_cells() -> None:
    columns = [texts("a", "", ""), texts("", "", "b"), texts("c", "", "d")]
    assert list(join_columns(columns)) == ["a c", "", "b d"]
    assert list(join_columns(columns[:1])) == ["a", "", ""]


def test_by_distinct_calls_a_function_once_per_distinct_text_and_keeps_rows() -> None:
    asked: list[list[str]] = []

    def shout(distinct: pd.Series) -> pd.Series:
        asked.append(list(distinct))
        return distinct.str.upper()

    column = pd.Series(["b", "a", None, "b"], index=[7, 3, 5, 1], name="word", dtype="str")
    pd.testing.assert_series_equal(
        by_distinct(column, shout),
        pd.Series(["B", "A", "", "B"], index=[7, 3, 5, 1], name="word", dtype="str"),
    )
    assert asked == [["b", "a", ""]]


def test_a_negative_position_gives_an_empty_text() -> None:
    assert list(take(texts("a", "b"), np.array([1, -1, 0]))) == ["b", "", "a"]
    assert list(take(texts(), np.array([-1]))) == [""]


def test_texts_are_found_among_others() -> None:
    column = pd.Series(["a", "", None, "c"], index=[3, 2, 1, 0], dtype="str")
    there = is_among(column, texts("c", "d", "a"))
    assert there.to_dict() == {3: True, 2: False, 1: False, 0: True}
    assert not is_among(column, texts()).any()
