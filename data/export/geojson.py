"""What is chosen as GeoJSON: points of places, lines for what fed what."""

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
        A `Point` per chosen consultation and place, with the columns of
        `tidy_tables.consultations` and `places` as properties (null where nothing is known); a
        feature without geometry for a consultation that has no place; a `LineString` per link
        of a chosen consultation whose both ends have a place, in two parts where it crosses the
        180th meridian, with `feature` "link", `from`, `to` and `days`. `about` says what the
        file is, `bbox` what it covers. Nothing chosen gives no feature.
    """
    return b"".join(geojson_pieces(extract))


def geojson_pieces(extract: Extract) -> Iterator[bytes]:
    """The file of `geojson_file` in pieces: its head, one a block, and its end with the links."""
    links = list(_lines(extract))
    head: Feature = {"type": "FeatureCollection", "about": about_object(extract)}
    if box := _box(extract, links):
        head["bbox"] = box
    text = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    before = f'{text},\n"features": [\n'
    for features in (*map(_points, blocks(extract)), links):
        if lines := ",\n".join(json.dumps(one, ensure_ascii=False) for one in features):
            yield (before + lines).encode("utf-8", "replace")
            before = ",\n"
    yield (before.removesuffix(",\n") + "\n]\n}\n").encode("utf-8", "replace")


def _points(extract: Extract) -> Iterator[Feature]:
    """A feature a consultation and place, and one a consultation without any."""
    where = places(extract).drop(columns="number").rename(columns={"consultation": "id"})
    frame = consultations(extract).merge(where, on="id", how="left", validate="one_to_many")
    frame["position"] = frame["position"].astype("Int64")
    frame.insert(0, "feature", "consultation")
    for row in rows_of(frame):
        known = {
            name: None if value == "" or pd.isna(value) else value for name, value in row.items()
        }
        lat, lon = known.pop("lat"), known.pop("lon")
        several = (known["position"] or 1) > 1
        own_id = f"{row['id']}/{row['position']}" if several else row["id"]
        yield _feature(own_id, _geometry([lon, lat]) if lat is not None else None, known)


def _lines(extract: Extract) -> Iterator[Feature]:
    """A feature a link, from and to the first place of each that is on the map."""
    campaign, feeds = extract.campaign, extract.chosen.feeds
    placed = campaign.places[campaign.places["lat"].notna()]
    placed = placed.drop_duplicates("consultation").set_index("consultation")[["lon", "lat"]]
    drawn = feeds[feeds["consultation"].isin(placed.index) & feeds["into"].isin(placed.index)]
    titles = _titles(campaign, extract.language, {*drawn["consultation"], *drawn["into"]})
    starts = placed.loc[drawn["consultation"]].to_numpy().tolist()
    ends = placed.loc[drawn["into"]].to_numpy().tolist()
    for row, start, end in zip(rows_of(drawn), starts, ends, strict=True):
        one, other = row["consultation"], row["into"]
        said = {
            "feature": "link",
            "from": one,
            "to": other,
            "from_title": titles[one],
            "to_title": titles[other],
            "days": row["days"],
        }
        yield _feature(f"{one}>{other}", _line(start, end), said)


def _titles(campaign: Campaign, language: str, ids: set[str]) -> dict[str, str]:
    """Id to title of these consultations."""
    table = campaign.consultations
    table = table[table["id"].isin(ids)]
    return dict(zip(table["id"], translated(table, "title", language), strict=True))


def _feature(own_id: str, geometry: Feature | None, properties: Feature) -> Feature:
    return {"type": "Feature", "id": own_id, "geometry": geometry, "properties": properties}


def _geometry(position: Position) -> Feature:
    return {"type": "Point", "coordinates": _rounded(position)}


def _line(start: Position, end: Position) -> Feature:
    """The short way between two places, cut at the 180th meridian (RFC 7946, 3.1.9)."""
    if abs(end[0] - start[0]) <= 180:  # noqa: PLR2004
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
    """West, south, east and north of all positions; empty if there is none."""
    placed = extract.chosen.places[["lon", "lat"]].dropna().round(_DECIMALS)
    ends = [one for each in links for one in _positions(each["geometry"])]
    degrees = np.array([*placed.to_numpy().tolist(), *ends]).reshape(-1, 2)
    if not len(degrees):
        return []
    return [*degrees.min(axis=0).tolist(), *degrees.max(axis=0).tolist()]


def _positions(geometry: Feature) -> list[Position]:
    coordinates = geometry["coordinates"]
    if geometry["type"] == "LineString":
        return list(coordinates)
    return [position for part in coordinates for position in part]
