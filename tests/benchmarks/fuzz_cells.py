"""Long cells of every kind in every column of a list: how long each keeps the import busy.

`python -m tests.benchmarks.fuzz_cells` reads a table for each column, with a row for each kind of
text, and halves it until no part takes longer than `MOST_SECONDS` of the processor: then no cell of
it does. It names the slowest parts, and ends with 1 if one cell alone takes longer.
"""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from types import FrameType

from data.importing.import_list import import_table
from data.importing.recipe import Recipe
from data.lists.readers.read_file import read_bytes
from data.model.schema import CONSULTATION_COLUMNS
from tests.benchmarks.cell_kinds import KINDS, cell

MOST_SECONDS = 0.5
LETTERS = 99_000
COLUMNS = (
    *CONSULTATION_COLUMNS, "place", "dates", "coordinates", "url", "year", "month", "state",
    "title (fr)", "remarks", "contact email", "phone",
)  # fmt: skip
_GIVEN_UP = 20


class TooLongError(Exception):
    """A cell took so long that it was given up."""


def main() -> int:
    """Measure, and print the slowest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--columns", nargs="*", default=COLUMNS)
    parser.add_argument("--kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--letters", type=int, default=LETTERS)
    asked = parser.parse_args()
    found: list[tuple[float, str, str]] = []
    for column in asked.columns:
        took = list(parts(column, asked.kinds, asked.letters))
        found += took
        worst = max(took)
        print(f"{column:16} {worst[0]:6.2f} s  {worst[2][:80]}", flush=True)
    slow = [one for one in found if one[0] > MOST_SECONDS]
    print(f"\n{len(slow)} cells are slower than {MOST_SECONDS} s. The slowest parts:")
    for second, column, kinds in sorted(found, reverse=True)[:20]:
        print(f"{second:6.2f} s  {column:16} {kinds[:80]}")
    return bool(slow)


def parts(column: str, kinds: Sequence[str], letters: int) -> Iterator[tuple[float, str, str]]:
    """The seconds of each part of a column that is quick enough, or one cell, and its kinds."""
    base = min(seconds(column, ["Paris"] * len(kinds)) for _ in range(2))
    took = seconds(column, [cell(kind, letters) for kind in kinds]) - base
    if len(kinds) == 1 or took <= MOST_SECONDS:
        yield took, column, ", ".join(kinds)
    else:
        middle = len(kinds) // 2
        yield from parts(column, kinds[:middle], letters)
        yield from parts(column, kinds[middle:], letters)


def seconds(column: str, texts: Sequence[str]) -> float:
    """How long a table with these cells keeps the processor, from its bytes to a campaign."""
    before = "" if column == "title" else "A meeting,"
    quoted = (text.replace('"', '""') for text in texts)
    header = "title" if column == "title" else f"title,{column}"
    data = "\n".join([header, *(f'{before}"{text}"' for text in quoted)]).encode()
    start = time.process_time()
    with contextlib.suppress(TooLongError), alarm(_GIVEN_UP):
        import_table(read_bytes("list.csv", data, separator=",", encoding="UTF-8"), Recipe())
    return time.process_time() - start


@contextlib.contextmanager
def alarm(after: int) -> Iterator[None]:
    """Give up after so many seconds; regular expressions notice it too."""

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, after)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


if __name__ == "__main__":
    sys.exit(main())
