"""Each fault of a table is named with its address, and the rest loads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from data.filters.choice import Choice
from data.filters.select import select
from data.model.errors import Issue
from tests.builders import SAMPLE_REGIONS, SAMPLE_TOML, campaign_from

FILE = "consultations.csv"
MISSING = ("This file is missing.", "Add it if you need it.")
TEXT = ("The cell is empty.", "Fill in the cell.")
OWN_ID = ("A row above has the same id.", "Give the row its own id.")
LISTED = (
    "The list has no such id.",
    "Correct it or add it to the list. It is shown as written.",
)
DATE = (
    "This is not a date like 2016, 2016-04 or 2016-04-29.",
    "Correct the date. It counts as unknown.",
)
ORDER = ("The end is before the start.", "Correct the dates. The end was ignored.")
LAT = (
    "The latitude is not between -90 and 90 degrees.",
    "Correct it, or empty both cells to look up the city.",
)
UTF_8 = ("The text is not UTF-8.", "Save the file as UTF-8. It was read as Windows-1252.")
WIDTH = ("The row has more or fewer cells than the header.", "Put quotes around cells with commas.")
FED = ("No other consultation has this id.", "Correct the id. The link is not shown.")
KNOWN = (
    "No consultation has this id.",
    "Correct the id. Only the whole campaign shows this row.",
)

FAULTS = [
    # fault: what is written; ids that load, in order; what is found
    (
        "a missing table",
        {"consultations": [{"id": "a"}], "missing": ["regions.csv"]},
        ["a"],
        [Issue("regions.csv", 0, "", "", *MISSING, level="noted")],
    ),
    (
        "a missing campaign.toml",
        {"consultations": [{"id": "a"}], "missing": ["campaign.toml"]},
        ["a"],
        [Issue("campaign.toml", 0, "", "", *MISSING, level="noted")],
    ),
    ("missing columns", {"consultations": "id,title\na,A\n"}, ["a"], []),
    (
        "a bad date",
        {"consultations": [{"id": "a", "start": "12/05/2016"}, {"id": "b", "start": "2016"}]},
        ["b", "a"],
        [Issue(FILE, 2, "start", "12/05/2016", *DATE)],
    ),
    (
        "an end before the start",
        {"consultations": [{"id": "a", "start": "2016-05-02", "end": "2016-05-01"}]},
        ["a"],
        [Issue(FILE, 2, "end", "2016-05-01", *ORDER)],
    ),
    (
        "an unknown region",
        {"consultations": [{"id": "a", "region": "Atlantis"}], "regions": SAMPLE_REGIONS},
        ["a"],
        [Issue(FILE, 2, "region", "Atlantis", *LISTED)],
    ),
    (
        "an unknown kind",
        {"consultations": [{"id": "a", "kind": "Picnic"}], "toml": SAMPLE_TOML},
        ["a"],
        [Issue(FILE, 2, "kind", "Picnic", *LISTED)],
    ),
    (
        "a duplicate id",
        {"consultations": [{"id": "a"}, {"id": "b"}, {"id": "a"}]},
        ["a", "b"],
        [Issue(FILE, 4, "id", "a", *OWN_ID, left_out=True)],
    ),
    (
        "no id, no title",
        {"consultations": [{"id": ""}, {"title": ""}, {"id": "c"}]},
        ["c"],
        [
            Issue(FILE, 2, "id", "", *TEXT, left_out=True),
            Issue(FILE, 3, "title", "", *TEXT, left_out=True),
        ],
    ),
    (
        "the wrong encoding",
        {"consultations": "id,title\na,San José\n".encode("cp1252")},
        ["a"],
        [Issue(FILE, 2, "", r"\xe9", *UTF_8)],
    ),
    (
        "a latitude of 91",
        {"consultations": [{"id": "a", "lat": "91", "lon": "0"}]},
        ["a"],
        [Issue(FILE, 2, "lat", "91", *LAT)],
    ),
    ("NUL bytes", {"consultations": b"id,title\na\0,A\0\n"}, ["a"], []),
    (
        "too many cells in a row",
        {"consultations": "id,title\na,A\nb,B,x\nc,C\n"},
        ["a", "c"],
        [Issue(FILE, 3, "", "b, B, x", *WIDTH, left_out=True)],
    ),
    ("padded headers", {"consultations": " ID , Title \na,A\n"}, ["a"], []),
    (
        "blank rows",
        {"consultations": "id,title,start\n\na,A,x\n,,\n"},
        ["a"],
        [Issue(FILE, 3, "start", "x", *DATE)],
    ),
    ("a header only", {"consultations": "id,title\n"}, [], []),
    (
        "references to no consultation",
        {
            "consultations": [{"id": "a", "feeds_into": "b"}],
            "documents": [{"consultation": "b", "title": "Report"}],
        },
        ["a"],
        [
            Issue("documents.csv", 2, "consultation", "b", *KNOWN),
            Issue(FILE, 2, "feeds_into", "b", *FED),
        ],
    ),
]


@pytest.mark.parametrize(
    ("fault", "written", "ids", "issues"), FAULTS, ids=[row[0] for row in FAULTS]
)
def test_a_fault_becomes_a_issue_and_the_rest_loads(
    tmp_path: Path, fault: str, written: dict[str, Any], ids: list[str], issues: list[Issue]
) -> None:
    campaign = campaign_from(tmp_path, **written)
    assert list(campaign.consultations["id"]) == ids
    assert list(campaign.issues) == issues
    assert list(select(campaign, Choice()).consultations["id"]) == ids
