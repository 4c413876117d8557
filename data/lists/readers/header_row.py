"""Find the header of a table, below any titles, and name the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count
from statistics import median
from string import ascii_uppercase

from data.lists.readers.issue_log import Notes
from data.model.errors import msgid
from data.model.schema import ROW

_NAMED_SHARE = 0.6
"""A header names at least this share of the cells that a row typically fills."""

_NAME_LETTERS = 200
_PAIR = 2
_VALUE = re.compile(
    r"https?://\S+|\d{4}-\d{1,2}-\d{1,2}.*|\d{1,2}([./-])\d{1,2}\1\d{2,4}|[+-]?\d+[.,]\d+"
    r"|\d{1,2}\.? [^\W\d_]{3,12}\.? \d{4}"
)
"""Never a column name: a URL, a date, a number with decimals."""


def find_header(rows: Sequence[Sequence[str]]) -> int:
    """Find the header among the first rows of a table.

    It is the first row that fills about as many cells as rows typically do. This skips titles
    above it, and pairs such as "Year: | 2016" above a wider table. If that row has dates, URLs or
    decimals, it is data; then a row above is the header, or there is none.

    Args:
        rows: The first rows with text, cells stripped; at least one.

    Returns:
        Its position among them, from 0; -1 if the table begins with data.
    """
    filled = [sum(map(bool, cells)) for cells in rows]
    enough = min(_NAMED_SHARE * median(filled), max(filled))
    wide = [i for i, number in enumerate(filled) if number >= enough]
    position = next((i for i in wide if not _is_pair(rows[i])), wide[0])
    if filled[position] <= _PAIR:
        position = _wide_names(rows, filled, position)
    if not _has_values(rows[position]):
        return position
    above = [i for i in range(position) if filled[i] >= _PAIR]
    if above and not _has_values(rows[above[-1]]):
        return above[-1]
    return -1


def _is_pair(cells: Sequence[str]) -> bool:
    """Whether a row is a pair such as "Year: | 2016"."""
    return next(filter(None, cells), "").endswith(":")


def _has_values(cells: Sequence[str]) -> bool:
    return any(_VALUE.fullmatch(cell) for cell in cells)


def _wide_names(rows: Sequence[Sequence[str]], filled: list[int], above: int) -> int:
    """Return the first row below with twice as many cells, all of them names; else `above`."""
    for i in range(above + 1, len(rows)):
        names = [cell for cell in rows[i] if cell]
        if (
            filled[i] >= 2 * max(_PAIR, filled[above])
            and len(set(names)) == len(names)
            and not _has_values(names)
            and not any(name.isdigit() for name in names)
        ):
            return i
    return above


def column_names(cells: Sequence[str], row: int, notes: Notes) -> list[str]:
    """Give each column a different name: "Name", "Name (2)", "Column C".

    Args:
        cells: The header, "" for a column without a name.
        row: Its row number; 0 without a header.
        notes: Collects issues: repeated names, or no names at all.
    """
    if not row:
        notes.add(
            0, "", "", msgid("The table has no column names."),
            msgid("Add a row of column names. Until then the columns have letters."),
            level="guessed",
        )  # fmt: skip
    names: list[str] = []
    used = {ROW}
    for number, cell in enumerate(cells, 1):
        header = " ".join(cell.split())[:_NAME_LETTERS] or column_name(number)
        name = _free_name(header, used)
        if name != header and cell and header != ROW:
            notes.add(
                row, header, cell, msgid("Another column has the same name."),
                msgid("Give each column its own name. A number was added to this one."),
                level="fixed",
            )  # fmt: skip
        names.append(name)
        used.add(name)
    return names


def column_name(number: int) -> str:
    """Name a nameless column by its letter, as in a spreadsheet: the third is "Column C"."""
    return f"Column {column_letters(number)}"


def column_letters(number: int) -> str:
    """Return the letters of a spreadsheet's column, from 1: A, B, ..., Z, AA, ..."""
    letters = ""
    while number > 0:
        number, letter = divmod(number - 1, len(ascii_uppercase))
        letters = ascii_uppercase[letter] + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a spreadsheet's column by its letters: 27 for AA."""
    number = 0
    for letter in letters:
        number = number * len(ascii_uppercase) + ascii_uppercase.index(letter) + 1
    return number


def _free_name(name: str, used: set[str]) -> str:
    if name not in used:
        return name
    return next(free for n in count(2) if (free := f"{name} ({n})") not in used)
