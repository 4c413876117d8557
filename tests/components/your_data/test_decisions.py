"""The widgets of the page Your data: what they show and decide, without a page around them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from components.map.payload import build_payload
from components.your_data import columns as own_columns
from components.your_data import organizations as own_organizations
from components.your_data import report as own_report
from components.your_data import rows as own_rows
from components.your_data.check import Step, progress_of
from components.your_data.columns import column_names
from components.your_data.place_question import build_candidates, candidate_label
from components.your_data.places import build_answer, build_label, build_words
from components.your_data.preview import MOST_DRAWN, build_counts, build_reasons, part_drawn
from data.filters.choice import Choice, View
from data.filters.select import select
from data.importing.report import IssueGroup, Report
from data.importing.row_edits import Edit
from data.lists.columns.column_names import ColumnMatch
from data.lists.matched_table import READ_COLUMNS
from data.lists.organizations.merging import MergeProposal
from data.lists.places.questions import Candidate, Question
from data.map.viewport import WORLD
from data.model.errors import Issue
from tests.builders import campaign_from

LONDON = Candidate("London", "Ontario", "Canada", 422324, 42.98, -81.23, 6058560)
BY_HAND = Candidate("Nowhere", "", "", 0, 14.6937, -17.4441)
MFA = MergeProposal("Migrant Forum", ("Migrant Forum", "MFA"), (3, 2), "why")
ROWS = pd.DataFrame({"Title": ["a", "b", "c"], "Row": ["x", "", "z"], "_row": [2, 3, 5]})
A, B, C = Step("dates"), Step("places", "london | "), Step("duplicates")
DONE = Step("columns")
ISSUES = [
    Issue("l.csv", 3, "start", "soon", "Not a date.", "Correct it.", level="guessed"),
    Issue("l.csv", 3, "Ort", "X", "Not a city.", "Correct it."),
    Issue("l.csv", 0, "", "", "Not a file.", "Correct it."),
]


def test_counts_add_up_to_all_rows() -> None:
    report = Report(read=1_200, shown=1_190, in_tray=90, left_out=10)
    assert build_counts(report) == (
        "**1,200** rows read · **1,100** on map and timeline · "
        "**90** without a place or date · **10** rows skipped"
    )


@pytest.mark.parametrize(
    ("changed", "decided"),
    [
        ({"A": "title"}, {}),
        ({"A": "venue"}, {"A": "venue"}),
        # A type that another header had is removed from that header.
        ({"A": "city"}, {"A": "city", "B": ""}),
        ({"A": "city", "B": "title"}, {"A": "city", "B": "title"}),
        ({"B": ""}, {"B": ""}),
    ],
)
def test_a_changed_column_type_is_decided_and_others_keep_theirs(
    changed: dict[str, str], decided: dict[str, str]
) -> None:
    now = {"A": "title", "B": "city", "C": ""}
    assert own_columns.decide({"C": "notes"}, now, changed) == {"C": "notes"} | decided


def test_a_guess_is_marked_until_it_is_confirmed() -> None:
    matches = [
        ColumnMatch("Title", "title", "Usual column name."),
        ColumnMatch(
            "Row",
            "venue",
            "“{other}” fits {column} better.",
            {"other": "X", "column": "city"},
            is_guess=True,
        ),
    ]
    table = own_columns.build_columns(matches, matches[1:], {}, ROWS)
    assert table["look"].tolist() == ["", "?"]
    assert table["samples"].tolist() == ["a · b · c", "x · z"]
    assert table["reason"].tolist()[1] == "“X” fits City better."
    confirmed = own_columns.build_columns(matches, [], {"Row": "venue"}, ROWS)
    assert confirmed["look"].tolist() == ["", ""]
    assert confirmed["reason"].tolist()[1] == "You chose this."


def test_every_column_has_a_name_of_its_own() -> None:
    names = column_names()
    assert set(READ_COLUMNS) <= set(names)
    assert len(set(names.values())) == len(names)


@pytest.mark.parametrize(
    ("changed", "edit"),
    [
        ({0: {"c0": "A"}}, Edit(cells={2: {"Title": "A"}})),
        ({2: {"c1": None}}, Edit(cells={5: {"Row": ""}})),
        # The table still has earlier changes: they are ignored.
        ({0: {"c0": "a"}, 1: {"c1": None, "c0": "B"}}, Edit(cells={3: {"Title": "B"}})),
        ({1: {"_delete": True}}, Edit(deleted=(3,))),
        ({1: {"_delete": False}}, Edit()),
    ],
)
def test_an_edited_cell_or_a_deleted_row_is_one_step(
    changed: Mapping[int, Mapping[str, Any]], edit: Edit
) -> None:
    table = own_rows.build_rows(ROWS, {}, only_issues=False)
    assert own_rows.edit_from_rows(table, ["Title", "Row"], changed) == edit


def test_issues_are_shown_beside_their_row() -> None:
    issues = own_rows.issues_by_row(ISSUES)
    assert issues == {3: "Ort: Not a city.\nStart: Not a date."}
    table = own_rows.build_rows(ROWS, issues, only_issues=True)
    assert table["_row"].tolist() == [3]
    assert table["_found"].tolist() == ["Ort: Not a city.\nStart: Not a date."]


def test_spellings_are_merged_or_kept_separate() -> None:
    merged = own_organizations.decide({}, [MFA], [])
    assert merged == {"Migrant Forum": "Migrant Forum", "MFA": "Migrant Forum"}
    assert own_organizations.decide({}, [], [MFA]) == {
        "Migrant Forum": "Migrant Forum",
        "MFA": "MFA",
    }
    # A name that is kept separate from another keeps its earlier merges.
    other = MergeProposal("Forum", ("Forum", "Migrant Forum", "MFA"), (1, 3, 2), "why")
    assert own_organizations.decide(merged, [], [other])["MFA"] == "Migrant Forum"


@pytest.mark.parametrize(
    ("level", "title"),
    [
        ("skipped", "Skipped (1): The year is missing."),
        ("unrecognized", "Not recognized (1): The year is missing."),
        ("guessed", "Guessed (1): The year is missing."),
        ("fixed", "Fixed (1): The year is missing."),
        ("noted", "Notes (1): The year is missing."),
    ],
)
def test_the_title_of_a_kind_of_issue_has_its_level_count_and_problem(
    level: str, title: str
) -> None:
    group = IssueGroup(level, "The year is missing.", "Do.", (ISSUES[1],))
    assert group.title("en") == title


def test_issues_are_counted_by_level() -> None:
    report = Report(read=1, shown=1, in_tray=0, left_out=0, issues=tuple(ISSUES))
    assert own_report.build_levels(report) == "2 cells not recognized · 1 cell guessed"


def test_issues_name_known_columns_by_our_name_and_others_by_the_file_s() -> None:
    table = own_report.build_issues(ISSUES)
    assert table["column"].tolist() == ["Start", "Ort", ""]
    assert table["row"].isna().tolist() == [False, False, True]


def test_candidates_have_the_same_numbers_in_list_and_map() -> None:
    assert candidate_label(LONDON) == "London, Ontario, Canada (422,324 inhabitants)"
    assert candidate_label(BY_HAND) == "Nowhere"
    marks = build_candidates([LONDON, BY_HAND])["marks"]
    assert [mark["id"] for mark in marks] == ["1", "2"]
    assert marks[0]["label"] == "1. London, Ontario, Canada (422,324 inhabitants)"


def test_the_map_of_candidates_has_all_that_its_script_reads(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, [{"city": "Dakar", "country": "SN"}])
    whole = build_payload(campaign, select(campaign, Choice()), View())
    candidates = build_candidates([LONDON, BY_HAND])
    assert whole.keys() - candidates.keys() == {"summary"}
    missing = whole["words"].keys() - candidates["words"].keys()
    # What colours mean is said where there are regions.
    assert missing == {"several", "lines", "more", "colors"}
    assert not candidates["regions"]
    assert candidates["bounds"] == [14.6937, LONDON.lon, LONDON.lat, -17.4441]
    assert build_candidates([])["bounds"] == list(WORLD)


def test_place_questions_are_counted_and_named() -> None:
    questions = [
        Question("a | ", "A", "", 2, (LONDON, BY_HAND)),
        Question("b | PE", "B", "Peru", 1, ()),
    ]
    assert build_label(questions) == "1 place name is ambiguous · 1 place not recognized"
    assert build_label(questions[1:]) == "1 place not recognized"
    assert [build_words(question.key) for question in questions] == ["a", "b, PE"]
    assert build_answer(BY_HAND) == "14.6937, -17.4441"


def test_of_a_long_list_one_consultation_per_city_is_drawn(tmp_path: Path) -> None:
    towns = ["Dakar", "Lima", "Oslo"]
    rows = [{"city": towns[i % 3], "country": ["SN", "PE", "NO"][i % 3]} for i in range(150)]
    campaign = campaign_from(tmp_path, rows)
    drawn = part_drawn(campaign)
    assert drawn.places["city"].tolist() == towns
    assert len(drawn.consultations) <= MOST_DRAWN
    assert part_drawn(drawn) is drawn


def test_reasons_are_named_only_if_rows_are_unmapped() -> None:
    assert build_reasons(Report(read=2, shown=2, in_tray=0, left_out=0, placed=2, dated=2)) == []
    report = Report(
        read=14, shown=14, in_tray=6, left_out=0, placed=8, dated=13,
        unplaced={"country only": 1, "online": 5}, undated={"not read": 1},
    )  # fmt: skip
    assert build_reasons(report) == [
        "Of 14, 8 have a place on the map and 13 have a date.",
        "Not on the map: 1 with only a country and 5 online.",
        "Not on the timeline: 1 whose date was not recognized.",
    ]


@pytest.mark.parametrize(
    ("seen", "skipped", "told"),
    [
        ([], [], (A, 1, 3, 0)),
        ([A], [], (A, 1, 3, 0)),
        # One answered, one skipped.
        ([DONE, A], [A], (B, 3, 4, 1)),
        ([A, B, C], [A, B, C], (None, 4, 3, 3)),
    ],
)
def test_progress_counts_answered_and_skipped_questions(
    seen: list[Step], skipped: list[Step], told: tuple[object, ...]
) -> None:
    assert tuple(progress_of([A, B, C], seen, skipped)) == told


def test_an_issue_is_told_with_its_cell_and_what_to_do() -> None:
    issue = Issue("l.csv", 3, "start", "soon", "Not a date.", "Not a date. Correct it.")
    assert own_rows.build_issue(issue).replace("\\", "") == (
        "Start, “soon”: Not a date. Correct it."
    )
    whole = Issue("l.csv", 3, "", "", "Not an event.", "Delete it.")
    assert own_rows.build_issue(whole).replace("\\", "") == "Not an event. Delete it."
