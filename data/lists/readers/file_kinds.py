"""The kinds of files that can be read: to add one, add a row here and its reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from importlib import import_module
from typing import NamedTuple

from data.lists.readers.issue_log import Notes
from data.lists.readers.raw_table import RawTable

_JSON = re.compile(rb'[\[{]\s*(?:["{}\[\]\d-]|true|false|null|$)')
"""A CSV may also begin with a bracket: [title],city."""


class Content(NamedTuple):
    """What tells the kind of a file.

    Attributes:
        head: The first bytes, without byte order mark, NUL and white space; empty for a ZIP.
        parts: The files in a ZIP.
        media_type: The type that an OpenDocument file states; empty if it states none.
    """

    head: bytes = b""
    parts: Collection[str] = ()
    media_type: bytes = b""


class ReadOptions(NamedTuple):
    """What somebody decided about reading a file; "" leaves it to the reader.

    Attributes:
        sheet: The sheet of a workbook.
        encoding: One of `decoding.ENCODINGS`.
        separator: One of `csv_reader.SEPARATORS`.
    """

    sheet: str = ""
    encoding: str = ""
    separator: str = ""


class FileKind(NamedTuple):
    """A kind of file.

    Attributes:
        name: As in `RawTable.kind`.
        label: For people.
        endings: Endings of such files' names. They only filter a dialog; the content decides.
        reader: Module in this room, and its function of bytes, `Notes` and `ReadOptions`.
        has_kind: Whether a content is of this kind.
        is_text: Whether reading takes time and memory in proportion to the size.
    """

    name: str
    label: str
    endings: tuple[str, ...]
    reader: str
    has_kind: Callable[[Content], bool]
    is_text: bool = False

    def read(self, data: bytes, notes: Notes, options: ReadOptions) -> RawTable:
        """Read a file; its reader is imported now, as some take long to import."""
        module, function = self.reader.split(":")
        reader = import_module(f"{__package__}.{module}")
        table: RawTable = getattr(reader, function)(data, notes, options)
        return table


def _has_xlsx(content: Content) -> bool:
    return "xl/workbook.xml" in content.parts


def _has_ods(content: Content) -> bool:
    is_spreadsheet = content.media_type.endswith(b"opendocument.spreadsheet")
    return is_spreadsheet and "content.xml" in content.parts


def _has_ics(content: Content) -> bool:
    return content.head[:15].upper() == b"BEGIN:VCALENDAR"


def _has_json(content: Content) -> bool:
    return _JSON.match(content.head) is not None


def _is_text(content: Content) -> bool:
    return bool(content.head)


def _never(_content: Content) -> bool:
    return False


FILE_KINDS = {
    kind.name: kind
    for kind in (
        FileKind("xlsx", "Excel", ("xlsx",), "excel_reader:read_xlsx", _has_xlsx),
        FileKind("ods", "ODS", ("ods",), "ods_reader:read_ods", _has_ods),
        FileKind("ics", "ICS", ("ics",), "calendar_reader:read_ics", _has_ics),
        FileKind("json", "JSON", ("json",), "json_reader:read_json", _has_json, is_text=True),
        FileKind("csv", "CSV", ("csv", "txt"), "csv_reader:read_csv", _is_text, is_text=True),
        # Their readers find these below JSON and separated text.
        FileKind("geojson", "GeoJSON", ("geojson",), "json_reader:read_json", _never, is_text=True),
        FileKind("tsv", "TSV", ("tsv",), "csv_reader:read_csv", _never, is_text=True),
    )
}
"""All kinds by name. The first whose test a content passes is its kind."""


def find_kind(content: Content) -> FileKind | None:
    """Return the kind of a content; None if it can't be read as a table."""
    return next((kind for kind in FILE_KINDS.values() if kind.has_kind(content)), None)
