"""From records to a raw table: the header, equal widths, columns of cells."""

from __future__ import annotations

from itertools import chain, islice
from statistics import mode
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from data.campaign.errors import msgid
from data.campaign.schema import ROW
from data.importing.readers.header_row import column_name, column_names, find_header
from data.importing.readers.limits import (
    FIRST_ROWS,
    MOST_CELL_LETTERS,
    MOST_COLUMNS,
    MOST_LETTERS,
    TEXT,
)
from data.importing.readers.raw_table import UnreadableError
from data.loading.white_space import collapsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    from data.importing.readers.issue_log import Notes
    from data.importing.readers.limits import Most

    Row: TypeAlias = tuple[int, list[str]]
    """Its number in the file, and its cells."""
    from collections.abc import Mapping


_ROWS_AT_A_TIME = 10_000
_LETTERS_AT_A_TIME = 10_000_000
_TEXT = pa.large_string()
_SMALLER = msgid("Split the file, or keep only the rows and columns you need.")


def check_width(width: int, notes: Notes) -> None:
    """Refuse a table of more columns than allowed.

    Raises:
        UnreadableError: It has.
    """
    if width > MOST_COLUMNS:
        raise UnreadableError(
            msgid("Too many columns in {file}: {number} (limit: {most})."),
            msgid("Keep only the columns you need, or choose another separator."),
            file=notes.file,
            number=f"{width:,}",
            most=f"{MOST_COLUMNS:,}",
        )


class CellColumns:
    """The cells of a table by column, as Arrow arrays: an eighth of what Python's texts take."""

    def __init__(
        self, names: list[str], named: list[bool], notes: Notes, most: Most = TEXT
    ) -> None:
        """Begin without rows.

        Args:
            names: The columns, each name once.
            named: Whether a column has its name from the file; others are only there for text.
            notes: Is told of rows that don't fit.
            most: Rows and cells allowed.
        """
        self._names, self._named = names, named
        self._notes, self._most = notes, most
        self._rows: list[int] = []
        self._cells: list[list[str]] = []
        self._chunks: list[list[pa.Array]] = []
        self._numbers: list[pa.Array] = []
        self._row_count = self._letter_count = self._letters_waiting = 0

    def add(self, row: int, cells: list[str], *, fixed: bool = False) -> None:
        """Add a row, cut or filled to the width of the table; if it is `fixed`, widen the table.

        Raises:
            UnreadableError: There are more columns, rows, cells or letters than allowed.
        """
        if len(cells) > len(self._names):
            if fixed:
                self._widen(len(cells))
            elif any(cell.strip() for cell in cells[len(self._names) :]):
                self._notes.leave_out(
                    row,
                    cells,
                    msgid("The row has more cells than the header."),
                    msgid("Put quotation marks around cells that contain separators."),
                )
                return
            cells = cells[: len(self._names)]
        elif len(cells) < len(self._names):
            if not fixed:
                self._notes.add(
                    row,
                    "",
                    ", ".join(cells),
                    msgid("The row has fewer cells than the header."),
                    msgid("Check the row. The missing cells count as empty."),
                    level="in doubt",
                )
            cells = cells + [""] * (len(self._names) - len(cells))
        self._rows.append(row)
        self._cells.append(cells)
        self._letters_waiting += len("".join(cells))
        if len(self._rows) >= _ROWS_AT_A_TIME or self._letters_waiting >= _LETTERS_AT_A_TIME:
            self._flush()

    def table(self) -> pa.Table:
        """Give the columns as a table of text, with `_row` last."""
        self._flush()
        columns = {name: self._column(place) for place, name in enumerate(self._names)}
        kept = {
            name: column
            for (name, column), named in zip(columns.items(), self._named, strict=True)
            if named or pc.max(pc.binary_length(column)).as_py()
        }
        kept[ROW] = pa.chunked_array(self._numbers, pa.int64())
        return pa.table(kept)

    def _column(self, place: int) -> pa.ChunkedArray:
        """A column; from before it was known it has empty texts."""
        parts = [
            chunk[place] if place < len(chunk) else pa.repeat(pa.scalar("", _TEXT), len(rows))
            for chunk, rows in zip(self._chunks, self._numbers, strict=True)
        ]
        return pa.chunked_array(parts, _TEXT)

    def _widen(self, width: int) -> None:
        check_width(width, self._notes)
        self._flush()
        while len(self._names) < width:
            name = column_name(len(self._names) + 1)
            self._names.append(name if name not in self._names else f"{name} (2)")
            self._named.append(False)

    def _flush(self) -> None:
        """Turn the rows that wait into arrays."""
        if not self._rows:
            return
        arrays = [_array(cells) for cells in zip(*self._cells, strict=True)]
        numbers = pa.array(self._rows, pa.int64())
        fitting = self._fitting(arrays)
        if fitting is not None:
            arrays = [array.filter(fitting) for array in arrays]
            numbers = numbers.filter(fitting)
        self._chunks.append(arrays)
        self._numbers.append(numbers)
        self._row_count += len(numbers)
        self._letter_count += self._letters_waiting
        self._rows, self._cells, self._letters_waiting = [], [], 0
        self._check_size()

    def _check_size(self) -> None:
        for number, most, problem in (
            (self._row_count, self._most.rows, msgid("Too many rows in {file} (limit: {most}).")),
            (self._row_count * len(self._names), self._most.cells,
             msgid("Too many cells in {file} (limit: {most}).")),
            (self._letter_count, MOST_LETTERS,
             msgid("Too many characters in {file} (limit: {most}).")),
        ):  # fmt: skip
            if number > most:
                raise UnreadableError(problem, _SMALLER, file=self._notes.file, most=f"{most:,}")

    def _fitting(self, arrays: list[pa.Array]) -> pa.Array | None:
        """Leave out the rows with a cell that is too long; None if there are none."""
        too_long = [pc.greater(pc.utf8_length(array), MOST_CELL_LETTERS) for array in arrays]
        if not any(pc.any(mask).as_py() for mask in too_long):
            return None
        fitting = [not any(row) for row in zip(*map(pa.Array.to_pylist, too_long), strict=True)]
        for place, fits in enumerate(fitting):
            if not fits:
                leave_out_long(self._rows[place], self._cells[place], self._notes)
        return pa.array(fitting)


def leave_out_long(row: int, cells: list[str], notes: Notes) -> None:
    """Tell of a row with a cell that is longer than allowed."""
    notes.leave_out(
        row,
        (cell[:MOST_CELL_LETTERS] for cell in cells),
        msgid("A cell has more than 100,000 characters."),
        msgid("Shorten the cell, or move its text to a document."),
    )


def _array(cells: tuple[str, ...]) -> pa.Array:
    try:
        array = pa.array(cells, _TEXT)
    except UnicodeEncodeError:  # half a letter, as JSON can escape it
        array = pa.array([cell.encode("utf-8", "replace").decode() for cell in cells], _TEXT)
    return collapsed(array)


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
            msgid("The row is above the column names."),
            msgid("If it belongs to the table, move it below the column names."),
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
                row,
                cells,
                msgid("The row repeats the column names."),
                msgid("There is nothing to do."),
            )
        else:
            yield row, cells


def _trimmed(cells: list[str]) -> list[str]:
    """The cells without spaces around them and without empty ones at the end."""
    cells = [cell.strip() for cell in cells]
    return cells[: max((place for place, cell in enumerate(cells, 1) if cell), default=0)]


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
