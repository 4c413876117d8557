"""Lists of many shapes and habits, each with what should come out of every row.

`lists/` holds the files as people would give them; `lists/expected.csv` has a line a row: the
title, the dates, and each place as its city, its country and whether it was found. A row that is
left out is there too, so that nothing is lost unseen.
"""

from __future__ import annotations

import csv
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from data.campaign.schema import ROW
from data.importing.import_list import bring
from data.importing.readers.sandbox import read_safely
from data.importing.recipe import Recipe

if TYPE_CHECKING:
    import pandas as pd

    from data.importing.import_list import Brought

LISTS = Path(__file__).with_name("lists")
FILES = sorted(path.name for path in LISTS.iterdir() if path.name != "expected.csv")


def expected(name: str) -> list[tuple[str, ...]]:
    with (LISTS / "expected.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row.values())[1:] for row in csv.DictReader(file) if row["file"] == name]


def rows(found: Brought) -> list[tuple[str, ...]]:
    """Say every row as `expected.csv` does."""
    campaign = found.campaign
    said: dict[int, tuple[str, ...]] = {
        finding.row: (str(finding.row), "left out", "", "", "")
        for finding in found.report.findings
        if finding.left_out
    }
    places = campaign.places
    for row in campaign.consultations.to_dict("records"):
        own = places[places["consultation"] == row["id"]]
        where = [
            " ".join(filter(None, (city, f"({iso2})" if iso2 else "", status)))
            for city, iso2, status in zip(own["city"], own["iso2"], own["status"], strict=True)
        ]
        parts = [row["title"], row["start"], row["end"], "; ".join(where)]
        said[int(row[ROW])] = (str(row[ROW]), *map(str, parts))
    return [said[row] for row in sorted(said)]


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_read_or_asked_about_and_nothing_is_lost(name: str) -> None:
    raw = read_safely(name, (LISTS / name).read_bytes())
    found = bring(raw, Recipe(keeps_contacts=True))
    assert rows(found) == expected(name)
    assert found.report.unexplained == 0
    assert_nothing_vanished(raw.frame, found)


def assert_nothing_vanished(raw: pd.DataFrame, found: Brought) -> None:
    """Look for every cell in the consultation that was made of its row."""
    table = found.campaign.consultations.set_index(ROW)
    for row in raw.to_dict("records"):
        if row[ROW] not in table.index:
            continue
        kept = " ".join(map(str, table.loc[row[ROW]])).casefold()
        used = [m.header for m in found.matches if m.column not in {"", "title", "city", "venue"}]
        for header, text in row.items():
            if header != ROW and header not in used:
                assert unescape(str(text)).strip().casefold() in kept
