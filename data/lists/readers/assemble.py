"""Build the columns of a raw table from rows of cells or from records."""

from __future__ import annotations

import json
from itertools import chain, islice, pairwise
from statistics import mode
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from data.columnar.white_space import collapse
from data.lists.readers.header_row import (
    column_letters,
    column_name,
    column_names,
    find_header,
)
from data.lists.readers.limits import (
    FIRST_ROWS,
    MOST_CELL_LETTERS,
    MOST_COLUMNS,
    MOST_LETTERS,
    TEXT,
)
from data.lists.readers.raw_table import GAPS, LETTERS, UnreadableError
from data.model.errors import msgid
from data.model.schema import ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from data.lists.readers.issue_log import Notes
    from data.lists.readers.limits import Most

    Row: TypeAlias = tuple[int, list[str]]
    """Row number in the file, and cells."""


ABOVE_NAMES = msgid("The row is above the column names.")
REPEATED_NAMES = msgid("The row repeats the column names.")

_LEAST_GROUPS = 2
_BARE_NAMES = frozenset({"name", "names", "nom", "noms", "nombre", "nome", "naam", "nama", "jina"})
"""Below a group such as "Organizer", these name what the group names."""
_ROWS_AT_A_TIME = 10_000
_LETTERS_AT_A_TIME = 10_000_000
_TEXT = pa.large_string()
_SMALLER = msgid("Split the file, or keep only the rows and columns you need.")


def check_width(width: int, notes: Notes) -> None:
    """Raise `UnreadableError` if a table has more columns than `MOST_COLUMNS`."""
    if width > MOST_COLUMNS:
        raise UnreadableError(
            msgid("Too many columns in {file}: {number} (limit: {most})."),
            msgid("Keep only the columns you need, or choose another separator."),
            file=notes.file,
            number=f"{width:,}",
            most=f"{MOST_COLUMNS:,}",
        )


class CellColumns:
    """Collect the cells of a table in Arrow arrays: an eighth of the memory of Python strings."""

    def __init__(
        self, names: list[str], named: list[bool], notes: Notes, most: Most = TEXT
    ) -> None:
        """Start without rows.

        Args:
            names: Column names, all different.
            named: Whether the file names the column. Unnamed columns without text are dropped.
            notes: Collects issues about rows that don't fit.
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
        """Add a row, cut or padded to the table's width. A longer `fixed` row widens the table.

        Raises:
            UnreadableError: More columns, rows, cells or letters than allowed.
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
                    level="guessed",
                )
            cells = cells + [""] * (len(self._names) - len(cells))
        self._rows.append(row)
        self._cells.append(cells)
        self._letters_waiting += len("".join(cells))
        if len(self._rows) >= _ROWS_AT_A_TIME or self._letters_waiting >= _LETTERS_AT_A_TIME:
            self._flush()

    def table(self) -> pa.Table:
        """Return the columns as a table of text, with `_row` last."""
        self._flush()
        columns = {name: self._column(i) for i, name in enumerate(self._names)}
        filled = {
            name: column
            for (name, column), named in zip(columns.items(), self._named, strict=True)
            if named or pc.max(pc.binary_length(column)).as_py()
        }
        table = pa.table(filled | {ROW: pa.chunked_array(self._numbers, pa.int64())})
        gaps = {
            name: column_letters(i + 2)
            for i, (before, name) in enumerate(pairwise(columns))
            if name in filled and before not in filled and name != next(iter(filled))
        }
        if not gaps:
            return table
        first = next(i for i, name in enumerate(columns, 1) if name in filled)
        letters = {self._names[first - 1]: column_letters(first), **gaps}
        return table.replace_schema_metadata(
            {GAPS: json.dumps([*gaps]), LETTERS: json.dumps(letters)}
        )

    def _column(self, position: int) -> pa.ChunkedArray:
        """Return a column, with empty texts in the rows read before the table got this wide."""
        parts = [
            chunk[position] if position < len(chunk) else pa.repeat(pa.scalar("", _TEXT), len(rows))
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
        """Turn the waiting rows into arrays."""
        if not self._rows:
            return
        columns = [_array(cells) for cells in zip(*self._cells, strict=True)]
        numbers = pa.array(self._rows, pa.int64())
        fitting = self._fitting(columns)
        if fitting is not None:
            columns = [array.filter(fitting) for array in columns]
            numbers = numbers.filter(fitting)
        self._chunks.append(columns)
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

    def _fitting(self, columns: list[pa.Array]) -> pa.Array | None:
        """Return a mask without the rows that have a cell too long; None if all fit."""
        too_long = [pc.greater(pc.utf8_length(array), MOST_CELL_LETTERS) for array in columns]
        if not any(pc.any(mask).as_py() for mask in too_long):
            return None
        fitting = [not any(row) for row in zip(*map(pa.Array.to_pylist, too_long), strict=True)]
        for row, cells, fits in zip(self._rows, self._cells, fitting, strict=True):
            if not fits:
                leave_out_long(row, cells, self._notes)
        return pa.array(fitting)


def leave_out_long(row: int, cells: list[str], notes: Notes) -> None:
    """Report a row that is skipped because a cell is longer than allowed."""
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
    return collapse(array)


def assemble(
    rows: Iterable[Row], notes: Notes, *, fixed: bool = False, most: Most = TEXT
) -> pa.Table:
    """Find the header and put the rows under it.

    Args:
        rows: All rows of the table. Rows without text are ignored.
        notes: Collects issues, one for each skipped row.
        fixed: Cells are always in their own column, as in a spreadsheet. Otherwise a row with too
            many cells is skipped, because its cells may be in the wrong columns.
        most: Rows and cells allowed.

    Returns:
        See `RawTable.cells`, without columns that have neither name nor text. Without any rows,
        only `_row`.
    """
    written = (row for row in rows if "".join(row[1]).strip())
    head = [(row, [cell.strip() for cell in cells]) for row, cells in islice(written, FIRST_ROWS)]
    if not head:
        return CellColumns([], [], notes, most).table()
    position = find_header([cells for _, cells in head])
    _leave_out_titles(head[: max(position, 0)], notes)
    header_row, header = head[position] if position >= 0 else (0, [])
    if position > 0 and head[position - 1][0] == header_row - 1:
        header = _with_groups(head[position - 1][1], header)
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


def _with_groups(above: list[str], header: list[str]) -> list[str]:
    """Put the group in the row above before names that the header repeats: "Host.Name"."""
    named = [cell for cell in header if cell]
    groups: list[str] = []
    for cell in above[: len(header)]:
        groups.append(cell or (groups[-1] if groups else ""))
    is_unclear = len(set(named)) < len(named) or not _BARE_NAMES.isdisjoint(
        cell.casefold() for cell in named
    )
    if not is_unclear or len(set(filter(None, above))) < _LEAST_GROUPS:
        return header
    groups += groups[-1:] * (len(header) - len(groups))
    return [
        f"{group}.{cell}"
        if group and cell and (header.count(cell) > 1 or cell.casefold() in _BARE_NAMES)
        else cell
        for group, cell in zip(groups, header, strict=True)
    ]


def _leave_out_titles(rows: Sequence[Row], notes: Notes) -> None:
    for row, cells in rows:
        notes.leave_out(
            row,
            cells,
            ABOVE_NAMES,
            msgid("If it belongs to the table, move it below the column names."),
        )


def _width(header: list[str], widths: list[int], *, fixed: bool) -> int:
    """Return the number of columns: that of the header, or of most rows if they have more."""
    if fixed or not header:
        named = max((number for number, cell in enumerate(header, 1) if cell), default=0)
        return max([named, *widths])
    usual = mode(widths) if widths else 0
    return max(len(header), usual if widths.count(usual) * 2 > len(widths) else 0)


def _without_repeats(rows: Iterable[Row], header: list[str], notes: Notes) -> Iterator[Row]:
    """Skip rows that repeat the header, as in tables copied page by page."""
    first = header[0]
    trimmed = _trim(header)
    for row, cells in rows:
        if cells[0].strip() == first and _trim(cells) == trimmed:
            notes.leave_out(
                row,
                cells,
                REPEATED_NAMES,
                msgid("There is nothing to do."),
            )
        else:
            yield row, cells


def _trim(cells: list[str]) -> list[str]:
    """Strip the cells, and drop the empty ones at the end."""
    cells = [cell.strip() for cell in cells]
    return cells[: max((number for number, cell in enumerate(cells, 1) if cell), default=0)]


FIRST_ROW = 2
"""Row number of the first record, as if a header row were above it."""


def records_table(records: Sequence[tuple[int, Mapping[str, str]]], notes: Notes) -> pa.Table:
    """Turn records into a table with one column per name.

    Args:
        records: Row number, and values by name.
        notes: Collects issues about skipped records.

    Returns:
        See `RawTable.cells`. Columns are in order of first use. Records without text are dropped.
    """
    keys: dict[str, int] = {}
    for _, record in records:
        for key in record:
            keys.setdefault(key, len(keys))
        check_width(len(keys), notes)
    for parent in _empty_parents(list(keys), records):
        del keys[parent]
    keys = {key: i for i, key in enumerate(keys)}
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
    """List names without text that prefix others: `place` beside `place.city`.

    They come from records that have null instead of an object.
    """
    inner = [key for key in keys if "." in key]
    parents = [key for key in keys if any(other.startswith(f"{key}.") for other in inner)]
    return [key for key in parents if not any(record.get(key) for _, record in records)]
