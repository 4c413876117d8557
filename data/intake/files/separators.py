"""Which sign stands between the cells of a text."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from itertools import islice

SEPARATORS = (",", ";", "\t", "|")
"""What can be chosen; the first one wins a tie."""

_SAID = re.compile(r'\s*"?sep=([,;\t|])"?[^\S\n]*(?:\n|$)', re.IGNORECASE)
_SAMPLE_LINES = 200
_SAMPLE_LETTERS = 200_000


def said_separator(text: str) -> str:
    """Give the separator that a first line `sep=;`, a custom of Excel, names; "" without one."""
    match = _SAID.match(text[:100])
    return match.group(1) if match else ""


def find_separator(text: str) -> str:
    """Find the sign that cuts most rows into the same number of cells, the first of them too.

    A text in which none does has one column; then it is the comma.
    """
    sample = list(islice(io.StringIO(text[:_SAMPLE_LETTERS]), _SAMPLE_LINES))
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
