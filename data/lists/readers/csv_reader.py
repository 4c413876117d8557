"""Read CSV and other separated text."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from _csv import Reader
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from data.lists.readers.assemble import assemble, leave_out_long
from data.lists.readers.decoding import decode
from data.lists.readers.file_kinds import ReadOptions
from data.lists.readers.issue_log import Notes
from data.lists.readers.limits import MOST_CELL_LETTERS, MOST_CELL_LINES
from data.lists.readers.raw_table import RawTable, UnreadableError
from data.model.errors import msgid

_MOST_SEARCHES = 20
"""How often the end of an overlong cell is searched: each search may scan the whole file."""


class Records:
    """Iterate over the rows of a text: row number and cells.

    A record is one row, and so is a blank line, so that rows have the numbers that a spreadsheet
    shows. A line with an unclosed quotation mark is skipped alone, even if a mark that opens a
    cell of another row would close it. Single quotation marks inside a cell are read, with an
    issue.
    """

    def __init__(self, text: str, separator: str, notes: Notes) -> None:
        """Prepare a text with any line ends."""
        self._lines = list(io.StringIO(text, newline=""))
        self._separator = separator
        self._notes = notes
        self._begin = 0
        self._searches = _MOST_SEARCHES
        self._end_of_cell = re.compile(rf'(?:[^"]|"")*"\s*(?:{re.escape(separator)}|$)')

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Yield row number and cells, to the end of the text."""
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
                cells = self._read_faulty_line(row)
                if cells:
                    yield row, cells

    def _feed(self, start: int) -> Iterator[str]:
        """Yield the lines from `start` on; raise `csv.Error` if a record has too many."""
        for i in range(start, len(self._lines)):
            if i - self._begin >= MOST_CELL_LINES:
                raise csv.Error
            yield self._lines[i]

    def _reader(self, lines: Iterator[str], *, strict: bool) -> Reader:
        return csv.reader(lines, delimiter=self._separator, skipinitialspace=True, strict=strict)

    def _read_faulty_line(self, row: int) -> list[str]:
        """Read or skip a line with wrong quotation marks, and go on after it."""
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
                level="guessed",
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
        """Return the line after a cell of too many lines or letters; 0 if the cell has no end."""
        self._searches -= 1
        if self._searches < 0:
            return 0
        letters = 0
        for i in range(self._begin + 1, len(self._lines)):
            line = self._lines[i]
            if line.count('"') % 2:
                is_long = letters > MOST_CELL_LETTERS or i - self._begin >= MOST_CELL_LINES
                ends = is_long and self._end_of_cell.match(line)
                return i + 1 if ends else 0
            letters += len(line)
        return 0


SEPARATORS = (",", ";", "\t", "|")
"""Supported separators; the first one wins a tie."""

_STATED = re.compile(r'\s*"?sep=([,;\t|])"?[^\S\n]*(?:\n|$)', re.IGNORECASE)
_SAMPLE_LINES = 200
_SEPARATOR_SAMPLE = 200_000


def separator_line(text: str) -> str:
    """Return the separator stated by a first line `sep=;`, as Excel has it; "" without one."""
    match = _STATED.match(text[:100])
    return match.group(1) if match else ""


def find_separator(text: str) -> str:
    """Find the separator that splits most rows, and the first one, into equally many cells.

    A comma if none does: the text then has one column.
    """
    sample = list(islice(io.StringIO(text[:_SEPARATOR_SAMPLE]), _SAMPLE_LINES))
    return max(SEPARATORS, key=lambda separator: _evenness(_widths(sample, separator)))


def _widths(lines: list[str], separator: str) -> list[int]:
    widths: list[int] = []
    # A cell may be too long; the rows before it are enough.
    with contextlib.suppress(csv.Error):
        widths.extend(
            len(cells)
            for cells in csv.reader(lines, delimiter=separator, skipinitialspace=True)
            if any(cells)
        )
    return widths


def _evenness(widths: list[int]) -> tuple[float, int]:
    """Return the share of rows with the usual width, plus 1 if the first has it; and that width."""
    several = [width for width in widths if width > 1]
    if not several:
        return 0.0, 0
    usual, times = Counter(several).most_common(1)[0]
    return times / len(widths) + (several[0] == usual == widths[0]), usual


_SAMPLE_LETTERS = 100_000
_CONTROL_SHARE = 0.02
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r\v\f\x1b"}


def read_csv(data: bytes, notes: Notes, options: ReadOptions) -> RawTable:
    """Read separated text.

    Args:
        data: The file.
        notes: Collects issues.
        options: May name the encoding and the separator.

    Raises:
        UnreadableError: Not a text, an unknown encoding or separator, or larger than allowed.
    """
    text, encoding = decode(data, notes, options.encoding)
    check_text(text, notes)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    stated = separator_line(text)
    if stated:
        text = text.partition("\n")[2]
    _check_separator(options.separator, notes)
    separator = options.separator or stated or find_separator(text)
    rows = Records(text, separator, notes)
    cells = assemble(((row + 1, cells) for row, cells in rows) if stated else rows, notes)
    kind = "tsv" if separator == "\t" else "csv"
    return RawTable(
        cells, notes.file, kind, encoding=encoding, separator=separator, issues=notes.issues()
    )


def check_text(text: str, notes: Notes) -> None:
    """Raise `UnreadableError` if too many characters are control characters."""
    sample = text[:_SAMPLE_LETTERS]
    printable = sample.translate(_CONTROLS)
    if len(sample) - len(printable) > _CONTROL_SHARE * len(sample):
        raise UnreadableError(
            msgid("{file} is not a text file, so it can't be read as a table."),
            msgid("Save the table itself as CSV or Excel (.xlsx)."),
            file=notes.file,
        )


def _check_separator(separator: str, notes: Notes) -> None:
    if separator and separator not in SEPARATORS:
        raise UnreadableError(
            msgid("{file} can't be split into cells at {separator}."),
            msgid("Choose comma, semicolon, tab or vertical bar."),
            file=notes.file,
            separator=separator[:10],
        )
