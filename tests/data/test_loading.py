"""A folder of tables becomes a campaign, whatever is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.choice import Choice
from data.errors import CampaignError, CampaignFolderMissingError, CampaignUnreadableError, Finding
from data.loading import load_campaign
from data.selecting import select
from tests.builders import (
    SAMPLE,
    SAMPLE_REGIONS,
    SAMPLE_TOML,
    campaign_from,
    sample_campaign,
    write_campaign,
)

if TYPE_CHECKING:
    from pathlib import Path

FILE = "consultations.csv"
MISSING = ("a file of this name", "Add the file, or go without it.")
TEXT = ("a text", "Fill the cell.")
OWN_ID = ("an id that no row above has", "Give the row an id of its own.")
LISTED = ("an id from the list", "Correct it or add it to the list; shown as written.")
DATE = ("a date like 2016, 2016-04 or 2016-04-29", "Correct the date; taken as unknown.")
ORDER = ("an end not before the start", "Correct the dates; the end was not used.")
LAT = ("degrees from -90 to 90", "Correct it, or empty both for the city to be looked up.")
UTF_8 = ("UTF-8 text", "Save the file as UTF-8; read as Windows-1252.")
WIDTH = ("as many cells as the header", "Put quotes around cells with commas.")
FED = ("the id of another consultation", "Correct the id; no line is drawn.")
KNOWN = ("the id of a consultation", "Correct the id; it is shown with the whole campaign only.")

FAULTS = [
    # fault: what is written; ids that load, in order; what is found
    (
        "a missing table",
        {"consultations": [{"id": "a"}], "missing": ["regions.csv"]},
        ["a"],
        [Finding("regions.csv", 0, "", "", *MISSING)],
    ),
    (
        "a missing campaign.toml",
        {"consultations": [{"id": "a"}], "missing": ["campaign.toml"]},
        ["a"],
        [Finding("campaign.toml", 0, "", "", *MISSING)],
    ),
    ("missing columns", {"consultations": "id,title\na,A\n"}, ["a"], []),
    (
        "a bad date",
        {"consultations": [{"id": "a", "start": "12/05/2016"}, {"id": "b", "start": "2016"}]},
        ["b", "a"],
        [Finding(FILE, 2, "start", "12/05/2016", *DATE)],
    ),
    (
        "an end before the start",
        {"consultations": [{"id": "a", "start": "2016-05-02", "end": "2016-05-01"}]},
        ["a"],
        [Finding(FILE, 2, "end", "2016-05-01", *ORDER)],
    ),
    (
        "an unknown region",
        {"consultations": [{"id": "a", "region": "Atlantis"}], "regions": SAMPLE_REGIONS},
        ["a"],
        [Finding(FILE, 2, "region", "Atlantis", *LISTED)],
    ),
    (
        "an unknown kind",
        {"consultations": [{"id": "a", "kind": "Picnic"}], "toml": SAMPLE_TOML},
        ["a"],
        [Finding(FILE, 2, "kind", "Picnic", *LISTED)],
    ),
    (
        "a duplicate id",
        {"consultations": [{"id": "a"}, {"id": "b"}, {"id": "a"}]},
        ["a", "b"],
        [Finding(FILE, 4, "id", "a", *OWN_ID, left_out=True)],
    ),
    (
        "no id, no title",
        {"consultations": [{"id": ""}, {"title": ""}, {"id": "c"}]},
        ["c"],
        [
            Finding(FILE, 2, "id", "", *TEXT, left_out=True),
            Finding(FILE, 3, "title", "", *TEXT, left_out=True),
        ],
    ),
    (
        "the wrong encoding",
        {"consultations": "id,title\na,San José\n".encode("cp1252")},
        ["a"],
        [Finding(FILE, 2, "", r"\xe9", *UTF_8)],
    ),
    (
        "a latitude of 91",
        {"consultations": [{"id": "a", "lat": "91", "lon": "0"}]},
        ["a"],
        [Finding(FILE, 2, "lat", "91", *LAT)],
    ),
    ("NUL bytes", {"consultations": b"id,title\na\0,A\0\n"}, ["a"], []),
    (
        "too many cells in a row",
        {"consultations": "id,title\na,A\nb,B,x\nc,C\n"},
        ["a", "c"],
        [Finding(FILE, 3, "", "b, B, x", *WIDTH, left_out=True)],
    ),
    ("padded headers", {"consultations": " ID , Title \na,A\n"}, ["a"], []),
    (
        "blank rows",
        {"consultations": "id,title,start\n\na,A,x\n,,\n"},
        ["a"],
        [Finding(FILE, 3, "start", "x", *DATE)],
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
            Finding("documents.csv", 2, "consultation", "b", *KNOWN),
            Finding(FILE, 2, "feeds_into", "b", *FED),
        ],
    ),
]


@pytest.mark.parametrize(
    ("fault", "written", "ids", "findings"), FAULTS, ids=[row[0] for row in FAULTS]
)
def test_a_fault_is_named_with_its_address_and_the_rest_loads(
    tmp_path: Path, fault: str, written: dict[str, Any], ids: list[str], findings: list[Finding]
) -> None:
    campaign = campaign_from(tmp_path, **written)
    assert list(campaign.consultations["id"]) == ids
    assert list(campaign.findings) == findings
    assert list(select(campaign, Choice()).consultations["id"]) == ids


UNREADABLE = {
    "no consultations.csv": ({"missing": [FILE]}, "id, title"),
    "an empty consultations.csv": ({"consultations": ""}, "id, title"),
    "no column title": ({"consultations": "id,name\na,A\n"}, "title"),
    "no column id": ({"consultations": "title\nA\n"}, "id"),
}


@pytest.mark.parametrize("fault", UNREADABLE)
def test_without_ids_and_titles_there_is_no_campaign(tmp_path: Path, fault: str) -> None:
    written, columns = UNREADABLE[fault]
    write_campaign(tmp_path, **written)
    with pytest.raises(CampaignUnreadableError) as caught:
        load_campaign(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path / FILE} has no column {columns}. "
        "Add the column to the table, or the table to the folder."
    )


@pytest.mark.parametrize("name", ["not-there", "a-file", "{0}{id}"])
def test_a_folder_that_does_not_exist_is_an_error_that_says_what_to_do(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "a-file").touch()
    with pytest.raises(CampaignFolderMissingError) as caught:
        load_campaign(tmp_path / name)
    assert isinstance(caught.value, CampaignError)
    assert str(caught.value) == (
        f"The campaign folder {tmp_path / name} does not exist. "
        "Set CAMPAIGN to a folder with a consultations.csv."
    )


def test_the_sample_loads_without_a_finding_in_date_order(tmp_path: Path) -> None:
    campaign = sample_campaign(tmp_path)
    assert campaign.findings == ()
    table = campaign.consultations
    assert list(table["id"]) == [row["id"] for row in SAMPLE]
    assert list(table["number"]) == [1, 2, 3, 4, 5, 6]
    assert list(table["own"]) == [True, False, True, True, True, True]
    assert list(table["placed"]) == [True, True, True, True, True, False]
    assert list(table["dated"]) == [True, True, True, True, True, False]


def test_rows_of_the_same_days_keep_the_order_of_the_table(tmp_path: Path) -> None:
    rows = [{"id": name, "start": "2016"} for name in ("z", "m", "a")]
    assert list(campaign_from(tmp_path, rows).consultations["id"]) == ["z", "m", "a"]


@pytest.mark.parametrize("region", ["africa", "AFRICA", "West Africa", "Afrique de l’Ouest"])
def test_a_region_may_be_named_by_its_id_or_any_of_its_names(tmp_path: Path, region: str) -> None:
    campaign = campaign_from(tmp_path, [{"region": region}], regions=SAMPLE_REGIONS)
    assert list(campaign.consultations["region"]) == ["africa"]
    assert campaign.findings == ()


@pytest.mark.parametrize("region", ["", "global", "Global"])
def test_a_consultation_for_everywhere_has_no_region(tmp_path: Path, region: str) -> None:
    regions = [*SAMPLE_REGIONS, {"id": "global", "name": "The world"}]
    campaign = campaign_from(tmp_path, [{"region": region}], regions=regions)
    assert list(campaign.consultations["region"]) == [""]
    assert list(campaign.regions["id"]) == ["africa", "americas", "europe"]


def test_without_lists_regions_and_kinds_are_made_of_what_the_table_says(tmp_path: Path) -> None:
    rows = [{"region": "East Asia", "kind": "Town hall"}, {"region": "east asia", "kind": "Q & A"}]
    campaign = campaign_from(tmp_path, rows)
    assert campaign.findings == ()
    assert campaign.regions[["id", "name"]].to_dict("records") == [
        {"id": "east-asia", "name": "East Asia"}
    ]
    assert campaign.kinds[["id", "title", "own", "shape"]].to_dict("records") == [
        {"id": "town-hall", "title": "Town hall", "own": True, "shape": "circle"},
        {"id": "q-a", "title": "Q & A", "own": True, "shape": "square"},
    ]
    assert campaign.own_kinds == ("town-hall", "q-a")


def test_regions_have_a_color_and_their_countries(tmp_path: Path) -> None:
    regions = [
        {"id": "a", "color": "#123ABC", "m49": "029", "countries": "sen; FRA"},
        {"id": "b", "color": "red", "m49": "nowhere"},
    ]
    frame = campaign_from(tmp_path, [{}], regions=regions).regions
    assert list(frame["color"]) == ["#123ABC", "#D55E00"]
    assert {"SEN", "FRA", "CUB"} <= set(frame["iso3"][0])
    assert frame["iso3"][1] == ()


def test_the_version_changes_with_any_file(tmp_path: Path) -> None:
    before = campaign_from(tmp_path / "one", [{"title": "A"}]).version
    assert campaign_from(tmp_path / "two", [{"title": "A"}]).version == before
    assert campaign_from(tmp_path / "two", [{"title": "B"}]).version != before
    assert campaign_from(tmp_path / "two", [{"title": "A"}], toml="id = 'x'").version != before
    assert len(before) == 12


def test_a_folder_may_be_named_by_text_and_an_unknown_city_is_not_placed(tmp_path: Path) -> None:
    campaign = load_campaign(str(write_campaign(tmp_path, [{"city": "Nowhereville"}])))
    assert campaign.folder == str(tmp_path)
    assert list(campaign.consultations["placed"]) == [False]
