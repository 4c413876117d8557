"""The campaigns that are measured, by size."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.generate import generate
from tests.browser.server import ROOT

SHIPPED = 17
"""So many consultations with a place has the shipped campaign, which stands for this size."""
SIZES = (SHIPPED, 1_000, 7_000, 100_000, 1_000_000)
ASKED = 10_000
"""Demands of the campaign that has them; judgements are three times as many."""
_MICIC = ROOT / "data" / "campaigns" / "micic"


def campaign_of(rows: int, folder: Path) -> Path:
    """The folder of a campaign of a size, made if it is not in `folder` yet."""
    if rows == SHIPPED:
        return _MICIC
    path = folder / str(rows)
    return path if (path / "consultations.csv").is_file() else generate(path, rows)


def as_parquet_of(rows: int, folder: Path) -> Path:
    """The same campaign with its consultations as Parquet."""
    path = folder / f"{rows}-parquet"
    is_there = (path / "consultations.parquet").is_file()
    return path if is_there else generate(path, rows, as_parquet=True)


def with_demands(folder: Path) -> Path:
    """The campaign of 1,000 rows that asked for much, and was judged as often as thrice that."""
    path = folder / "demands"
    is_there = (path / "judgements.csv").is_file()
    return path if is_there else generate(path, 1_000, demands=ASKED)
