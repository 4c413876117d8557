"""Lists of many shapes and habits, each with the expected result of every row.

`lists/` has the files as people would write them. `lists/expected.csv` has one line per row: the
title, the dates, and each place as its city, its country and whether it was found. Skipped rows are
there too, so that no row is lost unnoticed.
"""

from __future__ import annotations

import csv
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from data.importing.import_list import ImportedList, import_table
from data.importing.recipe import Recipe
from data.lists.readers.sandbox import read_safely
from data.model.schema import ROW

LISTS = Path(__file__).with_name("lists")
FILES = sorted(path.name for path in LISTS.iterdir() if path.name != "expected.csv")


def expected(name: str) -> list[tuple[str, ...]]:
    with (LISTS / "expected.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row.values())[1:] for row in csv.DictReader(file) if row["file"] == name]


def rows(result: ImportedList) -> list[tuple[str, ...]]:
    """List every row in the form of `expected.csv`."""
    campaign = result.campaign
    by_row: dict[int, tuple[str, ...]] = {
        issue.row: (str(issue.row), "left out", "", "", "")
        for issue in result.report.issues
        if issue.left_out
    }
    places = campaign.places
    for row in campaign.consultations.to_dict("records"):
        own = places[places["consultation"] == row["id"]]
        where = [
            " ".join(filter(None, (city, f"({iso2})" if iso2 else "", status)))
            for city, iso2, status in zip(own["city"], own["iso2"], own["status"], strict=True)
        ]
        parts = [row["title"], row["start"], row["end"], "; ".join(where)]
        by_row[int(row[ROW])] = (str(row[ROW]), *map(str, parts))
    return [by_row[row] for row in sorted(by_row)]


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("name", FILES)
def test_every_row_is_read_or_asked_about_and_nothing_is_lost(name: str) -> None:
    raw = read_safely(name, (LISTS / name).read_bytes())
    result = import_table(raw, Recipe(keeps_contacts=True))
    assert rows(result) == expected(name)
    assert result.report.rows_unaccounted == 0
    assert_nothing_vanished(raw.frame, result)


def assert_nothing_vanished(raw: pd.DataFrame, result: ImportedList) -> None:
    """Find every cell in the consultation made of its row."""
    table = result.campaign.consultations.set_index(ROW)
    for row in raw.to_dict("records"):
        if row[ROW] not in table.index:
            continue
        shown = " ".join(map(str, table.loc[row[ROW]])).casefold()
        used = [m.header for m in result.matches if m.column not in {"", "title", "city", "venue"}]
        for header, text in row.items():
            if header != ROW and header not in used:
                assert unescape(str(text)).strip().casefold() in shown
