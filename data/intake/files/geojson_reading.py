"""GeoJSON (RFC 7946): each feature is a record, its point a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.errors import msgid
from data.intake.files.json_texts import flat_record, value_text
from data.intake.files.raw_table import UnreadableError
from data.intake.files.records import FIRST_ROW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.intake.files.notes import Notes

_DEGREES = ("CRS84", "4326", "4979")
"""Names of the reference systems whose coordinates are longitude and latitude."""

_PAIR = 2


def is_geojson(document: Any) -> bool:  # noqa: ANN401 -- JSON may be anything
    """Whether a document is a feature or a collection of them, or a map of another format."""
    return isinstance(document, dict) and (
        document.get("type") in {"Feature", "Topology"}
        or (document.get("type") == "FeatureCollection" and "features" in document)
    )


def geojson_records(
    document: Mapping[str, Any], notes: Notes
) -> list[tuple[int, Mapping[str, str]]]:
    """Give each feature's properties, with `lat` and `lon` of its point.

    Several points are several places, "1.5; 2". A feature of another shape has no coordinates
    but the name of its shape as `geometry`, and a note tells of it; one without any has neither.
    Its `id` is a column if no property has that name.

    Raises:
        UnreadableError: It is TopoJSON, or its features are no list.
    """
    features = [document] if document["type"] == "Feature" else document.get("features")
    if not isinstance(features, list):
        raise UnreadableError(
            msgid("{file} is a map, but not GeoJSON."),
            msgid("Save it as GeoJSON with points."),
            file=notes.file,
        )
    _note_system(document, notes)
    records: list[tuple[int, Mapping[str, str]]] = []
    for row, feature in enumerate(features, FIRST_ROW):
        if isinstance(feature, dict):
            records.append((row, _record(feature, row, notes)))
        else:
            notes.leave_out(
                row,
                [value_text(feature)],
                msgid("a feature of GeoJSON"),
                msgid("Correct the file."),
            )
    return records


def _note_system(document: Mapping[str, Any], notes: Notes) -> None:
    system = document.get("crs")
    if system and not any(name in str(system) for name in _DEGREES):
        notes.add(
            0,
            "",
            value_text(system),
            msgid("longitude and latitude in degrees (WGS 84)"),
            msgid("The file says that its coordinates are others; save it as GeoJSON in WGS 84."),
            level="in doubt",
        )


def _record(feature: Mapping[str, Any], row: int, notes: Notes) -> dict[str, str]:
    properties = feature.get("properties")
    record = flat_record(properties if isinstance(properties, dict) else {})
    if "id" in feature and "id" not in record:
        record = {"id": value_text(feature["id"])} | record
    geometry = feature.get("geometry")
    points = _points(geometry) if isinstance(geometry, dict) else []
    if points:
        own = {name: record.pop(name) for name in ("lat", "lon") if name in record}
        lats, lons = ("; ".join(point[place] for point in points) for place in (1, 0))
        record |= {"lat": lats, "lon": lons}
        record |= {f"{name} (2)": text for name, text in own.items()}
    elif geometry is not None:
        shape = geometry.get("type") if isinstance(geometry, dict) else geometry
        record.setdefault("geometry", value_text(shape))
        notes.add(
            row,
            "geometry",
            value_text(shape),
            msgid("a point"),
            msgid("The record has no place on the map; give it a point or a city."),
        )
    return record


def _points(geometry: Mapping[str, Any]) -> list[list[str]]:
    """The points of a geometry as texts, longitude first; [] of any other shape."""
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list):
        return []
    points = {"Point": [coordinates], "MultiPoint": coordinates}.get(str(geometry.get("type")), [])
    return [*points] if points and all(_is_point(point) for point in points) else []


def _is_point(point: Any) -> bool:  # noqa: ANN401
    """Whether these are two numbers, or three; numbers are texts here, see `json_reading`."""
    return (
        isinstance(point, list)
        and len(point) >= _PAIR
        and all(isinstance(number, str) and number.strip() for number in point[:_PAIR])
    )
