"""Each measure against rows as a table, and with which power of the rows it grows."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from tests.benchmarks.results import Results, Sized

_MEASURES = (
    ("First open, ms", "open_ms"),
    ("First open, kB", "open_kb"),
    ("Click to paint, ms", "click_ms"),
    ("A click, kB", "click_kb"),
    ("Marks drawn", "marks"),
    ("Memory of the server, MB", "server_mb"),
)


def growth_tables(results: Results) -> Iterator[str]:
    """A table a measure: a line a page, a column a size, and with which power it grows.

    The power is the slope of the logarithms between the two largest sizes that came to an end: 0
    does not grow, 1 doubles where rows double.
    """
    pages = list(dict.fromkeys(page for sized in results.sizes for page in sized.pages))
    heads = ["page", *(f"{sized.rows:,}" for sized in results.sizes), "power of rows, at the end"]
    lines = [heads, ["---"] * len(heads)]
    for title, name in _MEASURES:
        rows = [
            [page, *(_cell(sized, page, name) for sized in results.sizes),
             _power([(sized.rows, value(sized, page, name)) for sized in results.sizes])]
            for page in pages
        ]  # fmt: skip
        table = "\n".join("| " + " | ".join(line) + " |" for line in [*lines, *rows])
        yield f"{title}:\n\n{table}"


def value(sized: Sized, page: str, name: str) -> float | None:
    """One figure of a page; None where it was not measured or did not finish."""
    if name == "server_mb":
        return sized.server_mb.get(page)
    figures = sized.pages.get(page)
    if figures is None:
        return None
    if name == "marks":
        return figures.marks or None
    return figures.middle(name)


def _cell(sized: Sized, page: str, name: str) -> str:
    found = value(sized, page, name)
    if found is not None:
        return f"{found:,.0f}"
    figures = sized.pages.get(page)
    return figures.failed.partition(":")[0] if figures else ""


def _power(points: list[tuple[int, float | None]]) -> str:
    known = [(rows, found) for rows, found in points if found]
    if len(known) < 2:
        return ""
    (rows, found), (more, then) = known[-2:]
    return f"{log(then / found) / log(more / rows):.2f}"
