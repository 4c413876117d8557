"""The report: counts that add up, and sorted issues as a frame and as a file."""

from __future__ import annotations

import csv
import io
import time
from typing import TYPE_CHECKING

import pytest

from data.campaign.errors import LEVELS, Issue
from data.importing.report import COLUMNS, Report, make_report, report_csv, report_frame
from tests.builders import campaign_from

if TYPE_CHECKING:
    from pathlib import Path

DATE = ("a date", "Correct the date.")
PLACE = ("a place", "Answer the question.")
NAME = ("a name", "Nothing to do.")


def issue(row: int, texts: tuple[str, str], level: str, seen: str = "x") -> Issue:
    return Issue("list.csv", row, "start", seen, *texts, level=level)


ISSUES = (
    issue(9, NAME, "noted"),
    issue(4, DATE, "repaired"),
    issue(8, DATE, "not understood"),
    issue(5, PLACE, "not understood"),
    issue(3, PLACE, "not understood"),
    issue(6, PLACE, "in doubt"),
    issue(7, NAME, "left out"),
    issue(3, PLACE, "not understood"),
)
REPORT = Report(read=10, shown=9, in_tray=2, left_out=1, issues=ISSUES)


def test_counts_add_up() -> None:
    assert REPORT.on_map_and_timeline + REPORT.in_tray + REPORT.left_out == REPORT.read
    assert REPORT.on_map_and_timeline == 7
    assert REPORT.rows_unaccounted == 0


@pytest.mark.parametrize("counts", [(10, 9, 0, 0), (10, 9, 10, 1), (10, 9, -1, 1), (3, 4, 0, -2)])
def test_counts_that_do_not_add_up_are_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match=str(counts[0])):
        Report(*counts)


def test_a_skipped_row_without_an_issue_counts_as_unexplained() -> None:
    assert Report(read=10, shown=8, in_tray=0, left_out=2, issues=ISSUES).rows_unaccounted == 1


def test_issues_are_listed_once_and_worst_first() -> None:
    assert [(f.level, f.row) for f in REPORT.issues] == [
        ("left out", 7), ("not understood", 3), ("not understood", 5), ("not understood", 8),
        ("in doubt", 6), ("repaired", 4), ("noted", 9),
    ]  # fmt: skip
    assert list(REPORT.counts.items()) == list(zip(LEVELS, [1, 3, 1, 1, 1], strict=True))


def test_issues_are_grouped_by_kind() -> None:
    assert [(g.level, g.expected, g.action, g.count) for g in REPORT.groups] == [
        ("left out", *NAME, 1), ("not understood", *PLACE, 2), ("not understood", *DATE, 1),
        ("in doubt", *PLACE, 1), ("repaired", *DATE, 1), ("noted", *NAME, 1),
    ]  # fmt: skip


def test_a_frame_has_one_row_per_issue() -> None:
    whole_file = Issue("list.csv", 0, "", "", "UTF-8 text", "Save it.")
    frame = report_frame(Report(1, 1, 0, 0, (whole_file, ISSUES[6])), "en")
    assert tuple(frame.columns) == COLUMNS
    first, second = frame.astype("str").fillna("").itertuples(index=False, name=None)
    assert first == ("left out", "list.csv", "7", "start", "x", "a name", "Nothing to do.")
    assert second == ("not understood", "list.csv", "", "", "", "UTF-8 text", "Save it.")


def test_without_issues_the_frame_is_empty_and_the_file_a_header() -> None:
    report = Report(read=0, shown=0, in_tray=0, left_out=0)
    assert report_frame(report, "en").empty
    assert report.groups == ()
    header = "\ufeff" + ",".join(COLUMNS) + "\r\n"
    assert report_csv(report, "en").decode() == header


def test_a_file_has_no_formulas() -> None:
    seen = ('=HYPERLINK("http://x")', "+cmd|' /C calc'!A0", "-17.4", 'Genève, "here"\nand there')
    report = Report(4, 4, 0, 0, tuple(issue(n, DATE, "noted", s) for n, s in enumerate(seen)))
    written = report_csv(report, "en")
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert [row["seen"] for row in rows] == ["'" + seen[0], "'" + seen[1], *seen[2:]]
    assert [row["row"] for row in rows] == ["", "1", "2", "3"]


def test_a_report_of_a_campaign_counts_its_rows(tmp_path: Path) -> None:
    rows = [
        {"city": "Dakar", "country": "Senegal", "start": "2015"},
        {"city": "Dakar", "country": "Senegal", "start": "soon"},
        {"city": "Nowhereville", "start": "2016-04"},
        {"title": ""},
    ]
    campaign = campaign_from(tmp_path, rows)
    report = make_report(campaign, read=5, issues=[ISSUES[6]])
    assert (report.read, report.shown, report.in_tray, report.left_out) == (5, 3, 2, 2)
    assert report.rows_unaccounted == 0
    assert report.issues[0].left_out


def test_a_hundred_thousand_issues_are_quick() -> None:
    issues = tuple(issue(row, DATE, LEVELS[row % 4 + 1]) for row in range(100_000))
    began = time.process_time()
    report_csv(Report(100_000, 100_000, 0, 0, issues), "en")
    assert time.process_time() - began < 10
