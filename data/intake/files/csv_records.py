"""The records of a CSV text, each with its row, whatever its quotation marks do."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from data.errors import msgid
from data.intake.files.cell_columns import leave_out_long
from data.intake.files.limits import MOST_CELL_LETTERS, MOST_CELL_LINES

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterator

    from data.intake.files.notes import Notes

_MOST_SEARCHES = 20
"""How often the end of a cell that is too long is looked for: each may pass the whole file."""


class Records:
    """Iterates over the rows of a text: the number of each, and its cells.

    A record counts as one row, a blank line too, so that rows are those a spreadsheet shows. A
    quotation mark that is never closed, or only by the mark that opens another cell, takes no
    other row with it: its line is left out and the next one begins anew. Marks inside a cell that
    are not doubled are kept, with a note.
    """

    def __init__(self, text: str, separator: str, notes: Notes) -> None:
        """Take a text whose lines end with a line feed."""
        self._lines = list(io.StringIO(text))
        self._separator = separator
        self._notes = notes
        self._begin = 0
        self._searches = _MOST_SEARCHES
        self._end_of_cell = re.compile(rf'(?:[^"]|"")*"\s*(?:{re.escape(separator)}|$)')

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Read to the end."""
        row = 0
        while self._begin < len(self._lines):
            start = self._begin
            reader = self._reader(self._feed(start), strict=True)
            try:
                for cells in reader:
                    row += 1
                    yield row, cells
                    self._begin = start + reader.line_num
            except csv.Error:
                row += 1
                cells = self._mended(row)
                if cells:
                    yield row, cells

    def _feed(self, start: int) -> Iterator[str]:
        """The lines from there on, as long as a record doesn't take too many of them."""
        for place in range(start, len(self._lines)):
            if place - self._begin >= MOST_CELL_LINES:
                raise csv.Error
            yield self._lines[place]

    def _reader(self, lines: Iterator[str], *, strict: bool) -> Reader:
        return csv.reader(lines, delimiter=self._separator, skipinitialspace=True, strict=strict)

    def _mended(self, row: int) -> list[str]:
        """Read the line that can't be read as it should be, and go on after it."""
        line = self._lines[self._begin]
        after = self._begin + 1
        cells: list[str] = []
        if len(line) > MOST_CELL_LETTERS:
            leave_out_long(row, [line], self._notes)
        elif self._is_open(line):
            after = self._after_long_cell() or after
            if after > self._begin + 1:
                leave_out_long(row, [line], self._notes)
            else:
                self._notes.leave_out(
                    row,
                    [line],
                    msgid("quotes that close"),
                    msgid("Close the quotes, and double those inside a cell."),
                )
        else:
            cells = next(self._reader(iter([line]), strict=False))
            self._notes.add(
                row,
                "",
                line,
                msgid("quotes around a whole cell, doubled inside it"),
                msgid("The row was read as it stands; look whether it is right."),
                level="in doubt",
            )
        self._begin = after
        return cells

    def _is_open(self, line: str) -> bool:
        """Whether a quotation mark is still open at the end of a line."""
        try:
            list(self._reader(iter([line]), strict=True))
        except csv.Error as error:
            return "unexpected end" in str(error)
        return True

    def _after_long_cell(self) -> int:
        """Where the text goes on after a cell of too many lines or letters; 0 if it has no end."""
        self._searches -= 1
        if self._searches < 0:
            return 0
        letters = 0
        for place in range(self._begin + 1, len(self._lines)):
            line = self._lines[place]
            if line.count('"') % 2:
                is_long = letters > MOST_CELL_LETTERS or place - self._begin >= MOST_CELL_LINES
                ends = is_long and self._end_of_cell.match(line)
                return place + 1 if ends else 0
            letters += len(line)
        return 0
