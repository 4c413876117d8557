"""The report: counts that add up, and sorted issues as a frame and as a file."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path

import pytest

from data.importing.import_list import import_table
from data.importing.recipe import Recipe
from data.importing.report import COLUMNS, Report, make_report, report_csv, report_frame
from data.lists.readers.read_file import read_bytes
from data.model.errors import LEVELS, Issue
from tests.builders import campaign_from

DATE = ("a date", "Correct the date.")
PLACE = ("a place", "Answer the question.")
NAME = ("a name", "Nothing to do.")


def issue(row: int, texts: tuple[str, str], level: str, seen: str = "x") -> Issue:
    return Issue("list.csv", row, "start", seen, *texts, level=level)


ISSUES = (
    issue(9, NAME, "noted"),
    issue(4, DATE, "fixed"),
    issue(8, DATE, "unrecognized"),
    issue(5, PLACE, "unrecognized"),
    issue(3, PLACE, "unrecognized"),
    issue(6, PLACE, "guessed"),
    issue(7, NAME, "skipped"),
    issue(3, PLACE, "unrecognized"),
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
        ("skipped", 7), ("unrecognized", 3), ("unrecognized", 5), ("unrecognized", 8),
        ("guessed", 6), ("fixed", 4), ("noted", 9),
    ]  # fmt: skip
    assert list(REPORT.counts.items()) == list(zip(LEVELS, [1, 3, 1, 1, 1], strict=True))


def test_issues_are_grouped_by_kind() -> None:
    assert [(g.level, g.expected, g.action, g.count) for g in REPORT.groups] == [
        ("skipped", *NAME, 1), ("unrecognized", *PLACE, 2), ("unrecognized", *DATE, 1),
        ("guessed", *PLACE, 1), ("fixed", *DATE, 1), ("noted", *NAME, 1),
    ]  # fmt: skip


def test_a_frame_has_one_row_per_issue() -> None:
    whole_file = Issue("list.csv", 0, "", "", "UTF-8 text", "Save it.")
    frame = report_frame(Report(1, 1, 0, 0, (whole_file, ISSUES[6])), "en")
    assert tuple(frame.columns) == COLUMNS
    first, second = frame.astype("str").fillna("").itertuples(index=False, name=None)
    assert first == ("Skipped", "list.csv", "7", "start", "x", "a name", "Nothing to do.")
    assert second == ("Not recognized", "list.csv", "", "", "", "UTF-8 text", "Save it.")


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


def test_a_report_says_why_rows_have_no_place_or_date() -> None:
    text = (
        "Title,Date,City,Country\nA,2020,,France\nB,,Online,\nC,soon,,\nD,2021,Lima,\n"
        "E,2022,Zoom,\nF,2020,San Pedro,Atlantis\nG,2020,Cambridge,\n"
    )
    report = import_table(read_bytes("a.csv", text.encode()), Recipe()).report
    assert (report.read, report.placed, report.dated) == (7, 1, 5)
    assert report.unplaced == {
        "empty": 1, "country only": 1, "online": 2, "ambiguous": 1, "not found": 1,
    }  # fmt: skip
    assert report.undated == {"empty": 1, "not read": 1}
    assert sum(report.unplaced.values()) + report.placed == report.shown


def test_a_report_says_if_no_column_is_a_place_or_date() -> None:
    report = import_table(read_bytes("a.csv", b"Title,Speaker\nA,B\n"), Recipe()).report
    assert (report.unplaced, report.undated) == ({"no column": 1}, {"no column": 1})
