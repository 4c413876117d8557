"""What a click or a cell of the page Your data comes to, without a page around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from components.your_data import columns as own_columns
from components.your_data import organizations as own_organizations
from components.your_data import report as own_report
from components.your_data import rows as own_rows
from components.your_data.candidates_map import build_candidates, said_candidate
from components.your_data.columns import column_names
from components.your_data.places import build_answer, build_label, build_words
from components.your_data.preview import MOST_DRAWN, build_counts, part_drawn
from data.campaign.errors import Finding
from data.importing.columns.matched_table import READ_COLUMNS
from data.importing.columns.matching import ColumnMatch
from data.importing.organizations.merging import MergeProposal
from data.importing.places.questions import Candidate, Question
from data.importing.report import FindingGroup, Report
from data.importing.row_edits import Edit
from tests.builders import campaign_from

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LONDON = Candidate("London", "Ontario", "Canada", 422324, 42.98, -81.23, 6058560)
BY_HAND = Candidate("Nowhere", "", "", 0, 14.6937, -17.4441)
MFA = MergeProposal("Migrant Forum", ("Migrant Forum", "MFA"), (3, 2), "why")
ROWS = pd.DataFrame({"Title": ["a", "b", "c"], "Row": ["x", "", "z"], "_row": [2, 3, 5]})
FINDINGS = [
    Finding("l.csv", 3, "start", "soon", "a date", "Correct it.", level="in doubt"),
    Finding("l.csv", 3, "Ort", "X", "a city", "Correct it."),
    Finding("l.csv", 0, "", "", "a file", "Correct it."),
]


def test_counts_say_where_every_row_is() -> None:
    report = Report(read=1_200, shown=1_190, in_tray=90, left_out=10)
    assert build_counts(report) == (
        "**1,200** rows read · **1,100** on map and timeline · "
        "**90** in the tray, without a place or a date · **10** left out"
    )


@pytest.mark.parametrize(
    ("changed", "decided"),
    [
        ({"A": "title"}, {}),
        ({"A": "venue"}, {"A": "venue"}),
        # What was another header's is taken away from it.
        ({"A": "city"}, {"A": "city", "B": ""}),
        ({"A": "city", "B": "title"}, {"A": "city", "B": "title"}),
        ({"B": ""}, {"B": ""}),
    ],
)
def test_columns_decided(changed: dict[str, str], decided: dict[str, str]) -> None:
    now = {"A": "title", "B": "city", "C": ""}
    assert own_columns.decide({"C": "notes"}, now, changed) == {"C": "notes"} | decided


def test_a_guess_is_marked_until_somebody_agrees() -> None:
    matches = [
        ColumnMatch("Title", "title", "It is a usual name for it."),
        ColumnMatch(
            "Row",
            "venue",
            "“{other}” fits {column} better.",
            {"other": "X", "column": "city"},
            is_guess=True,
        ),
    ]
    table = own_columns.build_columns(matches, {}, ROWS)
    assert table["look"].tolist() == ["", "?"]
    assert table["samples"].tolist() == ["a · b · c", "x · z"]
    assert table["reason"].tolist()[1] == "“X” fits City better."
    agreed = own_columns.build_columns(matches, {"Row": "venue"}, ROWS)
    assert agreed["look"].tolist() == ["", ""]
    assert agreed["reason"].tolist()[1] == "Chosen by hand."


def test_every_column_has_a_name_of_its_own() -> None:
    names = column_names()
    assert set(READ_COLUMNS) <= set(names)
    assert len(set(names.values())) == len(names)


@pytest.mark.parametrize(
    ("changed", "edit"),
    [
        ({0: {"c0": "A"}}, Edit(cells={2: {"Title": "A"}})),
        ({2: {"c1": None}}, Edit(cells={5: {"Row": ""}})),
        # The table keeps what was changed before: it is passed over.
        ({0: {"c0": "a"}, 1: {"c1": None, "c0": "B"}}, Edit(cells={3: {"Title": "B"}})),
        ({1: {"_delete": True}}, Edit(deleted=(3,))),
        ({1: {"_delete": False}}, Edit()),
    ],
)
def test_a_change_of_the_table_of_rows(
    changed: Mapping[int, Mapping[str, Any]], edit: Edit
) -> None:
    table = own_rows.build_rows(ROWS, {}, only_found=False)
    assert own_rows.edit_of(table, ["Title", "Row"], changed) == edit


def test_what_was_found_stands_beside_its_row() -> None:
    said = own_rows.said_by_row(FINDINGS)
    assert said == {3: "Ort: a city; Start: a date"}
    table = own_rows.build_rows(ROWS, said, only_found=True)
    assert table["_row"].tolist() == [3]
    assert table["_found"].tolist() == ["Ort: a city; Start: a date"]


def test_spellings_decided() -> None:
    merged = own_organizations.decide({}, [MFA], [])
    assert merged == {"Migrant Forum": "Migrant Forum", "MFA": "Migrant Forum"}
    assert own_organizations.decide({}, [], [MFA]) == {
        "Migrant Forum": "Migrant Forum",
        "MFA": "MFA",
    }
    # A name that is kept apart from another keeps what was merged into it.
    other = MergeProposal("Forum", ("Forum", "Migrant Forum", "MFA"), (1, 3, 2), "why")
    assert own_organizations.decide(merged, [], [other])["MFA"] == "Migrant Forum"


@pytest.mark.parametrize(
    ("expected", "title"),
    [
        ("a date", "Not understood (1): expected a date"),
        ("The comma was read as a point.", "Not understood (1): The comma was read as a point."),
    ],
)
def test_titles_of_findings(expected: str, title: str) -> None:
    group = FindingGroup("not understood", expected, "Do.", (FINDINGS[1],))
    assert own_report.build_title(group) == title


def test_findings_name_the_columns_of_the_file_and_ours() -> None:
    table = own_report.build_findings(FINDINGS)
    assert table["column"].tolist() == ["Start", "Ort", ""]
    assert table["row"].isna().tolist() == [False, False, True]


def test_candidates_are_said_and_drawn_with_the_same_numbers() -> None:
    assert said_candidate(LONDON) == "London, Ontario, Canada (422,324 inhabitants)"
    assert said_candidate(BY_HAND) == "Nowhere"
    marks = build_candidates([LONDON, BY_HAND])["marks"]
    assert [mark["id"] for mark in marks] == ["1", "2"]
    assert marks[0]["label"] == "1. London, Ontario, Canada (422,324 inhabitants)"


def test_places_in_words() -> None:
    asked = [
        Question("a | ", "A", "", 2, (LONDON, BY_HAND)),
        Question("b | PE", "B", "Peru", 1, ()),
    ]
    assert build_label(asked) == "1 name may mean several cities · 1 name is not known"
    assert build_label(asked[1:]) == "1 name is not known"
    assert [build_words(one.key) for one in asked] == ["a", "b, PE"]
    assert build_answer(BY_HAND) == "14.6937, -17.4441"


def test_of_a_long_list_one_consultation_a_city_is_drawn(tmp_path: Path) -> None:
    towns = ["Dakar", "Lima", "Oslo"]
    rows = [
        {"city": towns[place % 3], "country": ["SN", "PE", "NO"][place % 3]} for place in range(150)
    ]
    campaign = campaign_from(tmp_path, rows)
    drawn = part_drawn(campaign)
    assert drawn.places["city"].tolist() == towns
    assert len(drawn.consultations) <= MOST_DRAWN
    assert part_drawn(drawn) is drawn
