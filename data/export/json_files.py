"""The selection as JSON: one record per consultation with all that belongs to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd

from data.campaign.campaign import translated
from data.campaign.schema import EXTRA, public_extras
from data.export.about import about_object
from data.export.extract import blocks
from data.export.tidy_tables import consultations, documents, places, roles
from data.loading.csv_tables import split_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from data.export.extract import Extract

Record: TypeAlias = dict[str, Any]

_LISTED = ("organizers", "hosts", "partners", "sources", "feeds_into", "place")
"""Columns of the flat table that a record has as lists."""


def json_file(extract: Extract) -> bytes:
    """Write one object.

    Returns:
        UTF-8: `about` (facts about the file) and `consultations`, a list of records in
        date order, one per line: `number`, `id`, texts ("" where unknown), `kind` and `region`
        (null or `id` and `name`), `start` and `end` as written, `first_day` and `last_day` (ISO,
        null if unknown), `precision`, `places`, `roles`, `documents`, `feeds_into` and `fed_by`
        (`consultation`, `days`), `photos`, `sources`, `more` (further columns of the campaign),
        `link`. An empty selection gives an empty list.
    """
    return b"".join(json_pieces(extract))


def json_pieces(extract: Extract) -> Iterator[bytes]:
    """Yield the file of `json_file` in pieces, one per block, and its end."""
    about = json.dumps(about_object(extract), ensure_ascii=False, indent=1)
    before = f'{{"about": {about},\n"consultations": [\n'
    for block in blocks(extract):
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in records(block))
        yield (before + lines).encode("utf-8", "replace")
        before = ",\n"
    yield b"\n]}\n"


def records(extract: Extract) -> list[Record]:
    """Return the records of `json_file`."""
    frame = consultations(extract)
    extras = _extras(extract)
    own = frame.drop(columns=[name for name in frame.columns if name in {*_LISTED, *extras}])
    rows = rows_of(own)
    parts = _parts(extract)
    sources = [split_list(text) for text in frame["sources"]]
    for i, row in enumerate(rows):
        row["kind"] = _named(row.pop("kind_id"), row["kind"])
        row["region"] = _named(row.pop("region_id"), row["region"])
        row |= {name: part.get(row["id"], []) for name, part in parts.items()}
        row["sources"] = sources[i]
        row["more"] = {name: texts[i] for name, texts in extras.items() if texts[i]}
        row["link"] = row.pop("link")
    return rows


def _named(identifier: str, name: str) -> Record | None:
    return {"id": identifier, "name": name} if identifier else None


def _extras(extract: Extract) -> dict[str, list[str]]:
    """Return the extra columns of the campaign's table by their own names."""
    table = extract.chosen.consultations
    names = public_extras(table.columns)
    return {name.removeprefix(EXTRA): list(table[name]) for name in names}


def _parts(extract: Extract) -> dict[str, dict[str, list[Record]]]:
    """Return the lists of each consultation by their name in a record."""
    return {
        "places": _group_rows(places(extract), drop=["number", "position"]),
        "roles": _group_rows(roles(extract), drop=["number"]),
        "documents": _group_rows(documents(extract), drop=["number"]),
        "photos": _group_rows(_photos(extract)),
        "feeds_into": _link_rows(extract, "consultation", "into"),
        "fed_by": _link_rows(extract, "into", "consultation"),
    }


def _group_rows(
    frame: pd.DataFrame, key: str = "consultation", drop: Sequence[str] = ()
) -> dict[str, list[Record]]:
    """Return the rows of each consultation as records, in their order."""
    groups: dict[str, list[Record]] = {}
    rows = rows_of(frame.drop(columns=[key, *drop]))
    for consultation, row in zip(frame[key], rows, strict=True):
        groups.setdefault(consultation, []).append(row)
    return groups


def _link_rows(extract: Extract, this: str, other: str) -> dict[str, list[Record]]:
    """Return the links of each consultation with the id at their other end."""
    feeds = extract.chosen.feeds
    pairs = pd.DataFrame({this: feeds[this], "id": feeds[other], "days": feeds["days"]})
    return _group_rows(pairs, this)


def _photos(extract: Extract) -> pd.DataFrame:
    """Return captions, addresses and credits; files in the campaign's folder are not included."""
    frame = extract.chosen.photos
    return pd.DataFrame(
        {
            "consultation": frame["consultation"].astype("str"),
            "caption": translated(frame, "caption", extract.language),
            "url": frame["url"],
            "credit": frame["credit"],
        }
    )


def rows_of(frame: pd.DataFrame) -> list[Record]:
    """Return one dict per row, of JSON types: days as ISO texts, null if unknown."""
    columns = {str(name): _values(frame[name]) for name in frame.columns}
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _values(values: pd.Series) -> list[Any]:
    if pd.api.types.is_datetime64_any_dtype(values):
        days = values.dt.strftime("%Y-%m-%d").astype("object")
        return list(days.where(values.notna(), None))
    if pd.api.types.is_numeric_dtype(values):
        return list(values.astype("object").where(values.notna(), None))
    return list(values.to_numpy("object"))
