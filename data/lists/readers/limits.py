"""All limits of reading a file, with their reasons.

A campaign holds tens to thousands of consultations. The limits leave a wide margin above that, and
keep reading a file within a minute and two gigabytes, so that the server's other visitors never
notice it.
"""

from __future__ import annotations

from typing import NamedTuple

from data.model.errors import msgid


class Most(NamedTuple):
    """Most rows and cells of a table."""

    rows: int
    cells: int


MOST_BYTES = 50_000_000
"""Size of a file: a million events of fifty letters. More is an export of something else."""

TEXT = Most(rows=1_000_000, cells=20_000_000)
"""For text: the rows that a spreadsheet program can show (1,048,576), rounded, by twenty columns,
which take about 400 MB of memory."""

SHEET = Most(rows=200_000, cells=2_000_000)
"""For an Excel sheet. Fewer, because a cell takes 6 microseconds, thirty times as long as in text:
12 seconds for the largest sheet on an idle machine, twice that if formulas have no values."""

MOST_COLUMNS = 300
"""Columns of a table. Surveys have a hundred, and nobody matches more by hand."""

MOST_CELL_LETTERS = 100_000
"""Letters of one cell. Excel stops at 32,767; a CSV may carry a whole report in one."""

MOST_LETTERS = 100_000_000
"""Letters of a table: twice the largest file. A workbook can store a text once and show it in every
cell."""

MOST_CELL_LINES = 1_000
"""Lines of one cell. An unclosed quotation mark would turn the whole file into one cell."""

MOST_SHEETS = 100
"""Sheets of a workbook: as many as people can choose from."""

MOST_EVENTS = 20_000
"""Events of a calendar: about 0.4 milliseconds each."""

MOST_LEFT_OUT = 10_000
"""Skipped rows. With more of them, the file is probably of another kind."""

MOST_REPORTED = 1_000
"""Issues of one kind to list; the others are counted."""

MOST_ZIP_ENTRIES = 2_000
"""Files in a ZIP. A workbook has about three a sheet, a campaign folder one a photo."""

MOST_UNPACKED_BYTES = 300_000_000
"""Size of a ZIP when unpacked: two million cells are about 100 MB of XML."""

MOST_RATIO = 100
"""Most unpacked size by packed size of a ZIP. Real workbooks reach 30; a bomb needs hundreds."""

SMALL_UNPACKED_BYTES = 20_000_000
"""Below this unpacked size, the ratio doesn't matter: it can do no harm."""

MOST_SECONDS = 60
"""Time to read a file, including the wait for its turn."""

MOST_MEMORY = 2_000_000_000
"""Bytes of memory to read a file. The largest CSV or JSON takes about 650 MB."""

MOST_UNDERSTANDING_SECONDS = 240
"""Time to understand a list, without the wait for its turn. Long, as others use the processor
too."""

MOST_UNDERSTANDING_MEMORY = 4_000_000_000
"""Bytes of memory to understand a list."""

MOST_READERS = 2
"""Files read at a time. The next one waits, so that pages stay quick for others."""

SMALL_TEXT_BYTES = 1_000_000
"""Text below this size is read without a process of its own, which takes half a second to start.
Reading text takes at most fifty times its size in memory, and a second."""

FIRST_ROWS = 50
"""First rows of a table in which the header is searched."""


def limits_to_show() -> tuple[tuple[str, int], ...]:
    """Return the limits to show on a page, as pairs of message id and number."""
    megabyte = 1_000_000
    return (
        (msgid("File size (MB)"), MOST_BYTES // megabyte),
        (msgid("Rows per table"), TEXT.rows),
        (msgid("Rows per Excel sheet"), SHEET.rows),
        (msgid("Columns per table"), MOST_COLUMNS),
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
