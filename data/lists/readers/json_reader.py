"""Read JSON and GeoJSON: one row per record or feature."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from data.lists.readers.assemble import FIRST_ROW, assemble, records_table
from data.lists.readers.decoding import decode
from data.lists.readers.file_kinds import ReadOptions
from data.lists.readers.issue_log import Notes
from data.lists.readers.raw_table import RawTable, UnreadableError
from data.model.errors import msgid

_DEEPEST_WRAPPED = 8
"""Objects around a list of records: `data`, `component`, `meetings`, `nodes` are four."""

_USUAL_NAMES = ("data", "records", "results", "items", "rows", "events", "consultations")
"""Common names of a list of records, the likeliest first."""


def record_list(document: Any, notes: Notes) -> list[Any]:
    """Find the records of a document.

    Returns:
        The first of these: the document if it is a list; its list of objects with a common name,
        or the longest one; the same one level down, or deeper if there is a single object on each
        level, as in an answer of GraphQL; its values if all are objects,
        `{"a": {...}, "b": {...}}`; its lists of values as columns; the document as the only
        record. [] unless the document is a list or object. Items need not be objects.
    """
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return []
    below = [value for value in document.values() if isinstance(value, dict)]
    for level in ([document], below):
        lists = {name: items for part in level for name, items in _lists_of_objects(part).items()}
        if lists:
            return _choose_list(lists, notes)
    if inner := _wrapped(document):
        return _choose_list(inner, notes)
    if below and len(below) == len(document):
        return below
    return _columns(document) or [document]


def _wrapped(document: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return the lists of objects inside objects that are alone on their level; {} for none."""
    part = document
    for _ in range(_DEEPEST_WRAPPED):
        lists = _lists_of_objects(part)
        inner = [value for value in part.values() if isinstance(value, dict)]
        if lists or len(inner) != 1:
            return lists
        part = inner[0]
    return {}


def _lists_of_objects(part: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {
        name: value
        for name, value in part.items()
        if isinstance(value, list) and any(isinstance(item, dict) for item in value)
    }


def _choose_list(lists: Mapping[str, list[Any]], notes: Notes) -> list[Any]:
    usual = [name for name in _USUAL_NAMES if name in lists]
    best = usual[0] if usual else max(lists, key=lambda name: len(lists[name]))
    for name in lists:
        if name != best:
            notes.add(
                0, name, f"{len(lists[name]):,}", msgid("The file has several lists of records."),
                msgid("Save this list as a separate file. Another one was read."), level="noted",
            )  # fmt: skip
    return lists[best]


def _columns(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the records of `{"title": [...], "city": [...]}`; [] unless all have one length."""
    lists = [value for value in document.values() if isinstance(value, list)]
    if len(lists) != len(document) or len(set(map(len, lists))) != 1:
        return []
    return [dict(zip(document, values, strict=True)) for values in zip(*lists, strict=True)]


_DEEPEST = 4
"""Nested objects are flattened to this depth. Deeper ones stay JSON."""

_MOMENT = {"dateTime", "date", "timeZone"}
"""Names in an object that stands for a moment, as in the APIs of web calendars."""


def flat_record(record: Mapping[str, Any]) -> dict[str, str]:
    """Return an object's texts by name, with nested names joined: "outer.inner".

    A list of objects is read as an object of lists: `organizers.name` is "A; B".
    """
    texts: dict[str, str] = {}
    for name, value in record.items():
        if isinstance(value, str):  # a shortcut for most values
            _add(texts, name, value)
            continue
        for inner, text in _flatten(value, _DEEPEST):
            _add(texts, f"{name}.{inner}" if inner else name, text)
    return texts


def _flatten(value: Any, depth: int) -> list[tuple[str, str]]:
    if isinstance(value, dict) and value and depth:
        if value.keys() <= _MOMENT and (moment := value.get("dateTime") or value.get("date")):
            zone = value_text(value.get("timeZone"))
            return [("", value_text(moment)), *([("timeZone", zone)] if zone else [])]
        return [
            (f"{key}.{inner}" if inner else key, text)
            for key, nested in value.items()
            for inner, text in _flatten(nested, depth - 1)
        ]
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        keys = dict.fromkeys(key for item in value for key in item)
        return [(key, "; ".join(value_text(item.get(key)) for item in value)) for key in keys]
    return [("", value_text(value))]


def _add(texts: dict[str, str], name: str, text: str) -> None:
    """Keep both texts where `{"a.b": 1, "a": {"b": 2}}` gives a name twice."""
    while name in texts:
        name += "."
    texts[name] = text


def value_text(value: Any) -> str:
    """Return a value as text: null as "", a list of plain values joined by "; ", else JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return "; ".join(value_text(item) for item in value)
    return json.dumps(value, ensure_ascii=False)


_DEGREES = ("CRS84", "4326", "4979")
"""Parts of the names of reference systems with longitude and latitude."""

_PAIR = 2


def is_geojson(document: Any) -> bool:
    """Whether a document is a GeoJSON feature or collection, or TopoJSON."""
    return isinstance(document, dict) and (
        document.get("type") in {"Feature", "Topology"}
        or (document.get("type") == "FeatureCollection" and "features" in document)
    )


def geojson_records(
    document: Mapping[str, Any], notes: Notes
) -> list[tuple[int, Mapping[str, str]]]:
    """Return each feature's row number and properties, with `lat` and `lon` of its points.

    Several points are several places, "1.5; 2". Another shape gives its name as `geometry`
    instead, and an issue; no shape gives neither. A feature's `id` becomes a column unless a
    property has that name.

    Raises:
        UnreadableError: TopoJSON, or features that aren't a list.
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
                msgid("This is not a GeoJSON feature."),
                msgid("Correct the file."),
            )
    return records


def _note_system(document: Mapping[str, Any], notes: Notes) -> None:
    system = document.get("crs")
    if system and not any(name in str(system) for name in _DEGREES):
        notes.add(
            0, "", value_text(system),
            msgid("The coordinates are not longitude and latitude in degrees (WGS 84)."),
            msgid("Save the file as GeoJSON in WGS 84."), level="guessed",
        )  # fmt: skip


def _record(feature: Mapping[str, Any], row: int, notes: Notes) -> dict[str, str]:
    properties = feature.get("properties")
    record = flat_record(properties if isinstance(properties, dict) else {})
    if "id" in feature and "id" not in record:
        record = {"id": value_text(feature["id"])} | record
    geometry = feature.get("geometry")
    points = _points(geometry) if isinstance(geometry, dict) else []
    if points:
        own = {name: record.pop(name) for name in ("lat", "lon") if name in record}
        lats, lons = ("; ".join(point[axis] for point in points) for axis in (1, 0))
        record |= {"lat": lats, "lon": lons}
        record |= {f"{name} (2)": text for name, text in own.items()}
    elif geometry is not None:
        shape = geometry.get("type") if isinstance(geometry, dict) else geometry
        record.setdefault("geometry", value_text(shape))
        notes.add(
            row, "geometry", value_text(shape), msgid("The shape is not a point."),
            msgid("Add a point or a city. Until then it has no place on the map."),
        )  # fmt: skip
    return record


def _points(geometry: Mapping[str, Any]) -> list[list[str]]:
    """Return the points of a geometry as texts, longitude first; [] for any other shape."""
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list):
        return []
    points = {"Point": [coordinates], "MultiPoint": coordinates}.get(str(geometry.get("type")), [])
    return [*points] if points and all(_is_point(point) for point in points) else []


def _is_point(point: Any) -> bool:
    """Whether a value is a list of two or more numbers, which `_loads` leaves as texts."""
    return (
        isinstance(point, list)
        and len(point) >= _PAIR
        and all(isinstance(number, str) and number.strip() for number in point[:_PAIR])
    )


_AS_RECORDS = msgid("Use a list of records with names and values, or save the table as CSV.")


def read_json(data: bytes, notes: Notes, options: ReadOptions) -> RawTable:
    """Read the records of a JSON file.

    They are the features of GeoJSON, one object per line, lists of cells below a list of names,
    or what `record_list` finds. Nested objects are flattened (`flat_record`), and lists of texts
    are joined by "; ".

    Args:
        data: The file.
        notes: Collects issues.
        options: May name the encoding.

    Raises:
        UnreadableError: Not JSON, without records, or larger than allowed.
    """
    text, encoding = decode(data, notes, options.encoding)
    document = _parse(text, notes)
    if is_geojson(document):
        kind, records = "geojson", geojson_records(document, notes)
        cells = records_table(records, notes)
    elif cells := _rows_of_cells(document):
        kind, cells = "json", assemble(enumerate(cells, 1), notes, fixed=True)
    else:
        kind, cells = "json", records_table(_records(document, notes), notes)
    return RawTable(cells, notes.file, kind, encoding=encoding, issues=notes.issues())


def _parse(text: str, notes: Notes) -> Any:
    """Parse one document, or one object per line."""
    try:
        return _loads(text)
    except json.JSONDecodeError as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) == 1 or not lines[0].rstrip().endswith("}"):
            raise _not_json(error, notes) from error
    except RecursionError as error:
        raise UnreadableError(
            msgid("{file} is nested too deeply."), _AS_RECORDS, file=notes.file
        ) from error
    return [_parse_line(line, number, notes) for number, line in enumerate(lines)]


def _parse_line(line: str, number: int, notes: Notes) -> Any:
    try:
        return _loads(line)
    except json.JSONDecodeError as error:
        if not number:
            raise _not_json(error, notes) from error
    except RecursionError:
        pass
    return line  # skipped later, as it isn't an object


def _loads(text: str) -> Any:
    return json.loads(text, parse_int=str, parse_float=_number, parse_constant=lambda _: "")


def _number(text: str) -> str:
    """Return a number as written, but 2015 for 2015.0."""
    whole, _, decimals = text.partition(".")
    return whole if decimals and not decimals.strip("0") else text


def _not_json(error: json.JSONDecodeError, notes: Notes) -> UnreadableError:
    return UnreadableError(
        msgid("{file} is not valid JSON from line {line}, character {letter}."), _AS_RECORDS,
        file=notes.file, line=f"{error.lineno:,}", letter=f"{error.colno:,}",
    )  # fmt: skip


def _records(document: Any, notes: Notes) -> list[tuple[int, Mapping[str, str]]]:
    """Return the records of a document with their row numbers."""
    items = record_list(document, notes)
    if not any(isinstance(record, dict) for record in items):
        raise UnreadableError(msgid("{file} has no list of records."), _AS_RECORDS, file=notes.file)
    records: list[tuple[int, Mapping[str, str]]] = []
    for row, record in enumerate(items, FIRST_ROW):
        if isinstance(record, dict):
            records.append((row, flat_record(record)))
        else:
            notes.leave_out(
                row,
                [value_text(record)],
                msgid("This record has no names with values."),
                _AS_RECORDS,
            )
    return records


def _rows_of_cells(document: Any) -> list[list[str]]:
    """Return a list of lists as rows of text; [] for anything else."""
    if not isinstance(document, list) or not all(isinstance(row, list) for row in document):
        return []
    return [[value_text(cell) for cell in row] for row in document]
