"""Zipped campaign folders: files that are read, ignored, and refused."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable

import pytest

from data.importing.campaign_folder import campaign_zip_issues, read_campaign_zip
from data.lists.readers.raw_table import UnreadableError
from data.lists.readers.read_file import read_bytes
from tests.data.lists.readers.workbooks import zipped

TABLE = b"id,title\na,A\n"


def link_to(target: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("consultations.csv", TABLE)
        link = zipfile.ZipInfo("photos.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, target)
    return out.getvalue()


def twice(first: str, second: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(first, TABLE)
        archive.writestr(second, TABLE)
    return out.getvalue()


def with_password() -> bytes:
    data = bytearray(zipped({"consultations.csv": TABLE}))
    data[6] |= 1  # the flag in the entry itself
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and in the directory
    return bytes(data)


def with_method(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("consultations.csv", TABLE)
    return out.getvalue()


@pytest.mark.parametrize("top", ["", "my campaign/"])
def test_tables_photos_tours_and_notes_are_read(top: str) -> None:
    files = {
        "consultations.csv": TABLE, "campaign.toml": b"id = 'x'", "photos/dakar.jpg": b"jpg",
        "notes.md": b"# a", "notes.fr.md": b"# a", "tours/short-one.toml": b"[[slides]]",
    }  # fmt: skip
    data = zipped({f"{top}{name}": content for name, content in files.items()})
    assert read_campaign_zip(data) == files
    assert campaign_zip_issues(data) == ()


def test_other_files_are_ignored_and_reported() -> None:
    used = {"a/consultations.csv": TABLE}
    system = {"__MACOSX/a/._consultations.csv": b"", "a/.DS_Store": b""}
    others = {"a/run.py": b"", "readme.txt": b"", "a/deep/er/photo.jpg": b"", "b/regions.csv": b""}
    others |= {"a/tours/A name.toml": b"", "a/tours/x/y.toml": b"", "a/x/notes.md": b""}
    others |= {"a/tour.toml": b"", "a/notes.french.md": b""}
    data = zipped(used | system | others)
    assert read_campaign_zip(data) == {"consultations.csv": TABLE}
    assert sorted(f.seen for f in campaign_zip_issues(data, "x.zip")) == sorted(others)


REFUSED = {
    # name: how its file is made, part of the sentence
    "a path that climbs": (
        lambda: zipped({"consultations.csv": TABLE, "../regions.csv": ""}), "an unsafe path",
    ),
    "a path from the root": (
        lambda: zipped({"consultations.csv": TABLE, "/regions.csv": ""}), "an unsafe path",
    ),
    "a path of Windows": (
        lambda: zipped({"consultations.csv": TABLE, "C:regions.csv": ""}), "an unsafe path",
    ),
    "backslashes": (
        lambda: zipped({"consultations.csv": TABLE, "..\\regions.csv": ""}), "an unsafe path",
    ),
    "dots in the middle": (
        lambda: zipped({"consultations.csv": TABLE, "a/../../x": ""}), "an unsafe path",
    ),
    "a line break in a path": (
        lambda: zipped({"consultations.csv": TABLE, "a\nb": ""}), "an unsafe path",
    ),
    "a link": (lambda: link_to("/etc/passwd"), "a link instead of a file"),
    "two of one name": (
        lambda: twice("consultations.csv", "consultations.csv"), "two files with the same",
    ),
    "two of one name but for case": (
        lambda: twice("consultations.csv", "Consultations.CSV"), "two files",
    ),
    "a password": (with_password, "protected by a password"),
    "an unusual packing": (lambda: with_method(zipfile.ZIP_LZMA), "unsupported kind"),
    "no consultations": (lambda: zipped({"regions.csv": ""}), "no consultations.csv"),
    "too many files": (
        lambda: zipped({f"{n}.jpg": "" for n in range(2_001)}), "Too many files",
    ),
    "a bomb": (lambda: zipped({"consultations.csv": bytes(30_000_000)}), "unpacked: 30 MB"),
    "a large bomb": (
        lambda: zipped({"consultations.csv": bytes(301_000_000)}), "unpacked: 301 MB",
    ),
    "damage": (lambda: zipped({"consultations.csv": TABLE * 99})[:-30], "damaged"),
    "no ZIP": (lambda: b"PK\x03\x04" + b"x" * 100, "damaged"),
    "nothing": (lambda: b"", "damaged"),
}  # fmt: skip


@pytest.mark.parametrize(("made", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_malformed_zip_is_refused(made: Callable[[], bytes], sentence: str) -> None:
    data = made()
    with pytest.raises(UnreadableError, match=sentence):
        read_campaign_zip(data, "x.zip")


def test_a_zip_that_lies_about_a_size_is_refused() -> None:
    data = bytearray(zipped({"consultations.csv": TABLE * 10_000}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (50).to_bytes(4, "little")
    with pytest.raises(UnreadableError, match="damaged"):
        read_campaign_zip(bytes(data), "x.zip")


def test_a_zipped_campaign_is_not_read_as_a_single_table() -> None:
    with pytest.raises(UnreadableError, match="is a campaign folder, not a table"):
        read_bytes("x.zip", zipped({"consultations.csv": TABLE}))
