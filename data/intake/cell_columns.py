"""Cells gathered row by row and kept by column, in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from data.intake.header_row import column_name
from data.intake.limits import MOST_CELL_LETTERS, MOST_COLUMNS
from data.intake.raw_table import UnreadableError
from data.tables import ROW

if TYPE_CHECKING:
    import pandas as pd

    from data.intake.notes import Notes

_ROWS_AT_A_TIME = 10_000
_LETTERS_AT_A_TIME = 20_000_000
_TEXT = pa.large_string()


class CellColumns:
    """The cells of a table by column: as Arrow arrays, an eighth of what Python texts take."""

    def __init__(
        self, names: list[str], notes: Notes, most_rows: int = 0, most_cells: int = 0
    ) -> None:
        """Begin with columns of these names and no rows."""
        self.names = names
        self.named = [True] * len(names)
        self._notes = notes
        self._most_rows, self._most_cells = most_rows, most_cells
        self._rows: list[int] = []
        self._cells: list[list[str]] = []
        self._letters = self._count = 0
        self._chunks: list[list[pa.Array]] = []
        self._numbers: list[pa.Array] = []
        self._check_width(len(names))

    def add(self, row: int, cells: list[str], *, fixed: bool = False) -> None:
        """Add a row, cut or filled to the width of the table.

        Raises:
            UnreadableError: There are more columns, rows or cells than allowed.
        """
        missing = len(self.names) - len(cells)
        if missing < 0:
            if fixed:
                self._widen(max((n for n, cell in enumerate(cells, 1) if cell.strip()), default=0))
            elif any(cell.strip() for cell in cells[len(self.names) :]):
                self._notes.leave_out(row, cells, "as many cells as the header",
                                      "Put quotes around cells with separators in them.")  # fmt: skip
                return
            cells = cells[: len(self.names)]
        elif missing > 0:
            if not fixed:
                self._notes.add(row, "", ", ".join(cells), "as many cells as the header",
                                "The missing cells were taken as empty.")  # fmt: skip
            cells = cells + [""] * missing
        self._rows.append(row)
        self._cells.append(cells)
        if len(self._rows) >= _ROWS_AT_A_TIME:
            self._flush()

    def frame(self) -> pd.DataFrame:
        """Give the columns as a frame of text, with `_row` last."""
        self._flush()
        empty = pa.array([], _TEXT)
        columns = {
            name: pa.chunked_array([*self._column(place), empty], _TEXT)
            for place, name in enumerate(self.names)
        }
        kept = {
            name: column
            for (name, column), named in zip(columns.items(), self.named, strict=True)
            if named or pc.max(pc.binary_length(column)).as_py()
        }
        kept[ROW] = pa.chunked_array([*self._numbers, pa.array([], pa.int64())], pa.int64())
        return pa.table(kept).combine_chunks().to_pandas()

    def _column(self, place: int) -> list[pa.Array]:
        """The parts of a column; those from before it was known are empty texts."""
        return [
            chunk[place] if place < len(chunk) else pa.repeat(pa.scalar("", _TEXT), len(rows))
            for chunk, rows in zip(self._chunks, self._numbers, strict=True)
        ]

    def _widen(self, width: int) -> None:
        self._check_width(width)
        while len(self.names) < width:
            self._flush()
            name = column_name(len(self.names) + 1)
            self.names.append(name if name not in self.names else f"{name} (2)")
            self.named.append(False)

    def _check_width(self, width: int) -> None:
        if width > MOST_COLUMNS:
            raise UnreadableError(
                "{file} has {number} columns; {most} at most can be read.",
                "Keep the columns that are needed, or choose another separator.",
                file=self._notes.file, number=f"{width:,}", most=f"{MOST_COLUMNS:,}",
            )  # fmt: skip

    def _flush(self) -> None:
        """Turn the gathered rows into arrays."""
        if not self._rows:
            return
        arrays = [_array(cells) for cells in zip(*self._cells, strict=True)]
        numbers = pa.array(self._rows, pa.int64())
        fitting = self._fitting(arrays)
        if fitting is not None:
            arrays = [array.filter(fitting) for array in arrays]
            numbers = numbers.filter(fitting)
        self._rows, self._cells = [], []
        self._chunks.append(arrays)
        self._numbers.append(numbers)
        self._count += len(numbers)
        self._check_size()

    def _check_size(self) -> None:
        for number, most, problem in (
            (self._count, self._most_rows, "{file} has more than {most} rows."),
            (self._count * len(self.names), self._most_cells, "{file} has more than {most} cells."),
        ):
            if number > most:
                raise UnreadableError(
                    problem, "Give it in parts, or keep only the rows and columns that are needed.",
                    file=self._notes.file, most=f"{most:,}",
                )  # fmt: skip

    def _fitting(self, arrays: list[pa.Array]) -> pa.Array | None:
        """Leave out rows with a cell that is too long; None if there are none."""
        too_long = [pc.greater(pc.utf8_length(array), MOST_CELL_LETTERS) for array in arrays]
        if not any(pc.any(mask).as_py() for mask in too_long):
            return None
        fitting = [not any(row) for row in zip(*(mask.to_pylist() for mask in too_long), strict=True)]
        for place, fits in enumerate(fitting):
            if not fits:
                self._notes.leave_out(self._rows[place], self._cells[place],
                                      "cells of 100,000 characters at most",
                                      "Shorten the cell, or put the text into a document.")  # fmt: skip
        return pa.array(fitting)


def _array(cells: tuple[str, ...]) -> pa.Array:
    try:
        array = pa.array(cells, _TEXT)
    except UnicodeEncodeError:  # half a letter, as JSON can escape it
        array = pa.array([cell.encode("utf-8", "replace").decode() for cell in cells], _TEXT)
    return pc.utf8_trim_whitespace(array)
