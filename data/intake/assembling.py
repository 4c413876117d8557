"""Rows of cells, as any format gives them, as a frame."""

from __future__ import annotations

from itertools import chain, islice
from statistics import mode
from typing import TYPE_CHECKING

from data.intake.cell_columns import CellColumns
from data.intake.header_row import column_names, find_header
from data.intake.limits import FIRST_ROWS, MOST_CELLS, MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    import pandas as pd

    from data.intake.notes import Notes

    Rows: TypeAlias = Iterable[tuple[int, list[str]]]
    """Each with its number in the file."""


def assemble(
    rows: Rows,
    notes: Notes,
    *,
    fixed: bool = False,
    most_rows: int = MOST_ROWS,
    most_cells: int = MOST_CELLS,
) -> pd.DataFrame:
    """Find the header and put the rows under it.

    Args:
        rows: All rows of the table; those without any text are passed over.
        notes: Is told of every row that is left out, and of what else was wrong.
        fixed: A cell is in its column whatever else the row has, as in a spreadsheet. Otherwise a
            row with too many cells is left out, for its cells may stand in the wrong columns.
        most_rows: Rows allowed.
        most_cells: Cells allowed.

    Returns:
        See `RawTable.frame`. Columns without a name and without any text are not there. No rows
        at all give no columns but `_row`.
    """
    written = ((row, cells) for row, cells in rows if "".join(cells).strip())
    head = [(row, [cell.strip() for cell in cells]) for row, cells in islice(written, FIRST_ROWS)]
    if not head:
        return CellColumns([], notes, most_rows, most_cells).frame()
    header = find_header([cells for _, cells in head])
    first = header.position + 1
    for row, cells in head[: max(first - 1, 0)]:
        notes.leave_out(row, cells, "a row below the names of the columns",
                        "It stands above the table, so it is not part of it.")  # fmt: skip
    width = _width(header.cells, [cells for _, cells in head[first:]], fixed=fixed)
    names = [*header.cells, *[""] * (width - len(header.cells))][:width]
    header_row = head[first - 1][0] if first else 0
    if not first:
        notes.add(0, "", "", "a first row with the names of the columns",
                  "The first row is data, so the columns have letters; add a row of names.")  # fmt: skip
    columns = CellColumns(column_names(names, header_row, notes), notes, most_rows, most_cells)
    columns.named = [bool(name) for name in names]
    body = chain(head[first:], written)
    for row, cells in _without_repeats(body, names, notes) if first else body:
        columns.add(row, cells, fixed=fixed)
    return columns.frame()


def _width(header: list[str] | tuple[str, ...], rows: list[list[str]], *, fixed: bool) -> int:
    """How many columns there are: as many as the header, or as most rows if they are more."""
    named = max((place for place, cell in enumerate(header, 1) if cell), default=0)
    widths = [len(cells) for cells in rows]
    if fixed or not header:
        return max([named, *widths])
    usual = mode(widths) if widths else 0
    return max(len(header), usual if widths.count(usual) * 2 > len(widths) else 0)


def _without_repeats(rows: Rows, names: list[str], notes: Notes) -> Iterator[tuple[int, list[str]]]:
    """Leave out rows that repeat the header, as tables put together from pages do."""
    first = names[0]
    for row, cells in rows:
        if cells[0].strip() == first:
            stripped = [cell.strip() for cell in cells]
            if stripped[: len(names)] + [""] * (len(names) - len(stripped)) == names:
                notes.leave_out(row, cells, "a row of data",
                                "It repeats the names of the columns.")  # fmt: skip
                continue
        yield row, cells
