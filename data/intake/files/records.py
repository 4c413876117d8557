"""Records with named values, as JSON and calendars have them, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.intake.files.cell_columns import CellColumns, check_width, leave_out_long
from data.intake.files.header_row import column_names
from data.intake.files.limits import MOST_CELL_LETTERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from data.intake.files.notes import Notes

FIRST_ROW = 2
"""The first record's row, as if the names of its values stood above it in a spreadsheet."""


def records_table(records: Sequence[tuple[int, Mapping[str, str]]], notes: Notes) -> pa.Table:
    """Put records under the names of their values.

    Args:
        records: The row of each, and its values by name.
        notes: Is told of records that are left out.

    Returns:
        See `RawTable.cells`. Columns in the order in which the names first come. Records without
        any text are not there.
    """
    keys: dict[str, int] = {}
    for _, record in records:
        for key in record:
            keys.setdefault(key, len(keys))
        check_width(len(keys), notes)
    for parent in _empty_parents(list(keys), records):
        del keys[parent]
    keys = {key: place for place, key in enumerate(keys)}
    columns = CellColumns(column_names(list(keys), 1, notes), [True] * len(keys), notes)
    for row, record in records:
        cells = [""] * len(keys)
        for key, text in record.items():
            if key in keys:
                cells[keys[key]] = text
        if len(max(cells, key=len, default="")) > MOST_CELL_LETTERS:
            leave_out_long(row, cells, notes)
        elif "".join(cells).strip():
            columns.add(row, cells)
    return columns.table()


def _empty_parents(
    keys: Sequence[str], records: Sequence[tuple[int, Mapping[str, str]]]
) -> list[str]:
    """The names without any text that others begin with: `place` where there is `place.city`.

    A record that has nothing there has no object to take apart.
    """
    inner = [key for key in keys if "." in key]
    parents = [key for key in keys if any(one.startswith(f"{key}.") for one in inner)]
    return [key for key in parents if not any(record.get(key) for _, record in records)]
