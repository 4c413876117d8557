"""Rows of cells, as any format gives them, as a table."""

from __future__ import annotations

from itertools import chain, islice
from statistics import mode
from typing import TYPE_CHECKING

from data.errors import msgid
from data.intake.files.cell_columns import CellColumns, check_width
from data.intake.files.header_row import column_names, find_header
from data.intake.files.limits import FIRST_ROWS, TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    import pyarrow as pa

    from data.intake.files.limits import Most
    from data.intake.files.notes import Notes

    Row: TypeAlias = tuple[int, list[str]]
    """Its number in the file, and its cells."""


def assemble(
    rows: Iterable[Row], notes: Notes, *, fixed: bool = False, most: Most = TEXT
) -> pa.Table:
    """Find the header and put the rows under it.

    Args:
        rows: All rows of the table; those without any text are passed over.
        notes: Is told of every row that is left out, and of what else was wrong.
        fixed: A cell is in its column whatever else the row has, as in a spreadsheet. Otherwise a
            row with too many cells is left out, for its cells may stand in the wrong columns.
        most: Rows and cells allowed.

    Returns:
        See `RawTable.cells`. Columns without a name and without any text are not there. No rows
        at all give no columns but `_row`.
    """
    written = (row for row in rows if "".join(row[1]).strip())
    head = [(row, [cell.strip() for cell in cells]) for row, cells in islice(written, FIRST_ROWS)]
    if not head:
        return CellColumns([], [], notes, most).table()
    position = find_header([cells for _, cells in head])
    _leave_out_titles(head[: max(position, 0)], notes)
    header_row, header = head[position] if position >= 0 else (0, [])
    data = head[position + 1 :]
    width = _width(header, [len(cells) for _, cells in data], fixed=fixed)
    check_width(width, notes)
    cells = [*header, *[""] * (width - len(header))][:width]
    names = column_names(cells, header_row, notes)
    columns = CellColumns(names, list(map(bool, cells)), notes, most)
    body = chain(data, written)
    for row, row_cells in _without_repeats(body, cells, notes) if header else body:
        columns.add(row, row_cells, fixed=fixed)
    return columns.table()


def _leave_out_titles(rows: Sequence[Row], notes: Notes) -> None:
    for row, cells in rows:
        notes.leave_out(
            row,
            cells,
            msgid("a row below the names of the columns"),
            msgid("It stands above the table, so it is not part of it."),
        )


def _width(header: list[str], widths: list[int], *, fixed: bool) -> int:
    """How many columns there are: as many as the header, or as most rows if they are more."""
    if fixed or not header:
        named = max((place for place, cell in enumerate(header, 1) if cell), default=0)
        return max([named, *widths])
    usual = mode(widths) if widths else 0
    return max(len(header), usual if widths.count(usual) * 2 > len(widths) else 0)


def _without_repeats(rows: Iterable[Row], header: list[str], notes: Notes) -> Iterator[Row]:
    """Leave out rows that repeat the header, as tables put together from pages do."""
    first = header[0]
    trimmed = _trimmed(header)
    for row, cells in rows:
        if cells[0].strip() == first and _trimmed(cells) == trimmed:
            notes.leave_out(
                row, cells, msgid("a row of data"), msgid("It repeats the names of the columns.")
            )
        else:
            yield row, cells


def _trimmed(cells: list[str]) -> list[str]:
    """The cells without spaces around them and without empty ones at the end."""
    cells = [cell.strip() for cell in cells]
    return cells[: max((place for place, cell in enumerate(cells, 1) if cell), default=0)]
