"""JSON and GeoJSON files: one row per record or feature."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from data.campaign.errors import msgid
from data.importing.readers.assemble import FIRST_ROW, assemble, records_table
from data.importing.readers.decoding import decode
from data.importing.readers.raw_table import RawTable, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.importing.readers.issue_log import Notes

_USUAL_NAMES = ("data", "records", "results", "items", "rows", "events", "consultations")
"""What a list of records is often called, the likeliest first."""


def record_list(document: Any, notes: Notes) -> list[Any]:  # noqa: ANN401 -- JSON may be anything
    """Find the records of a document.

    Returns:
        The document itself if it is a list; else the list of objects in it that has a usual name,
        or the longest one; one level further down if there is none. Without any such list: the
        objects that stand under keys, `{"a": {...}, "b": {...}}`; lists of values as columns;
        or the document as the one record. Nothing of a document that is no list or object. Its
        items need not be objects.
    """
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return []
    below = [value for value in document.values() if isinstance(value, dict)]
    for level in ([document], below):
        lists = {name: each for part in level for name, each in _lists_of_objects(part).items()}
        if lists:
            return _chosen(lists, notes)
    if below and len(below) == len(document):
        return below
    return _columns(document) or [document]


def _lists_of_objects(part: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {
        name: value
        for name, value in part.items()
        if isinstance(value, list) and any(isinstance(item, dict) for item in value)
    }


def _chosen(lists: Mapping[str, list[Any]], notes: Notes) -> list[Any]:
    usual = [name for name in _USUAL_NAMES if name in lists]
    chosen = usual[0] if usual else max(lists, key=lambda name: len(lists[name]))
    for name in lists:
        if name != chosen:
            notes.add(
                0,
                name,
                f"{len(lists[name]):,}",
                msgid("The file has several lists of records."),
                msgid("Save this list as a separate file. Another one was read."),
                level="noted",
            )
    return lists[chosen]


def _columns(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Records of `{"title": [...], "city": [...]}`; [] if the values are no lists of one length."""
    lists = [value for value in document.values() if isinstance(value, list)]
    if len(lists) != len(document) or len({len(each) for each in lists}) != 1:
        return []
    return [dict(zip(document, values, strict=True)) for values in zip(*lists, strict=True)]


_DEEPEST = 4
"""Objects in objects that are taken apart; what lies deeper stands as JSON."""

_MOMENT = {"dateTime", "date", "timeZone"}
"""Names in an object that is a moment, as calendars on the web have it."""


def flat_record(record: Mapping[str, Any]) -> dict[str, str]:
    """Give the texts of an object by name; of an object in it as "outer.inner", and so on.

    A list of objects is taken as an object of lists: `organizers.name` is "A; B".
    """
    texts: dict[str, str] = {}
    for name, value in record.items():
        if isinstance(value, str):  # most of them, so they take the short way
            _add(texts, name, value)
            continue
        for inner, text in _inner(value, _DEEPEST):
            _add(texts, f"{name}.{inner}" if inner else name, text)
    return texts


def _inner(value: Any, depth: int) -> list[tuple[str, str]]:  # noqa: ANN401 -- JSON may be anything
    if isinstance(value, dict) and value and depth:
        if value.keys() <= _MOMENT and (moment := value.get("dateTime") or value.get("date")):
            zone = value_text(value.get("timeZone"))
            return [("", value_text(moment)), *([("timeZone", zone)] if zone else [])]
        return [
            (f"{key}.{inner}" if inner else key, text)
            for key, each in value.items()
            for inner, text in _inner(each, depth - 1)
        ]
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        keys = dict.fromkeys(key for item in value for key in item)
        return [(key, "; ".join(value_text(item.get(key)) for item in value)) for key in keys]
    return [("", value_text(value))]


def _add(texts: dict[str, str], name: str, text: str) -> None:
    """Keep both where `{"a.b": 1, "a": {"b": 2}}` gives one name twice."""
    while name in texts:
        name += "."
    texts[name] = text


def value_text(value: Any) -> str:  # noqa: ANN401
    """Write a value: nothing as "", a list of plain values joined by "; ", the rest as JSON."""
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
                msgid("This is not a GeoJSON feature."),
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
            msgid("The coordinates are not longitude and latitude in degrees (WGS 84)."),
            msgid("Save the file as GeoJSON in WGS 84."),
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
            msgid("The shape is not a point."),
            msgid("Add a point or a city. Until then it has no place on the map."),
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


_AS_RECORDS = msgid("Use a list of records with names and values, or save the table as CSV.")


def read_json(data: bytes, notes: Notes, encoding: str = "") -> RawTable:
    """Read the records of a JSON file.

    They are the features of GeoJSON, one object a line, lists of cells under a list of names, or
    what `record_list` finds. What an object holds is taken one level deep, "place.city"; anything
    deeper stays JSON. A list of texts is joined by "; ".

    Args:
        data: The file.
        notes: Is told of what was wrong.
        encoding: One of `decoding.ENCODINGS`; "" finds it.

    Raises:
        UnreadableError: It is not JSON, has no records, or is larger than allowed.
    """
    text, encoding = decode(data, notes, encoding)
    document = _parse(text, notes)
    if is_geojson(document):
        kind, records = "geojson", geojson_records(document, notes)
        cells = records_table(records, notes)
    elif cells := _rows_of_cells(document):
        kind, cells = "json", assemble(enumerate(cells, 1), notes, fixed=True)
    else:
        kind, cells = "json", records_table(_records(document, notes), notes)
    return RawTable(cells, notes.file, kind, encoding=encoding, findings=notes.findings())


def _parse(text: str, notes: Notes) -> Any:  # noqa: ANN401 -- JSON may be anything
    """Parse one document, or one object a line."""
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


def _parse_line(line: str, number: int, notes: Notes) -> Any:  # noqa: ANN401
    try:
        return _loads(line)
    except json.JSONDecodeError as error:
        if not number:
            raise _not_json(error, notes) from error
    except RecursionError:
        pass
    return line  # is left out, as whatever is no object


def _loads(text: str) -> Any:  # noqa: ANN401
    return json.loads(text, parse_int=str, parse_float=_number, parse_constant=lambda _: "")


def _number(text: str) -> str:
    """A number as written, but 2015 for 2015.0."""
    whole, _, decimals = text.partition(".")
    return whole if decimals and not decimals.strip("0") else text


def _not_json(error: json.JSONDecodeError, notes: Notes) -> UnreadableError:
    return UnreadableError(
        msgid("{file} is not valid JSON from line {line}, character {letter}."), _AS_RECORDS,
        file=notes.file, line=f"{error.lineno:,}", letter=f"{error.colno:,}",
    )  # fmt: skip


def _records(document: Any, notes: Notes) -> list[tuple[int, Mapping[str, str]]]:  # noqa: ANN401
    """The records of a document with their rows."""
    found = record_list(document, notes)
    if not any(isinstance(record, dict) for record in found):
        raise UnreadableError(msgid("{file} has no list of records."), _AS_RECORDS, file=notes.file)
    records: list[tuple[int, Mapping[str, str]]] = []
    for row, record in enumerate(found, FIRST_ROW):
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


def _rows_of_cells(document: Any) -> list[list[str]]:  # noqa: ANN401
    """A list of lists as rows of text; [] of anything else."""
    if not isinstance(document, list) or not all(isinstance(row, list) for row in document):
        return []
    return [[value_text(cell) for cell in row] for row in document]
