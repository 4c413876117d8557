"""Notes for the speaker in a campaign's folder: `notes.md`, with a heading per slide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from data.errors import Finding, msgid
from data.folder_files import made_of, small_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILE = "notes.md"
MOST_BYTES = 300_000
_FILE_NAME = re.compile(r"notes(\.[a-z]{2,3})?\.md")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+)$", re.MULTILINE)
_NAMED = {
    "title": "@title",
    "overview": "@overview",
    "unplaced": "@unplaced",
    "closing": "@closing",
}


def notes_in_files(folder: str, slide: str, language: str) -> str:
    """The notes to a slide in the file of the language, else in that of all; "" for none."""
    for name in (f"notes.{language}.md", FILE):
        told = (_notes_of(folder, name) or {}).get(slide, "")
        if told:
            return told
    return ""


def is_notes_file(path: str) -> bool:
    """Whether a path in a campaign's folder is that of notes, in whichever language."""
    return bool(_FILE_NAME.fullmatch(path))


def notes_findings(folder: str, names: Iterable[str]) -> tuple[Finding, ...]:
    """Name those files of notes in a campaign's folder that are not read, and say why."""
    return tuple(
        Finding(
            name, 0, "", "", msgid("notes for the speaker"),
            msgid("The file is too large, or no text in UTF-8."),
        )
        for name in names
        if is_notes_file(name) and _notes_of(folder, name) is None
    )  # fmt: skip


def _notes_of(folder: str, name: str) -> Mapping[str, str] | None:
    """The sections of a file of notes by slide; None if it is missing, no text, or too large."""
    data = small_file(folder, name, MOST_BYTES)
    return None if data is None else made_of(folder, data, _sections)


def _sections(data: bytes) -> Mapping[str, str] | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    # What stands before the first heading is for whoever edits the file.
    parts = _HEADING.split(text)[1:]
    names = (name.rstrip(" \t\r#").strip() for name in parts[::2])
    slides = (_NAMED.get(name.lower(), name) for name in names)
    return {slide: part.strip() for slide, part in zip(slides, parts[1::2], strict=True)}
