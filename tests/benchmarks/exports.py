"""How long each form takes that people take away, and how large its file is."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

from data.cluster.opening import open_campaign
from data.export.extract import Extract
from data.export.formats import FORMATS
from data.filters.choice import ALL_KINDS, Choice

DAY = date(2026, 1, 1)
ADDRESS = "https://map.example/explore"


class Export(NamedTuple):
    """One file: its form, of how many consultations, the seconds it took, its bytes."""

    form: str
    rows: int
    seconds: float
    size: int


def measure_exports(campaign: Path) -> list[Export]:
    """Write everything of a campaign in every form, the second time after one that is not counted.

    The first one of each form also loads its library.
    """
    loaded = open_campaign(campaign)
    found = []
    for form in FORMATS:
        for counts in (False, True):
            extract = Extract(loaded, Choice(kinds=(ALL_KINDS,)), "en", ADDRESS, DAY)
            started = time.perf_counter()
            content = form.write(extract)
            taken = time.perf_counter() - started
            if counts:
                rows = len(loaded.consultations)
                found.append(Export(form.id, rows, taken, len(content)))
    return found


def exports_table(found: list[Export]) -> str:
    """A row a form, seconds and kilobytes by size of the campaign."""
    sizes = sorted({one.rows for one in found})
    cells = {(one.form, one.rows): one for one in found}
    head = [f"{rows:,} rows, s | kB" for rows in sizes]
    lines = ["| form | " + " | ".join(head) + " |", "| --- |" + " --- | --- |" * len(sizes)]
    for form in dict.fromkeys(one.form for one in found):
        said = []
        for rows in sizes:
            one = cells.get((form, rows))
            said.append(f"{one.seconds:.2f} | {one.size / 1000:,.0f}" if one else "– | –")
        lines.append(f"| {form} | " + " | ".join(said) + " |")
    return "\n".join(lines)
