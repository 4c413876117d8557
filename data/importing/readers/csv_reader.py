"""CSV and other separated text as records."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from data.campaign.errors import msgid
from data.importing.readers.assemble import assemble, leave_out_long
from data.importing.readers.decoding import decode
from data.importing.readers.limits import MOST_CELL_LETTERS, MOST_CELL_LINES
from data.importing.readers.raw_table import RawTable, UnreadableError

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterator

    from data.importing.readers.issue_log import Notes

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
                    msgid("A quotation mark is not closed."),
                    msgid("Close the quotation mark, and double those inside a cell."),
                )
        else:
            cells = next(self._reader(iter([line]), strict=False))
            self._notes.add(
                row,
                "",
                line,
                msgid("Quotation marks inside a cell are not doubled."),
                msgid("Check the row. It was read as written."),
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


SEPARATORS = (",", ";", "\t", "|")
"""What can be chosen; the first one wins a tie."""

_SAID = re.compile(r'\s*"?sep=([,;\t|])"?[^\S\n]*(?:\n|$)', re.IGNORECASE)
_SAMPLE_LINES = 200
_SEPARATOR_SAMPLE = 200_000


def said_separator(text: str) -> str:
    """Give the separator that a first line `sep=;`, a custom of Excel, names; "" without one."""
    match = _SAID.match(text[:100])
    return match.group(1) if match else ""


def find_separator(text: str) -> str:
    """Find the sign that cuts most rows into the same number of cells, the first of them too.

    A text in which none does has one column; then it is the comma.
    """
    sample = list(islice(io.StringIO(text[:_SEPARATOR_SAMPLE]), _SAMPLE_LINES))
    return max(SEPARATORS, key=lambda separator: _evenness(_widths(sample, separator)))


def _widths(lines: list[str], separator: str) -> list[int]:
    widths: list[int] = []
    # A cell may be too long; the rows before it tell enough.
    with contextlib.suppress(csv.Error):
        widths.extend(
            len(cells)
            for cells in csv.reader(lines, delimiter=separator, skipinitialspace=True)
            if any(cells)
        )
    return widths


def _evenness(widths: list[int]) -> tuple[float, int]:
    """The share of rows of the usual width, and that width; one more if the first row has it."""
    several = [width for width in widths if width > 1]
    if not several:
        return 0.0, 0
    usual, times = Counter(several).most_common(1)[0]
    return times / len(widths) + (several[0] == usual == widths[0]), usual


_SAMPLE_LETTERS = 100_000
_CONTROL_SHARE = 0.02
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r\v\f\x1b"}


def read_csv(data: bytes, notes: Notes, encoding: str = "", separator: str = "") -> RawTable:
    """Read a text of cells.

    Args:
        data: The file.
        notes: Is told of what was wrong.
        encoding: One of `decoding.ENCODINGS`; "" finds it.
        separator: One of `separators.SEPARATORS`; "" finds it.

    Raises:
        UnreadableError: It is no text, or no such encoding or separator, or larger than allowed.
    """
    text, encoding = decode(data, notes, encoding)
    check_text(text, notes)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    said = said_separator(text)
    if said:
        text = text.partition("\n")[2]
    separator = _known(separator, notes) or said or find_separator(text)
    rows = Records(text, separator, notes)
    cells = assemble(((row + bool(said), cells) for row, cells in rows) if said else rows, notes)
    kind = "tsv" if separator == "\t" else "csv"
    return RawTable(
        cells, notes.file, kind, encoding=encoding, separator=separator, findings=notes.findings()
    )


def check_text(text: str, notes: Notes) -> None:
    """Refuse what is no text.

    Raises:
        UnreadableError: Too many of its signs are not written ones.
    """
    sample = text[:_SAMPLE_LETTERS]
    written = sample.translate(_CONTROLS)
    if len(sample) - len(written) > _CONTROL_SHARE * len(sample):
        raise UnreadableError(
            msgid("{file} is not a text file, so it can't be read as a table."),
            msgid("Save the table itself as CSV or Excel (.xlsx)."),
            file=notes.file,
        )


def _known(separator: str, notes: Notes) -> str:
    if separator and separator not in SEPARATORS:
        raise UnreadableError(
            msgid("{file} can't be split into cells at {separator}."),
            msgid("Choose comma, semicolon, tab or vertical bar."),
            file=notes.file,
            separator=separator[:10],
        )
    return separator
