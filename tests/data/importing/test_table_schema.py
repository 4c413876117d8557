"""The schema of a table of consultations, and its issues."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from data.importing.report import Report
from data.importing.table_schema import schema_issues
from data.loading.load import load_campaign
from tests.builders import write_campaign

if TYPE_CHECKING:
    from pathlib import Path

GOOD = {"id": "a", "title": "Hearing", "lat": "14.7", "lon": "-17.4", "start": "2015-12-07"}


def table_of(*rows: dict[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), dtype="str").fillna("")
    return frame.assign(_row=range(2, len(rows) + 2))


FINE = [
    {},
    {"lat": "", "lon": ""},
    {"lat": "14.7; 46.2", "lon": "-17.4; 6.1"},
    {"lat": "90", "lon": "-180"},
    {"start": "2015", "end": "2015-12"},
    {"start": "2015-12-07", "end": "2015"},
    {"start": "", "end": "2015"},
    {"city": "Dakar", "further": "=1+1"},
]


@pytest.mark.parametrize("change", FINE)
def test_a_good_row_passes(change: dict[str, str]) -> None:
    assert schema_issues(table_of(GOOD | change), "list.csv") == []


BAD = [
    # change, column, seen, level
    ({"id": ""}, "id", "", "skipped"),
    ({"title": "  "}, "title", "", "skipped"),
    ({"lat": "91"}, "lat", "91", "unrecognized"),
    ({"lat": "14.7; north"}, "lat", "14.7; north", "unrecognized"),
    ({"lat": "nan"}, "lat", "nan", "unrecognized"),
    ({"lon": "-180.5"}, "lon", "-180.5", "unrecognized"),
    ({"start": "07/12/2015"}, "start", "07/12/2015", "unrecognized"),
    ({"end": "2015-13"}, "end", "2015-13", "unrecognized"),
    ({"end": "2015-12-06"}, "end", "2015-12-06", "unrecognized"),
]


@pytest.mark.parametrize(("change", "column", "seen", "level"), BAD)
def test_a_bad_cell_is_an_issue_with_its_row(
    change: dict[str, str], column: str, seen: str, level: str
) -> None:
    rows = table_of(GOOD | {"id": "first"}, GOOD | change, GOOD | {"id": "last"})
    (issue,) = schema_issues(rows, "list.csv")
    assert (issue.file, issue.row, issue.column, issue.seen, issue.level) == (
        "list.csv", 3, column, seen, level,
    )  # fmt: skip


def test_a_repeated_id_is_an_issue() -> None:
    issues = schema_issues(table_of(GOOD, GOOD | {"id": "b"}, GOOD, GOOD), "list.csv")
    assert [(f.row, f.column, f.seen) for f in issues] == [(4, "id", "a"), (5, "id", "a")]


def test_a_table_without_columns_or_rows() -> None:
    assert schema_issues(pd.DataFrame(), "list.csv") == []
    assert schema_issues(table_of(), "list.csv") == []
    issues = schema_issues(pd.DataFrame({"city": ["Dakar"]}, dtype="str"), "list.csv")
    assert [f.column for f in issues] == ["id", "title"]


def test_an_issue_that_loading_finds_too_is_reported_once(tmp_path: Path) -> None:
    rows = [GOOD | {"id": str(n)} | change for n, (change, *_) in enumerate(BAD)]
    campaign = load_campaign(write_campaign(tmp_path, rows))
    loaded = [f for f in campaign.issues if f.file == "consultations.csv" and f.row]
    netted = schema_issues(table_of(*rows), "consultations.csv")
    single = [issue for issue in netted if ";" not in issue.seen]
    assert set(single) <= set(loaded)
    report = Report(len(rows), len(rows) - 2, 0, 2, (*loaded, *single))
    assert len(report.issues) == len(set(loaded))


def test_importing_the_module_does_not_import_pandera() -> None:
    code = "import sys, data.importing.table_schema; sys.exit('pandera' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_hundred_thousand_rows_are_quick() -> None:
    rows = [GOOD | {"id": str(n), "start": "2015" if n % 2 else "soon"} for n in range(100_000)]
    table = table_of(*rows)
    began = time.process_time()
    assert len(schema_issues(table, "list.csv")) == 50_000
    assert time.process_time() - began < 10
