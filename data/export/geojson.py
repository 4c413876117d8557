"""The selection as GeoJSON: points for places, lines to where results went."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from data.campaign.campaign import translated
from data.export.about import about_object
from data.export.extract import blocks
from data.export.json_files import rows_of
from data.export.tidy_tables import consultations, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.campaign.campaign import Campaign
    from data.export.extract import Extract

Feature: TypeAlias = dict[str, Any]
Position: TypeAlias = list[float]

_DECIMALS = 6
"""Of degrees: a tenth of a metre (RFC 7946, 11.2)."""


def geojson_file(extract: Extract) -> bytes:
    """Write a feature collection, one feature a line (RFC 7946).

    Returns:
        A `Point` per consultation and place, with the columns of
        `tidy_tables.consultations` and `places` as properties (null where unknown); a feature
        without geometry for a consultation without a place; a `LineString` per link if both ends
        have a place, in two parts where it crosses the 180th meridian, with `feature` "link",
        `from`, `to` and `days`. `about` has facts about the file, `bbox` its bounds. An empty
        selection gives no feature.
    """
    return b"".join(geojson_pieces(extract))


def geojson_pieces(extract: Extract) -> Iterator[bytes]:
    """Yield the file of `geojson_file` in pieces: head, one per block, links and end."""
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
    for row in rows_of(frame):
        properties = {
            name: None if value == "" or pd.isna(value) else value for name, value in row.items()
        }
        lat, lon = properties.pop("lat"), properties.pop("lon")
        several = (properties["position"] or 1) > 1
        own_id = f"{row['id']}/{row['position']}" if several else row["id"]
        yield _feature(own_id, _geometry([lon, lat]) if lat is not None else None, properties)


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


def _titles(campaign: Campaign, language: str, ids: set[str]) -> dict[str, str]:
    """Map ids to titles."""
    table = campaign.consultations
    table = table[table["id"].isin(ids)]
    return dict(zip(table["id"], translated(table, "title", language), strict=True))


def _feature(own_id: str, geometry: Feature | None, properties: Feature) -> Feature:
    return {"type": "Feature", "id": own_id, "geometry": geometry, "properties": properties}


def _geometry(position: Position) -> Feature:
    return {"type": "Point", "coordinates": _round(position)}


def _line(start: Position, end: Position) -> Feature:
    """Return the short way between two places, cut at the 180th meridian (RFC 7946, 3.1.9)."""
    if abs(end[0] - start[0]) <= 180:  # noqa: PLR2004
        return {"type": "LineString", "coordinates": [_round(start), _round(end)]}
    side = 180.0 if start[0] > 0 else -180.0
    beyond = end[0] + 2 * side
    share = (side - start[0]) / (beyond - start[0])
    lat = start[1] + share * (end[1] - start[1])
    first = [_round(start), _round([side, lat])]
    return {
        "type": "MultiLineString",
        "coordinates": [first, [_round([-side, lat]), _round(end)]],
    }


def _round(position: Position) -> Position:
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
