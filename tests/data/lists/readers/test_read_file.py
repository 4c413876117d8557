"""Kinds of files by content, and messages for bad ones."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from data.lists.readers import limits
from data.lists.readers.limits import limits_to_show
from data.lists.readers.raw_table import UnreadableError
from data.lists.readers.read_file import file_label, read_bytes
from tests.data.lists.readers.workbooks import workbook, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40)).save(out, kind)
    return out.getvalue()


def ole(part: str) -> bytes:
    return OLE + part.encode("utf-16-le") + bytes(100)


REFUSED = {
    # name: file, part of the sentence
    "nothing": (b"", "is empty"),
    "blanks": (b" \r\n\t\n", "is empty"),
    "a mark alone": (b"\xef\xbb\xbf", "is empty"),
    "separators alone": (b",,,\n,,,\n", "is empty"),
    "PNG": (picture("PNG"), "a picture"),
    "JPEG": (picture("JPEG"), "a picture"),
    "GIF": (picture("GIF"), "a picture"),
    "BMP": (picture("BMP"), "a picture"),
    "TIFF": (picture("TIFF"), "a picture"),
    "WebP": (picture("WEBP"), "a picture"),
    "PDF": (b"%PDF-1.7\n", "a PDF"),
    "RTF": (b"{\\rtf1 x}", "a text document"),
    "gzip": (b"\x1f\x8b\x08\0", "a compressed archive"),
    "film": (b"\0\0\0\x20ftypisom", "an audio or video file"),
    "a program": (b"\x7fELF\x02\x01", "a binary file"),
    "a database": (b"SQLite format 3\0", "a binary file"),
    "a web page": (b"<!DOCTYPE html><table></table>", "a web page"),
    "YAML": (b"---\n- title: Hearing\n  city: Dakar\n- title: Forum\n  city: Lima\n", "is YAML"),
    "XML with entities": (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]><x/>', "XML"),
    "an old workbook": (ole("Workbook"), r"old format \(.xls\)"),
    "a workbook with a password": (ole("EncryptedPackage"), "protected by a password"),
    "an old document": (ole("WordDocument"), "a Word document"),
    "another old file": (OLE, "an old Office document"),
    "OpenDocument": (zipped({"mimetype": "", "content.xml": ""}), "OpenDocument"),
    "Numbers": (zipped({"Index/Document.iwa": ""}), "a Numbers or Pages"),
    "a binary workbook": (zipped({"xl/workbook.bin": ""}), "a binary Excel"),
    "a document": (zipped({"word/document.xml": ""}), "a Word document"),
    "a ZIP of something": (zipped({"a.txt": ""}), "not an Excel workbook or"),
    "an empty ZIP": (zipped({}), "not an Excel workbook or"),
    "noise": (bytes(range(256)) * 40, "not a text file"),
    "a workbook cut off": (workbook([["a"], ["b"]])[:-400], "damaged"),
    "a workbook without parts": (zipped({"xl/workbook.xml": "<x/>"}), "damaged"),
}


@pytest.mark.parametrize(("data", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_file_of_another_kind_is_refused_by_its_content(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableError, match=sentence) as caught:
        read_bytes("list.csv", data)
    assert caught.value.values["file"] == "list.csv"


def test_a_file_is_refused_by_its_size_alone() -> None:
    with pytest.raises(UnreadableError, match=r"too large: 300 MB \(limit: 50 MB\)"):
        read_bytes("list.csv", bytes(300_000_000))


def test_the_content_decides_the_kind_not_the_name() -> None:
    assert read_bytes("list.csv", workbook([["a", "b"], ["1", "2"]])).kind == "xlsx"
    assert read_bytes("list.xlsx", b"a,b\n1,2\n").kind == "csv"
    assert read_bytes("list.csv", b'[{"a": 1}]').kind == "json"
    assert read_bytes("x", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n").kind == "ics"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("list.csv", "list.csv"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\a.xlsx", "a.xlsx"),
        ("a\nb.csv", "a b.csv"),
        ("", "table"),
        ("{file}{0}", "{file}{0}"),
        ("x" * 1_000, "x" * 100),
    ],
)
def test_a_file_name_is_shortened_and_only_shown(name: str, label: str) -> None:
    assert file_label(name) == label
    assert read_bytes(name, b"a\n1\n").file == label


def test_stated_limits_are_those_that_apply() -> None:
    stated = dict(limits_to_show())
    assert stated["File size (MB)"] * 1_000_000 == limits.MOST_BYTES
    assert stated["Rows per table"] == limits.TEXT.rows
    assert stated["Cells per Excel sheet"] == limits.SHEET.cells
    assert all(number > 0 for number in stated.values())
