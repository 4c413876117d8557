"""Where a table begins: the row that names its columns, whatever stands above it."""

from __future__ import annotations

import re
from itertools import count
from statistics import median
from string import ascii_uppercase
from typing import TYPE_CHECKING

from data.campaign.errors import msgid
from data.campaign.schema import ROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.importing.readers.issue_log import Notes

_NAMED_SHARE = 0.6
"""A header names at least this share of the cells that a row typically fills."""

_NAME_LETTERS = 200
_PAIR = 2
_VALUE = re.compile(
    r"https?://\S+|\d{4}-\d{1,2}-\d{1,2}.*|\d{1,2}([./-])\d{1,2}\1\d{2,4}|[+-]?\d+[.,]\d+"
)
"""What is no name of a column: an address, a date, a number with decimals."""


def find_header(rows: Sequence[Sequence[str]]) -> int:
    """Find the header among the first rows of a table.

    It is the first row that fills about as many cells as rows typically do, so that titles above
    it are passed over; pairs such as "Year: | 2016" above a wider table are too. Where that row
    has dates, addresses or decimals, it is data: then a row above is the header, or none is.

    Args:
        rows: The first rows with any text, cells stripped; at least one.

    Returns:
        Its place among them, from 0; -1 if the table begins with its data.
    """
    filled = [sum(map(bool, cells)) for cells in rows]
    enough = min(_NAMED_SHARE * median(filled), max(filled))
    wide = [place for place, number in enumerate(filled) if number >= enough]
    position = next((place for place in wide if not _is_pair(rows[place])), wide[0])
    if filled[position] <= _PAIR:
        position = _wide_names(rows, filled, position)
    if not _has_values(rows[position]):
        return position
    above = [place for place in range(position) if filled[place] >= _PAIR]
    if above and not _has_values(rows[above[-1]]):
        return above[-1]
    return -1


def _is_pair(cells: Sequence[str]) -> bool:
    """Whether a row is one of a list such as "Year: | 2016"."""
    return next(filter(None, cells), "").endswith(":")


def _has_values(cells: Sequence[str]) -> bool:
    return any(_VALUE.fullmatch(cell) for cell in cells)


def _wide_names(rows: Sequence[Sequence[str]], filled: list[int], above: int) -> int:
    """The first row below with twice as many cells, all names; without one, `above`."""
    for place in range(above + 1, len(rows)):
        names = [cell for cell in rows[place] if cell]
        if (
            filled[place] >= 2 * max(_PAIR, filled[above])
            and len(set(names)) == len(names)
            and not _has_values(names)
            and not any(name.isdigit() for name in names)
        ):
            return place
    return above


def column_names(cells: Sequence[str], row: int, notes: Notes) -> list[str]:
    """Name each column differently, "Name", "Name (2)", "Column C", and tell of what was wrong.

    Args:
        cells: The header, "" for a column without a name.
        row: Where it stands; 0 if there is none.
        notes: Is told of repeated names, or that there are no names at all.
    """
    if not row:
        notes.add(
            0,
            "",
            "",
            msgid("The table has no column names."),
            msgid("Add a row of column names. Until then the columns have letters."),
            level="in doubt",
        )
    names: list[str] = []
    taken = {ROW}
    for place, cell in enumerate(cells, 1):
        wanted = " ".join(cell.split())[:_NAME_LETTERS] or column_name(place)
        name = _free_name(wanted, taken)
        if name != wanted and cell and wanted != ROW:
            notes.add(
                row,
                wanted,
                cell,
                msgid("Another column has the same name."),
                msgid("Give each column its own name. A number was added to this one."),
                level="repaired",
            )
        names.append(name)
        taken.add(name)
    return names


def column_name(place: int) -> str:
    """Name a column that has no name as a spreadsheet does: the third is "Column C"."""
    return f"Column {column_letters(place)}"


def column_letters(place: int) -> str:
    """A, B, ..., Z, AA, ...: what stands above a column in a spreadsheet, the first is 1."""
    letters = ""
    while place > 0:
        place, letter = divmod(place - 1, len(ascii_uppercase))
        letters = ascii_uppercase[letter] + letters
    return letters


def _free_name(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    return next(name for n in count(2) if (name := f"{wanted} ({n})") not in taken)
