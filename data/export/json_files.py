"""The selection as JSON, a record per consultation, and as GeoJSON, a feature per place or link."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from data.export.about import about_object
from data.export.extract import Extract, blocks
from data.export.tidy_tables import (
    consultations,
    demands,
    documents,
    judgements,
    places,
    roles,
)
from data.filters.query import Query
from data.loading.csv_tables import split_list
from data.model.campaign import translated
from data.model.schema import EXTRA, public_extras

Record: TypeAlias = dict[str, Any]

_LISTED = ("organizers", "hosts", "partners", "sources", "feeds_into", "place")
"""Columns of the flat table that a record has as lists."""


def json_file(extract: Extract) -> Iterator[bytes]:
    """Yield one object in pieces, one per block, and its end.

    Yields:
        UTF-8: `about` (facts about the file) and `consultations`, a list of records in
        date order, one per line: `number`, `id`, texts ("" where unknown), `kind` and `region`
        (null or `id` and `name`), `start` and `end` as written, `first_day` and `last_day` (ISO,
        null if unknown), `precision`, `places`, `roles`, `documents`, `feeds_into` and `fed_by`
        (`consultation`, `days`), `photos`, `sources`, `more` (further columns of the campaign),
        `link`. An empty selection gives an empty list. A campaign with demands also has `demands`:
        records with the columns of `tidy_tables.demands`, and their `judgements`.
    """
    about = json.dumps(about_object(extract), ensure_ascii=False, indent=1)
    before = f'{{"about": {about},\n"consultations": [\n'
    for block in blocks(extract):
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in records(block))
        yield (before + lines).encode("utf-8", "replace")
        before = ",\n"
    yield b"\n]" + _demands(extract) + b"}\n"


def _demands(extract: Extract) -> bytes:
    """Return the demands with their judgements as a further member; b"" for a campaign without."""
    if not len(extract.campaign.demands):
        return b""
    judged = _group_rows(judgements(extract), "demand")
    lines = []
    for row in rows_of(demands(extract)):
        for name in ("made_at", "by", "addressed_to", "theme", "carried_to", "sources"):
            row[name] = split_list(row[name])
        row["judgements"] = judged.get(row["id"], [])
        lines.append(json.dumps(row, ensure_ascii=False))
    return (',\n"demands": [\n' + ",\n".join(lines) + "\n]").encode("utf-8", "replace")


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


Feature: TypeAlias = dict[str, Any]
Position: TypeAlias = list[float]

_DECIMALS = 6
"""Of degrees: a tenth of a metre (RFC 7946, 11.2)."""


def geojson_file(extract: Extract) -> Iterator[bytes]:
    """Yield a feature collection, one feature a line (RFC 7946): head, blocks, links and end.

    Yields:
        A `Point` per consultation and place, with the columns of
        `tidy_tables.consultations` and `places` as properties (null where unknown), and `demands`
        (`id`, `text`, `verbatim`, `answer`, `status`) if the campaign has any; a feature
        without geometry for a consultation without a place; a `LineString` per link if both ends
        have a place, in two parts where it crosses the 180th meridian, with `feature` "link",
        `from`, `to` and `days`. `about` has facts about the file, `bbox` its bounds. An empty
        selection gives no feature.
    """
    links = list(_lines(extract))
    head: Feature = {"type": "FeatureCollection", "about": about_object(extract)}
    if box := _box(extract, links):
        head["bbox"] = box
    text = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    before = f'{text},\n"features": [\n'
    for features in (*map(_points, blocks(extract)), links):
        if lines := ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features):
            yield (before + lines).encode("utf-8", "replace")
            before = ",\n"
    yield (before.removesuffix(",\n") + "\n]\n}\n").encode("utf-8", "replace")


def _points(extract: Extract) -> Iterator[Feature]:
    """Yield one feature per consultation and place, and one per consultation without a place."""
    where = places(extract).drop(columns="number").rename(columns={"consultation": "id"})
    frame = consultations(extract).merge(where, on="id", how="left", validate="one_to_many")
    frame["position"] = frame["position"].astype("Int64")
    frame.insert(0, "feature", "consultation")
    asked = _asked(extract)
    for row in rows_of(frame):
        properties: Record = {
            name: None if value == "" or pd.isna(value) else value for name, value in row.items()
        }
        lat, lon = properties.pop("lat"), properties.pop("lon")
        if asked is not None:
            properties["demands"] = asked.get(row["id"], [])
        several = (properties["position"] or 1) > 1
        own_id = f"{row['id']}/{row['position']}" if several else row["id"]
        yield _feature(own_id, _geometry([lon, lat]) if lat is not None else None, properties)


def _asked(extract: Extract) -> dict[str, list[Record]] | None:
    """Return what each consultation asked for, in short; None for a campaign without demands."""
    if not len(extract.campaign.demands):
        return None
    table = demands(extract)[["made_at", "id", "text", "verbatim", "answer", "status"]]
    table["made_at"] = table["made_at"].map(split_list)
    return _group_rows(table.explode("made_at").dropna(), "made_at")


def _lines(extract: Extract) -> Iterator[Feature]:
    """Yield one feature per link, between the first places of both ends."""
    campaign, feeds = extract.campaign, extract.chosen.feeds
    placed = campaign.places[campaign.places["lat"].notna()]
    placed = placed.drop_duplicates("consultation").set_index("consultation")[["lon", "lat"]]
    drawn = feeds[feeds["consultation"].isin(placed.index) & feeds["into"].isin(placed.index)]
    titles = _titles(campaign, extract.language, {*drawn["consultation"], *drawn["into"]})
    starts = placed.loc[drawn["consultation"]].to_numpy().tolist()
    ends = placed.loc[drawn["into"]].to_numpy().tolist()
    for row, start, end in zip(rows_of(drawn), starts, ends, strict=True):
        source, other = row["consultation"], row["into"]
        properties = {
            "feature": "link",
            "from": source,
            "to": other,
            "from_title": titles[source],
            "to_title": titles[other],
            "days": row["days"],
        }
        yield _feature(f"{source}>{other}", _line(start, end), properties)


def _titles(campaign: Query, language: str, ids: set[str]) -> dict[str, str]:
    """Map ids to titles."""
    table = campaign.consultations
    table = table[table["id"].isin(ids)]
    return dict(zip(table["id"], translated(table, "title", language), strict=True))


def _feature(own_id: str, geometry: Feature | None, properties: Feature) -> Feature:
    return {"type": "Feature", "id": own_id, "geometry": geometry, "properties": properties}


def _geometry(position: Position) -> Feature:
    return {"type": "Point", "coordinates": _rounded(position)}


def _line(start: Position, end: Position) -> Feature:
    """Return the short way between two places, cut at the 180th meridian (RFC 7946, 3.1.9)."""
    if abs(end[0] - start[0]) <= 180:
        return {"type": "LineString", "coordinates": [_rounded(start), _rounded(end)]}
    side = 180.0 if start[0] > 0 else -180.0
    beyond = end[0] + 2 * side
    share = (side - start[0]) / (beyond - start[0])
    lat = start[1] + share * (end[1] - start[1])
    first = [_rounded(start), _rounded([side, lat])]
    return {
        "type": "MultiLineString",
        "coordinates": [first, [_rounded([-side, lat]), _rounded(end)]],
    }


def _rounded(position: Position) -> Position:
    return [round(degrees, _DECIMALS) for degrees in position]


def _box(extract: Extract, links: list[Feature]) -> list[float]:
    """Return west, south, east and north of all positions; [] if there are none."""
    placed = extract.chosen.places[["lon", "lat"]].dropna().round(_DECIMALS)
    ends = [position for link in links for position in _positions(link["geometry"])]
    degrees = np.array([*placed.to_numpy().tolist(), *ends]).reshape(-1, 2)
    if not len(degrees):
        return []
    return [*degrees.min(axis=0).tolist(), *degrees.max(axis=0).tolist()]


def _positions(geometry: Feature) -> list[Position]:
    coordinates = geometry["coordinates"]
    if geometry["type"] == "LineString":
        return list(coordinates)
    return [position for part in coordinates for position in part]
