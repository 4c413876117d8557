"""A campaign folder that comes as a ZIP: its tables, photos, tours and notes, and nothing else."""

from __future__ import annotations

from pathlib import PurePosixPath

from data.errors import Finding, msgid
from data.intake.files.checked_zip import open_zip, shown_path, unpacked
from data.intake.files.raw_table import UnreadableError
from data.intake.files.sniffing import CONSULTATIONS
from data.pictures import SUFFIXES
from data.settings import FILE
from data.tour.notes_file import is_notes_file
from data.tour.shipped import is_tour_name, tour_file

NAMES = (
    FILE, CONSULTATIONS, "regions.csv", "organizations.csv", "documents.csv", "photos.csv",
    "recipe.toml",
)  # fmt: skip
"""Files of a campaign folder."""

_PHOTO_DEPTH = 2
_OF_SYSTEMS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def read_campaign_zip(data: bytes, file: str = "") -> dict[str, bytes]:
    """Take a campaign folder out of a ZIP.

    Returns:
        The contents of `NAMES`, of photos, in the folder itself or in one folder of it, of tours
        and of notes for the speaker, by their paths in the folder ("photos/dakar.jpg"). Nothing
        is written to a disk.

    Raises:
        UnreadableError: It is no such ZIP, damaged, larger than allowed, or has a password, links,
            paths that lead out of it, or two files of the same name.
    """
    with open_zip(data, file) as archive:
        chosen = _chosen(archive.namelist(), file)
        return {
            path: b"".join(unpacked(archive, name, file)) for name, path in chosen.items() if path
        }


def campaign_zip_findings(data: bytes, file: str = "") -> tuple[Finding, ...]:
    """Name the files of the ZIP that are not used; what systems add by themselves aside.

    Raises:
        UnreadableError: As `read_campaign_zip` does.
    """
    with open_zip(data, file) as archive:
        chosen = _chosen(archive.namelist(), file)
    return tuple(
        Finding(
            file, 0, "", shown_path(name),
            msgid("a table, campaign.toml, a photo, a tour, or notes.md"),
            msgid("This file is not used."),
        )
        for name, path in chosen.items()
        if not path and not any(part in name for part in _OF_SYSTEMS)
    )  # fmt: skip


def _chosen(names: list[str], file: str) -> dict[str, str]:
    """Each file's path within the campaign folder, "" if it is not used."""
    tables = [name for name in names if name.split("/")[-1] == CONSULTATIONS]
    top = min((name.removesuffix(CONSULTATIONS) for name in tables), key=len, default=None)
    if top is None or top.count("/") > 1:
        raise UnreadableError(
            msgid("{file} has no consultations.csv."),
            msgid("Put the files of the campaign folder into a ZIP."),
            file=file,
        )
    return {
        name: _used(name.removeprefix(top)) if name.startswith(top) else ""
        for name in names
        if not name.endswith("/")
    }


def _used(path: str) -> str:
    pure = PurePosixPath(path)
    is_photo = pure.suffix.lower() in SUFFIXES and len(pure.parts) <= _PHOTO_DEPTH
    is_told = is_notes_file(path) or (is_tour_name(pure.stem) and path == tour_file(pure.stem))
    is_named = path in NAMES or is_photo or is_told
    return path if is_named and "__MACOSX" not in path else ""
