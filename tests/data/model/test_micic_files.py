"""The shipped campaign's documents, photos, regions and organizations, and how its files fit."""

from __future__ import annotations

import csv
import re
import tomllib
from typing import Any

import pytest

from data import SHIPPED as FOLDER

GCM_PAGE = "Global Coalition on Migration, campaign page on the MICIC Initiative"
TABLES = ("consultations", "regions", "organizations", "documents", "photos")
TRANSLATED = ("title", "venue", "participants", "summary", "notes", "name", "caption")
SHAPES = {"circle", "square", "diamond", "triangle", "hexagon", "pentagon", "star", "drop"}

COLUMNS = {
    "consultations": (
        "id,title,title__fr,kind,region,city,city__fr,country,lat,lon,start,end,venue,venue__fr,organizers,"
        "hosts,partners,participants,participants__fr,summary,summary__fr,feeds_into,notes,"
        "notes__fr,sources"
    ),
    "regions": "id,name,name__fr,m49,countries,color,sources,notes,notes__fr",
    "organizations": "id,name,name__fr,short,aliases,type,url,sources",
    "documents": "id,consultation,title,title__fr,kind,language,url,source",
    "photos": "id,consultation,caption,caption__fr,file,url,credit,source",
}

# consultation, kind, the beginning of the address ("" where the source gives none).
DOCUMENTS = {
    "plan-of-action": ("", "plan", ""),
    "micic-website": ("", "website", "http://micicinitiative.iom.int/"),
    "mid-term-report": ("geneva-2016", "report", ""),
    "mid-term-presentation": ("geneva-2016", "presentation", ""),
    "geneva-report": ("geneva-2016", "report", ""),
    "geneva-webpage": (
        *("geneva-2016", "website"),
        "http://micicinitiative.iom.int/consultations/civil-society",
    ),
    "guidelines": ("new-york-2016", "guidelines", ""),
    "launch-recording": ("new-york-2016", "recording", ""),
    "launch-statement": ("new-york-2016", "statement", ""),
    "launch-remarks": ("new-york-2016", "remarks", ""),
    "launch-invitation": ("new-york-2016", "invitation", "https://www.scribd.com/document/"),
    "nairobi-input": ("nairobi-2016", "presentation", "https://www.sambuz.com/doc/east-and-"),
    "brussels-states-report": ("brussels-states-2015", "report", "https://cupdf.com/document/"),
    "dakar-states-report": ("dakar-states-2015", "report", "http://lawsdocbox.com/Immigration/"),
}

PHOTOS = {
    "Brussels consultation opening plenary": "brussels-2015",
    "Brussels consultation morning session": "brussels-2015",
    "Dakar consultation group photo": "dakar-2015",
    "San Jose consultation group photo": "san-jose-2016",
    "Beirut consultation Day 1 group photo": "beirut-2016",
    "Beirut consultation Day 2 group photo": "beirut-2016",
    "Nairobi consultation group photo": "nairobi-2016",
    "Civil society consultation Day 1 afternoon working session report-back": "geneva-2016",
    "Launch of MICIC Guidelines event": "new-york-2016",
    "MICIC Guidelines at its launch": "new-york-2016",
}

# id: name, M49 sub-regions, colour.
REGIONS = {
    "asia": ("South, East & South East Asia", "034; 030; 035", "#0072B2"),
    "europe-central-asia": ("Eastern Europe & Central Asia", "151; 143", "#CC79A7"),
    "west-central-africa": ("West & Central Africa", "011; 017", "#E69F00"),
    "latin-america": ("Latin America", "013; 029; 005", "#009E73"),
    "mena": ("Middle East & North Africa", "015; 145", "#D55E00"),
    "east-southern-africa": ("East & Southern Africa", "014; 018", "#56B4E9"),
}

# Regions go by other names elsewhere: id, the beginning of the address, the other name.
OTHER_NAMES = [
    ("europe-central-asia", "https://madenetwork-org.gfmdcivil", "Europe and Central Asia"),
    ("latin-america", "http://madenetwork.org/latest-news/", "Latin America and the Caribbean"),
    ("mena", "https://micicinitiative.iom.int/", "North Africa and the Middle East"),
]

OWN_KINDS = {"civil-society-regional", "civil-society-global", "webinar", "launch"}
RELATED_KINDS = {"states-regional", "private-sector", "second-launch", "capacity-building"}

Rows = list[dict[str, str]]


def _rows(table: str) -> Rows:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _items(cell: str) -> list[str]:
    return cell.split("; ") if cell else []


@pytest.fixture(scope="module")
def tables() -> dict[str, Rows]:
    return {table: _rows(table) for table in TABLES}


@pytest.fixture(scope="module")
def settings() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "campaign.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("table", TABLES)
def test_columns_and_encoding(table: str) -> None:
    raw = (FOLDER / f"{table}.csv").read_bytes()
    others = re.sub(r"(\w+)__fr", r"\1__fr,\1__es,\1__pt", COLUMNS[table])
    assert raw.decode("utf-8").split("\n")[0] == others
    assert b"\r" not in raw


@pytest.mark.parametrize("table", TABLES)
def test_ids_are_unique_and_cells_are_trimmed(tables: dict[str, Rows], table: str) -> None:
    ids = [row["id"] for row in tables[table]]
    assert all(ids)
    assert len(ids) == len(set(ids))
    assert [c for row in tables[table] for c in row.values() if c is None or c != c.strip()] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_a_source(tables: dict[str, Rows], table: str) -> None:
    column = "source" if table in {"documents", "photos"} else "sources"
    assert [row["id"] for row in tables[table] if not row[column]] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_text_has_its_french(tables: dict[str, Rows], table: str) -> None:
    texts = [name for name in TRANSLATED if name in tables[table][0]]
    uneven = [
        (row["id"], name)
        for row in tables[table]
        for name in texts
        if bool(row[name]) != bool(row[f"{name}__fr"])
    ]
    assert uneven == []


def test_every_consultation_is_named_and_summed_up(tables: dict[str, Rows]) -> None:
    assert [row["id"] for row in tables["consultations"] if not row["title"]] == []
    assert [row["id"] for row in tables["consultations"] if not row["summary"]] == []


def test_settings_have_their_french(settings: dict[str, Any]) -> None:
    for name in ("title", "subtitle", "introduction", "credits"):
        assert settings[name]
        assert settings[f"{name}__fr"]
    for kind in settings["kinds"]:
        assert all(kind[name] for name in ("title", "title__fr", "plural", "plural__fr"))


def test_settings(settings: dict[str, Any]) -> None:
    kinds = {kind["id"]: kind for kind in settings["kinds"]}
    assert settings["id"] == "micic"
    assert settings["languages"] == ["en", "fr", "es", "pt"]
    assert settings["tiles"] == {"url": "", "attribution": ""}
    assert {name for name, kind in kinds.items() if kind["own"]} == OWN_KINDS
    assert {name for name, kind in kinds.items() if not kind["own"]} == RELATED_KINDS
    assert {kind["shape"] for kind in kinds.values()} == SHAPES
    assert kinds["civil-society-regional"]["shape"] == "circle"
    assert kinds["states-regional"]["shape"] == "square"


def test_documents(tables: dict[str, Rows]) -> None:
    said = {row["id"]: row for row in tables["documents"]}
    assert set(said) == set(DOCUMENTS)
    for name, (consultation, kind, address) in DOCUMENTS.items():
        assert (said[name]["consultation"], said[name]["kind"]) == (consultation, kind)
        assert said[name]["url"].startswith(address)
        assert bool(said[name]["url"]) == bool(address)


def test_photos(tables: dict[str, Rows]) -> None:
    said = [(row["caption"], row["consultation"]) for row in tables["photos"]]
    assert sorted(said) == sorted(PHOTOS.items())
    assert {row["file"] + row["url"] for row in tables["photos"]} == {""}
    assert all(row["source"].startswith(GCM_PAGE) for row in tables["photos"])


def test_regions(tables: dict[str, Rows]) -> None:
    said = {row["id"]: (row["name"], row["m49"], row["color"]) for row in tables["regions"]}
    assert said == REGIONS
    assert all("approximation" in row["notes"] for row in tables["regions"])


@pytest.mark.parametrize(("region", "address", "other"), OTHER_NAMES)
def test_another_name_of_a_region_is_noted_with_its_address(
    tables: dict[str, Rows], region: str, address: str, other: str
) -> None:
    (row,) = (row for row in tables["regions"] if row["id"] == region)
    for note in (row["notes"], row["notes__fr"]):
        assert address in note
        assert other in note


def test_lists_name_what_exists(tables: dict[str, Rows], settings: dict[str, Any]) -> None:
    consultations = {row["id"] for row in tables["consultations"]}
    organizations = {row["name"] for row in tables["organizations"]}
    known = {
        "kind": {kind["id"] for kind in settings["kinds"]},
        "region": {row["id"] for row in tables["regions"]},
        "feeds_into": consultations,
        "organizers": organizations,
        "hosts": organizations,
        "partners": organizations,
    }
    for column, names in known.items():
        used = {name for row in tables["consultations"] for name in _items(row[column])}
        assert used - names == set()
    for table in ("documents", "photos"):
        assert {row["consultation"] for row in tables[table]} - {""} <= consultations


def test_every_organization_has_a_role(tables: dict[str, Rows]) -> None:
    roles = ("organizers", "hosts", "partners")
    used = {name for row in tables["consultations"] for role in roles for name in _items(row[role])}
    assert {row["name"] for row in tables["organizations"]} == used


def test_other_spellings_belong_to_one_organization(tables: dict[str, Rows]) -> None:
    said = {row["name"]: _items(row["aliases"]) for row in tables["organizations"]}
    assert "ACIDEHUM" in said["CIDEHUM"]
    assert "MADE Europe" in said["MADE-Europe"]
    spellings = [*said, *(alias for aliases in said.values() for alias in aliases)]
    assert len(spellings) == len(set(spellings))


@pytest.mark.parametrize("table", ["consultations", "regions"])
def test_an_address_in_a_note_is_a_source_too(tables: dict[str, Rows], table: str) -> None:
    documents = {row["url"] for row in tables["documents"]}
    for row in tables[table]:
        told = re.findall(r"https?://[^\s),;]+", row["notes"])
        assert set(told) - {*_items(row["sources"]), *documents} == set()
        assert told == re.findall(r"https?://[^\s),;]+", row["notes__fr"])
