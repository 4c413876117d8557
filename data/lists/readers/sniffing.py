"""Detect the kind of a file by its content, whatever its name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable

from data.lists.readers.checked_zip import open_zip, unpack
from data.lists.readers.file_kinds import Content, FileKind, find_kind
from data.lists.readers.raw_table import UnreadableError
from data.model.errors import msgid

CONSULTATIONS = "consultations.csv"
"""The file that makes a ZIP a campaign folder."""

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 2_000
_BLANK = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n,;"

_SAVE = msgid("Save the table itself as CSV or Excel (.xlsx).")
_AS_XLSX = msgid("Open it in its own program and save it as Excel (.xlsx) or CSV.")

_COPY = msgid("Copy its table into a spreadsheet and save that.")

_PICTURES = (
    rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|II\*\x00|MM\x00\*|\x00\x00\x01\x00|"
    rb"BM....\x00\x00\x00\x00|....ftyp(?:hei|avi|mif)"
)
_SIGNATURES = (
    (_PICTURES, msgid("{file} is a picture, not a table."), _SAVE),
    (
        rb"%PDF",
        msgid("{file} is a PDF, not a table."),
        msgid("Ask for the original table, or copy its rows into a spreadsheet."),
    ),
    (
        rb"\{\\rtf",
        msgid("{file} is a text document, not a table."),
        _COPY,
    ),
    (
        rb"\x1f\x8b|BZh|\xfd7zXZ|7z\xbc\xaf|Rar!|\x28\xb5\x2f\xfd",
        msgid("{file} is a compressed archive."),
        msgid("Unpack it and add the table inside."),
    ),
    (
        rb"ID3|OggS|fLaC|RIFF|....ftyp|\x1aE\xdf\xa3",
        msgid("{file} is an audio or video file, not a table."),
        _SAVE,
    ),
    (
        rb"\x7fELF|MZ.{0,200}\x00\x00|\xca\xfe\xba\xbe|SQLite format 3|PAR1|ARROW1",
        msgid("{file} is a binary file, not a table."),
        _SAVE,
    ),
)
"""How files of other kinds begin, what they are, and what to do."""

_MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|\?xml|html|head|body|table|svg|kml|gpx|rss|meta)\b",
    re.IGNORECASE,
)
_YAML_KEY = re.compile(r"\s*(?:- +)*[\w-][\w .-]{0,40}:(?:\s|$)|\s*- |---")
_YAML_LINES, _LEAST_YAML_LINES, _YAML_SHARE = 30, 4, 0.8

_WORD = msgid("{file} is a Word document, not a table."), _COPY
_OLD_EXCEL = msgid("{file} is an Excel workbook in the old format (.xls)."), _AS_XLSX
_NUMBERS = (
    msgid("{file} is a Numbers or Pages document."),
    msgid("Export it as Excel (.xlsx) or CSV."),
)
_OLE_PARTS = {
    "EncryptedPackage": (
        msgid("{file} is protected by a password."),
        msgid("Save it without a password, then try again."),
    ),
    "WordDocument": _WORD,
    "Workbook": _OLD_EXCEL,
    "Book": _OLD_EXCEL,
}
_ZIP_PARTS = {
    "xl/workbook.bin": (msgid("{file} is a binary Excel workbook (.xlsb)."), _AS_XLSX),
    "content.xml": (
        msgid("{file} is an OpenDocument file, but not a spreadsheet."),
        _COPY,
    ),
    "Index/": _NUMBERS,
    "Index.zip": _NUMBERS,
    "word/": _WORD,
    "ppt/": (msgid("{file} is a presentation, not a table."), _SAVE),
    "doc.kml": (
        msgid("{file} is a Google Earth map."),
        msgid("Save its places as GeoJSON or CSV."),
    ),
}


def kind_of(data: bytes, file: str) -> FileKind:
    """Return the kind of a file.

    Raises:
        UnreadableError: The file is empty or of another known kind. The message says which, and
            what to do.
    """
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        with open_zip(data, file) as archive:
            return _kind_of_zip(archive, file)
    if data.startswith(_OLE):
        raise _refusal_of_ole(data, file)
    for pattern, problem, action in _SIGNATURES:
        if re.match(pattern, data[:_HEAD], re.DOTALL):
            raise UnreadableError(problem, action, file=file)
    if _MARKUP.match(data[:_HEAD]):
        raise UnreadableError(
            msgid("{file} is a web page or XML, not a table."),
            msgid("Copy its table into a spreadsheet, or save it as CSV or Excel (.xlsx)."),
            file=file,
        )
    # Without NUL, UTF-16 is readable where it is ASCII.
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").lstrip()
    kind = find_kind(Content(head)) if data.strip(_BLANK) else None
    if kind is None:
        raise UnreadableError(
            msgid("{file} is empty."),
            msgid("Add a file with a row of column names and one row per event."),
            file=file,
        )
    if kind.name == "csv" and _is_yaml(head.decode("utf-8", "replace")):
        raise UnreadableError(
            msgid("{file} is YAML, not a table."),
            msgid("Convert it to JSON or CSV, for example with yq."),
            file=file,
        )
    return kind


def _is_yaml(head: str) -> bool:
    """Whether most lines of a text are keys with values, in items of a list or indented."""
    lines = head.splitlines()[:_YAML_LINES]
    lines = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if len(lines) < _LEAST_YAML_LINES:
        return False
    keys = sum(bool(_YAML_KEY.match(line)) for line in lines)
    inner = sum(line.startswith(("- ", "  ", "---")) for line in lines)
    return keys >= _YAML_SHARE * len(lines) and inner >= len(lines) / 2


def is_campaign(names: Iterable[str]) -> bool:
    """Whether an archive's paths are those of a campaign folder, flat or inside one folder."""
    return any(name.split("/")[-1] == CONSULTATIONS and name.count("/") <= 1 for name in names)


def _kind_of_zip(archive: zipfile.ZipFile, file: str) -> FileKind:
    names = archive.namelist()
    if kind := find_kind(Content(parts=names, media_type=_media_type(archive, file))):
        return kind
    if is_campaign(names):
        raise UnreadableError(
            msgid("{file} is a campaign folder, not a table."),
            msgid("Open it as a campaign folder instead."),
            file=file,
        )
    for part, message in _ZIP_PARTS.items():
        if any(name == part or (part.endswith("/") and name.startswith(part)) for name in names):
            raise UnreadableError(*message, file=file)
    raise UnreadableError(
        msgid("{file} is a ZIP, but not an Excel workbook or a campaign folder."),
        msgid("Unpack it and add the table inside, or put consultations.csv into it."),
        file=file,
    )


def _media_type(archive: zipfile.ZipFile, file: str) -> bytes:
    """The type that an OpenDocument file states; empty if it states none."""
    if "mimetype" not in archive.namelist():
        return b""
    return next(unpack(archive, "mimetype", file), b"").strip()


def _refusal_of_ole(data: bytes, file: str) -> UnreadableError:
    for part, message in _OLE_PARTS.items():
        if part.encode("utf-16-le") in data:
            return UnreadableError(*message, file=file)
    return UnreadableError(msgid("{file} is an old Office document."), _AS_XLSX, file=file)
