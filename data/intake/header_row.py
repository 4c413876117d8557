"""Where a table begins: the row that names its columns, whatever stands above it."""

from __future__ import annotations

import re
from itertools import count
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.utils import get_column_letter

from data.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.intake.notes import Notes

_NAMED_SHARE = 0.75
"""A header names at least this share of the cells that a row typically fills."""

_NAME_LETTERS = 200
_PAIR = 2
_VALUE = re.compile(
    r"https?://\S+|\d{4}-\d{1,2}-\d{1,2}.*|\d{1,2}([./-])\d{1,2}\1\d{2,4}|[+-]?\d+[.,]\d+"
)
"""What is no name of a column: an address, a date, a number with decimals."""


class Header(NamedTuple):
    """The row that names the columns.

    `position` counts the rows given, from 0; -1 means that the table begins with its data.
    """

    position: int
    cells: Sequence[str]


def find_header(rows: Sequence[Sequence[str]]) -> Header:
    """Find the header among the first rows of a table.

    It is the first row that fills about as many cells as rows typically do, so that titles above
    it are passed over; pairs such as "Year: | 2016" above a wider table are too. Where that row
    has dates, addresses or decimals, it is data: then a row above is the header, or none is.

    Args:
        rows: The first rows with any text, cells stripped; at least one.
    """
    filled = [sum(map(bool, cells)) for cells in rows]
    enough = min(_NAMED_SHARE * median(filled), max(filled))
    position = next(place for place, number in enumerate(filled) if number >= enough)
    if filled[position] <= _PAIR:
        position = next(_wide_names(rows, filled, position), position)
    if not _has_values(rows[position]):
        return Header(position, rows[position])
    above = [place for place in range(position) if filled[place] >= _PAIR]
    if above and not _has_values(rows[above[-1]]):
        return Header(above[-1], rows[above[-1]])
    return Header(-1, ())


def _has_values(cells: Sequence[str]) -> bool:
    return any(_VALUE.fullmatch(cell) for cell in cells)


def _wide_names(rows: Sequence[Sequence[str]], filled: list[int], after: int) -> list[int]:
    """Rows of twice as many different names further down."""
    return [
        place
        for place in range(after + 1, len(rows))
        if filled[place] >= 2 * max(_PAIR, filled[after])
        and not _has_values(rows[place])
        and len({cell for cell in rows[place] if cell}) == filled[place]
        and not any(cell.isdigit() for cell in rows[place])
    ]


def column_names(cells: Sequence[str], row: int, notes: Notes) -> list[str]:
    """Name each column differently: "Name", "Name (2)", "Column C"; and tell of repeated names."""
    names: list[str] = []
    taken = {ROW}
    for place, cell in enumerate(cells, 1):
        wanted = " ".join(cell.split())[:_NAME_LETTERS] or column_name(place)
        name = _free_name(wanted, taken)
        if name != wanted and cell and wanted != ROW:
            notes.add(row, wanted, cell, "a name that no other column has",
                      "A number was added to the name; give each column a name of its own.")  # fmt: skip
        names.append(name)
        taken.add(name)
    return names


def column_name(place: int) -> str:
    """Name a column that has no name, as a spreadsheet does: the third is "Column C"."""
    return f"Column {get_column_letter(place)}"


def _free_name(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    return next(name for n in count(2) if (name := f"{wanted} ({n})") not in taken)
