"""JSON: records, wherever they stand in the file, and GeoJSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from data.errors import msgid
from data.intake.files.assembling import assemble
from data.intake.files.decoding import decode
from data.intake.files.geojson_reading import geojson_records, is_geojson
from data.intake.files.json_records import record_list
from data.intake.files.json_texts import flat_record, value_text
from data.intake.files.raw_table import RawTable, UnreadableError
from data.intake.files.records import FIRST_ROW, records_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.intake.files.notes import Notes

_AS_RECORDS = msgid(
    "Give a list of records, each with its names and values, or save the table as CSV."
)


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
        msgid("{file} is not readable as JSON from line {line}, letter {letter}."), _AS_RECORDS,
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
            notes.leave_out(row, [value_text(record)], msgid("names with values"), _AS_RECORDS)
    return records


def _rows_of_cells(document: Any) -> list[list[str]]:  # noqa: ANN401
    """A list of lists as rows of text; [] of anything else."""
    if not isinstance(document, list) or not all(isinstance(row, list) for row in document):
        return []
    return [[value_text(cell) for cell in row] for row in document]
