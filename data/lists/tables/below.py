"""Join further tables below the first, or leave them aside: names of columns begin each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.lists.columns.column_names import USUAL, match_name
from data.lists.readers.assemble import ABOVE_NAMES, REPEATED_NAMES
from data.lists.readers.issue_log import Notes
from data.lists.tables.joining import headers_of, joined, same_columns, stacked
from data.model.errors import Issue, msgid
from data.model.schema import ROW

_LEAST_NAMES = 2
_MOST_NARROW = 3
"""Columns of a second table that is no list of events."""
_MOST_GAPS = 200
"""So many empty rows are looked below."""
VALUE = re.compile(r".*\d{4}|\d+([./-]\d+)*|https?:.*")
"""Never the name of a column."""

SECOND = msgid("The row belongs to a second table below the first.")
_SPLIT = msgid("Save the second table as a file of its own, or put its rows below the first.")
_NOTHING = msgid("There is nothing to do.")


class _Table(NamedTuple):
    """A table below others: the positions of its title, its names of columns and its rows.

    `head` is None if the reader has left the names out, or for a table that is no list of events.
    """

    title: int | None
    head: int | None
    start: int
    is_list: bool = True

    @property
    def first(self) -> int:
        """The position of its first row of any kind."""
        return next(p for p in (self.title, self.head, self.start) if p is not None)


def is_name(text: str) -> bool:
    """Whether a text is certainly the name of a column."""
    if not text or VALUE.fullmatch(text):
        return False
    match = match_name(text)
    return match is not None and match.rank <= USUAL


def names_in(texts: Sequence[str]) -> int:
    """Count the names of columns among texts."""
    return sum(map(is_name, texts))


def with_tables_below(frame: pd.DataFrame, issues: Sequence[Issue], notes: Notes) -> pd.DataFrame:
    """Join the tables below that have the columns of the first, and leave out the others.

    Their titles are left out too; if all have one, it is written into each row.

    Args:
        frame: Text columns, and `_row`.
        issues: The issues of the reader: rows that repeat the names of columns, and titles above.
        notes: Gets an issue for each row that is left out.
    """
    tables = _tables(frame, {each.row for each in issues if each.expected == REPEATED_NAMES})
    if not tables:
        return frame
    cells = frame.drop(columns=ROW)
    headers = headers_of(frame)
    begin = tables[0].first
    if not begin:
        return frame
    above = [each.seen for each in issues if each.expected == ABOVE_NAMES]
    frames, titles = [frame.iloc[:begin]], [above[-1] if len(above) == 1 else ""]
    ends = [*(table.first for table in tables[1:]), len(frame)]
    for table, end in zip(tables, ends, strict=True):
        part = frame.iloc[table.start : end]
        names = _names_of(cells.iloc[table.head], headers) if table.head is not None else headers
        is_same = table.is_list and (
            table.head is None or bool(same_columns(headers, [n for n in names if n]))
        )
        for i in range(table.first, table.start if is_same else end):
            reason = (ABOVE_NAMES if i == table.title else REPEATED_NAMES, _NOTHING)
            row, texts = int(frame[ROW].iloc[i]), map(str, cells.iloc[i])
            notes.leave_out(row, texts, *(reason if is_same else (SECOND, _SPLIT)))
        if is_same:
            frames.append(part.set_axis([*names, ROW], axis="columns"))
            title = table.title
            titles.append("" if title is None else "".join(map(str, cells.iloc[title])))
    if len(frames) == 1:
        return frames[0]
    if not all(titles) or len(set(titles)) < len(titles):
        return stacked(frames)
    return joined(titles, frames, notes)


def _names_of(cells: pd.Series[str], headers: Sequence[str]) -> list[str]:
    """Return the names of a table's columns; those without one keep the name above."""
    names = list(map(str, cells))
    return [
        name or (header if header not in names else f"{header} (2)")
        for name, header in zip(names, headers, strict=True)
    ]


def _tables(frame: pd.DataFrame, repeats: set[int]) -> list[_Table]:
    """Find the tables below the first, in their order."""
    cells, numbers = frame.drop(columns=ROW), frame[ROW].to_numpy()
    filled = (cells != "").sum(axis="columns").to_numpy()
    tables = []
    for row in sorted(repeats)[:_MOST_GAPS]:
        start = int(np.searchsorted(numbers, row))
        title = start - 1 if start and row - numbers[start - 1] <= 2 else None
        is_title = title is not None and filled[title] == 1
        tables.append(_Table(title if is_title else None, None, start))
    for start in (np.flatnonzero(np.diff(numbers) > 1) + 1)[:_MOST_GAPS]:
        head = next(
            (i for i in (start, start + 1) if i < len(frame) and _is_header(cells.iloc[i])), None
        )
        if head is not None and (head == start or filled[start] <= 1):
            title = None if head == start else int(start)
            tables.append(_Table(title, int(head), int(head) + 1))
        elif _is_narrow_table(cells, int(start)):
            tables.append(_Table(None, None, int(start), is_list=False))
            break
    return sorted(tables, key=lambda table: table.start)


def _is_narrow_table(cells: pd.DataFrame, start: int) -> bool:
    """Whether the rest of the rows, below words alone, is far narrower than the rows above."""
    above, below = (
        (part != "").sum(axis="columns").to_numpy()
        for part in (cells.iloc[:start], cells.iloc[start:])
    )
    first = [text for text in map(str, cells.iloc[start]) if text]
    is_below_words = len(first) >= _LEAST_NAMES and not any(
        map(str.isdigit, "".join(first))
    )  # fmt: skip
    return (
        is_below_words
        and len(below) > 1
        and below.max() <= _MOST_NARROW
        and np.median(above) > _MOST_NARROW
        and (below == len(first)).all()
    )


def _is_header(cells: pd.Series[str]) -> bool:
    texts = [str(text) for text in cells if text]
    names = names_in(texts)
    return names >= _LEAST_NAMES and names * 2 >= len(texts) and len(set(texts)) == len(texts)
