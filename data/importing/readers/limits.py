"""How large a file may be: every limit of reading in one place, with its reason.

A campaign holds tens to thousands of consultations. The limits leave a wide margin above that
and keep one reading within a minute and two gigabytes, so that a server with other visitors
goes on whatever it is given.
"""

from __future__ import annotations

from typing import NamedTuple

from data.campaign.errors import msgid


class Most(NamedTuple):
    """The largest table: its rows and its cells."""

    rows: int
    cells: int


MOST_BYTES = 50_000_000
"""Size of a file. A million events of fifty letters; more is an export of something else."""

TEXT = Most(rows=1_000_000, cells=20_000_000)
"""Of a table in text: the rows that a spreadsheet program can show (1,048,576), rounded, and
twenty columns of them, which take about 400 MB of memory."""

SHEET = Most(rows=200_000, cells=2_000_000)
"""Of an Excel sheet. Fewer, for a cell costs 6 microseconds, thirty times as much as in text: 12
seconds for the largest on a machine with nothing else to do, twice that where formulas have no
values."""

MOST_COLUMNS = 300
"""Columns of a table. Surveys have a hundred; nobody matches more by hand."""

MOST_CELL_LETTERS = 100_000
"""Letters of one cell. Excel stops at 32,767; a CSV may carry a whole report in one."""

MOST_LETTERS = 100_000_000
"""Letters of a table: twice the largest file. In a workbook a text that is written once may
stand in every cell."""

MOST_CELL_LINES = 1_000
"""Lines of one cell. A quotation mark that is forgotten would make one cell of the whole file."""

MOST_SHEETS = 100
"""Sheets of a workbook: as many as a person can choose from."""

MOST_EVENTS = 20_000
"""Events of a calendar: about 0.4 milliseconds each."""

MOST_LEFT_OUT = 10_000
"""Rows that may be left out. With more of them the file is of another kind than it seems."""

MOST_REPORTED = 1_000
"""Findings of one kind that are told one by one; the others are counted."""

MOST_ZIP_ENTRIES = 2_000
"""Files in a ZIP. A workbook has about three a sheet, a campaign folder one a photo."""

MOST_UNPACKED_BYTES = 300_000_000
"""Size of a ZIP when unpacked: two million cells are about 100 MB of XML."""

MOST_RATIO = 100
"""How many times larger a ZIP may unpack. Real workbooks reach 30; a bomb needs hundreds."""

SMALL_UNPACKED_BYTES = 20_000_000
"""Up to here the ratio doesn't matter: so little harms nobody, however well it was packed."""

MOST_SECONDS = 60
"""How long one reading may take, waiting for its turn included."""

MOST_MEMORY = 2_000_000_000
"""Bytes of memory one reading may take; a CSV or JSON of the largest size takes about 650 MB."""

MOST_UNDERSTANDING_SECONDS = 240
"""How long it may take to understand a list, once it is its turn: much, for others need
the processor too."""

MOST_UNDERSTANDING_MEMORY = 4_000_000_000
"""Bytes of memory that it may take."""

MOST_READERS = 2
"""Readings at a time; the next one waits, so that the pages of others stay quick."""

SMALL_TEXT_BYTES = 1_000_000
"""Text up to this size is read without a process of its own, which takes half a second to start.
Reading text takes no more than fifty times its size in memory, and a second at most."""

FIRST_ROWS = 50
"""Rows at the head of a table in which the names of the columns are looked for."""


def stated_limits() -> tuple[tuple[str, int], ...]:
    """What a page says of the limits: pairs of an English message id and a number."""
    megabyte = 1_000_000
    return (
        (msgid("File size (MB)"), MOST_BYTES // megabyte),
        (msgid("Rows per table"), TEXT.rows),
        (msgid("Rows per Excel sheet"), SHEET.rows),
        (msgid("Columns"), MOST_COLUMNS),
        (msgid("Cells per table"), TEXT.cells),
        (msgid("Cells per Excel sheet"), SHEET.cells),
        (msgid("Characters per cell"), MOST_CELL_LETTERS),
        (msgid("Sheets per workbook"), MOST_SHEETS),
        (msgid("Events per calendar"), MOST_EVENTS),
        (msgid("Files per ZIP"), MOST_ZIP_ENTRIES),
        (
            msgid("Unpacked size of a ZIP or workbook (MB)"),
            MOST_UNPACKED_BYTES // megabyte,
        ),
        (msgid("Reading time (seconds)"), MOST_SECONDS),
        (msgid("Memory for reading (MB)"), MOST_MEMORY // megabyte),
    )
