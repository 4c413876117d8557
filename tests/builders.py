"""Campaigns made of a few rows: a test names only what it is about."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from data.filters.query import Query
from data.loading.load import load_campaign
from data.model.schema import (
    CONSULTATION_COLUMNS,
    DEMAND_COLUMNS,
    DOCUMENT_COLUMNS,
    JUDGEMENT_COLUMNS,
    ORGANIZATION_COLUMNS,
    PHOTO_COLUMNS,
    REGION_COLUMNS,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    Rows: TypeAlias = Sequence[Mapping[str, object]] | str | bytes

COLUMNS = {
    "consultations": CONSULTATION_COLUMNS,
    "regions": REGION_COLUMNS,
    "organizations": ORGANIZATION_COLUMNS,
    "documents": DOCUMENT_COLUMNS,
    "photos": PHOTO_COLUMNS,
    "demands": DEMAND_COLUMNS,
    "judgements": JUDGEMENT_COLUMNS,
}

SAMPLE_TOML = """
id = "sample"
title = "A sample"
title__fr = "Un exemple"
languages = ["en", "fr"]
[[kinds]]
id = "meeting"
title = "Meeting"
plural = "Meetings"
[[kinds]]
id = "webinar"
title = "Webinar"
[[kinds]]
id = "states"
title = "Meeting of States"
own = false
"""
SAMPLE_REGIONS = [
    {"id": "africa", "name": "West Africa", "name__fr": "Afrique de l'Ouest", "m49": "011"},
    {"id": "americas", "name": "Latin America", "m49": "013; 005"},
    {"id": "europe", "name": "Europe"},
]
SAMPLE_ORGANIZATIONS = [
    {"id": "iom", "name": "International Organization for Migration", "short": "IOM"},
    {"id": "caritas", "name": "Caritas Senegal", "aliases": "Caritas Sénégal; Caritas Dakar"},
    {"id": "cross", "name": "Red Cross"},
]
SAMPLE_DOCUMENTS = [
    {"id": "report", "consultation": "dakar", "title": "Report", "kind": "report"},
    {"id": "plan", "title": "Plan of the campaign"},
]
SAMPLE_PHOTOS = [{"id": "group", "consultation": "cities", "caption": "Everybody"}]
SAMPLE = [
    {
        "id": "dakar", "title": "Hearing in Dakar", "title__fr": "Audition à Dakar",
        "kind": "meeting", "region": "africa", "city": "Dakar", "country": "Senegal",
        "start": "2015-12-07", "organizers": "Caritas Senegal", "hosts": "Caritas Dakar",
        "partners": "IOM", "feeds_into": "dakar-states",
    },
    {
        "id": "dakar-states", "title": "States in Dakar", "kind": "states", "region": "africa",
        "city": "Dakar", "country": "Senegal", "start": "2015-12-08", "end": "2015-12-09",
        "organizers": "IOM", "feeds_into": "cities",
    },
    {
        "id": "new-year", "title": "Over New Year", "kind": "meeting", "region": "americas",
        "city": "San José", "country": "Costa Rica", "start": "2015-12-30", "end": "2016-01-02",
        "organizers": "IOM", "hosts": "Red Cross",
    },
    {
        "id": "some-day", "title": "Some day", "kind": "meeting", "region": "africa",
        "city": "Dakar", "country": "Sénégal", "start": "2016",
    },
    {
        "id": "cities", "title": "In two cities", "kind": "meeting", "start": "2016-04",
        "city": "Genève; Brussels", "country": "Switzerland; Belgium",
        "organizers": "IOM; Red Cross",
    },
    {"id": "webinar", "title": "Webinar", "kind": "webinar", "organizers": "Somebody New"},
]  # fmt: skip
"""In date order. Own kinds: all but `dakar-states`. No region: `cities`, `webinar`."""
SAMPLE_FILES: Mapping[str, Rows] = {
    "consultations": SAMPLE, "toml": SAMPLE_TOML, "regions": SAMPLE_REGIONS,
    "organizations": SAMPLE_ORGANIZATIONS, "documents": SAMPLE_DOCUMENTS, "photos": SAMPLE_PHOTOS,
}  # fmt: skip


def write_campaign(
    folder: Path,
    consultations: Rows = (),
    toml: str | bytes = "",
    missing: Sequence[str] = (),
    **others: Rows,
) -> Path:
    """Write a campaign's folder.

    Args:
        folder: Is made if need be.
        consultations: Rows, or the file itself as text or bytes; rows without an id or a title
            are given one.
        toml: The text of `campaign.toml`.
        missing: Names of files that are not to be there.
        others: Rows, or the file itself, of `regions`, `organizations`, `documents`, `photos`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not isinstance(consultations, str | bytes):
        consultations = [
            {"id": f"c{number}", "title": f"Consultation {number}"} | dict(row)
            for number, row in enumerate(consultations, 1)
        ]
    named = [name for name in COLUMNS if name not in ("demands", "judgements")]
    tables = dict.fromkeys(named, ()) | others | {"consultations": consultations}
    files = {f"{name}.csv": _file(rows, COLUMNS[name]) for name, rows in tables.items()}
    files["campaign.toml"] = toml if isinstance(toml, bytes) else toml.encode()
    for name, content in files.items():
        if name not in missing:
            (folder / name).write_bytes(content)
    return folder


def _file(rows: Rows, columns: Sequence[str]) -> bytes:
    if isinstance(rows, bytes):
        return rows
    if isinstance(rows, str):
        return rows.encode()
    text = io.StringIO(newline="")
    header = list(dict.fromkeys([*columns, *(name for row in rows for name in row)]))
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def campaign_from(folder: Path, consultations: Rows = (), **others: Rows) -> Query:
    """Write a campaign's folder, as `write_campaign` does, and load it."""
    return Query.everything(load_campaign(write_campaign(folder, consultations, **others)))


def sample_campaign(folder: Path) -> Query:
    """Load six consultations with everything that filters, counts and sentences are about.

    The files are written, but read once for all tests; nobody may change what was read.
    """
    write_campaign(folder, **SAMPLE_FILES)
    return Query.everything(replace(_sample().campaign, folder=str(folder)))


@cache
def _sample() -> Query:
    with TemporaryDirectory() as folder:
        return campaign_from(Path(folder), **SAMPLE_FILES)
