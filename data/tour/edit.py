"""Edited tours: in a link, in `tour.toml`, on the command line, and in a campaign's folder."""

from __future__ import annotations

import base64
import binascii
import json
import re
import tomllib
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import tomli_w

from data.model.errors import Issue, msgid
from data.model.folder import cache_by_contents, names_in, small_file
from data.model.settings import read_toml
from data.tour.pictures import NO_PICTURE, is_picture
from data.tour.rich_text import LONGEST
from data.tour.slides import WAYS, Picture, Slide, Tour

Texts: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of a name, such as `title` or `title__fr`, and a text: hashable, unlike a dict."""

TEXT_NAMES = ("title", "text", "notes", "caption")
TEXT_SLIDE = "@text-{position}"

MOST_BYTES = 3_000_000
"""Of a file, with a presenter's own pictures."""
_MOST_LINK_BYTES = 200_000
MOST_PARTS = 400

ABOUT = """\
# A tour: its slides in order; others are hidden. `slide` is the id of a consultation,
# or @title, @overview, @unplaced, @closing, @region:ID, @year:2015,
# @asked:REGION, @asked, @outcome; without it, a text slide.
# `picture` is a file of photos.csv, "none", or a picture as base64.
"""

SIGN = "."
"""Begins an edit in an address; anything else is the name of a tour."""
LONGEST_LINK = 1500
"""Longest edit in an address: some programs cut links at 2,000 letters."""

FOLDER = "tours"
ENDING = ".toml"
MOST_TOURS = 50
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")

OWN = "own"
"""The name in an address of a tour that is too long for it: only one session has that tour."""


def text_of(texts: Texts, name: str, language: str) -> str:
    """Return a text in a language, else the one without a language code, else ""."""
    by_name = dict(texts)
    return by_name.get(f"{name}__{language}") or by_name.get(name, "")


@dataclass(frozen=True)
class TextSlide:
    """One slide of an edited tour.

    Attributes:
        slide: Id of a slide of the tour; "" for a text slide of the presenter's own.
        texts: `title`, `text` and `notes` that replace the slide's own; `caption` of the picture.
        picture: A file of the campaign, a picture as a `data:` address, `NO_PICTURE`, or "" for
            the slide's own.
    """

    slide: str = ""
    texts: Texts = ()
    picture: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it is a text slide without anything on it, which is not shown."""
        shown = (name.partition("__")[0] != "notes" for name, text in self.texts if text.strip())
        return not self.slide and self.picture in ("", NO_PICTURE) and not any(shown)


@dataclass(frozen=True)
class TourEdit:
    """A presenter's changes to a tour.

    Attributes:
        parts: The slides to show, in their order; other slides are hidden.
        by: One of `slides.WAYS`, or "" for the default of the selection.
        texts: `title`: the name of the tour in lists.
    """

    parts: tuple[TextSlide, ...] = ()
    by: str = ""
    texts: Texts = ()


AS_MADE = TourEdit()
"""The edit that changes no tour."""


def apply_edit(tour: Tour, edit: TourEdit) -> Tour:
    """Return the tour with an edit applied.

    Slides that the tour does not have are ignored. An edit without any slide of the tour and
    without text slides changes nothing.
    """
    by_id = {slide.id: slide for slide in tour.slides}
    slides = []
    for position, part in enumerate(edit.parts, 1):
        if part.is_empty:
            continue
        if not part.slide:
            slides.append(_text_slide(part, position, tour.language))
        elif part.slide in by_id:
            slides.append(_with_texts(by_id.pop(part.slide), part, tour.language))
    return replace(tour, slides=tuple(slides)) if slides else tour


def _text_slide(part: TextSlide, position: int, language: str) -> Slide:
    return Slide(
        id=TEXT_SLIDE.format(position=position),
        kind="text",
        title=text_of(part.texts, "title", language),
        markdown=text_of(part.texts, "text", language),
        notes=text_of(part.texts, "notes", language),
        picture=_picture(part, None, language),
    )


def _picture(part: TextSlide, own: Picture | None, language: str) -> Picture | None:
    """Return the picture of a part; `own` is that of its slide."""
    if not part.picture:
        return own
    if part.picture == NO_PICTURE:
        return None
    return Picture(part.picture, text_of(part.texts, "caption", language), "")


def _with_texts(slide: Slide, part: TextSlide, language: str) -> Slide:
    title = text_of(part.texts, "title", language) or slide.title
    notes = text_of(part.texts, "notes", language) or slide.notes
    text = text_of(part.texts, "text", language) or slide.text
    picture = _picture(part, slide.picture, language)
    return replace(slide, title=title, text=text, notes=notes, picture=picture)


def unknown_slides(tour: Tour, edit: TourEdit) -> list[str]:
    """Return the ids in the edit that the tour does not have."""
    ids = {slide.id for slide in tour.slides}
    return [part.slide for part in edit.parts if part.slide and part.slide not in ids]


def edit_from_tour(tour: Tour) -> TourEdit:
    """Return the edit that leaves every slide of a tour in place."""
    return TourEdit(tuple(TextSlide(slide.id) for slide in tour.slides), tour.by)


def hidden_slides(tour: Tour, edit: TourEdit) -> list[Slide]:
    """Return the slides of the tour that are not in the edit."""
    ids = {part.slide for part in edit.parts}
    return [slide for slide in tour.slides if slide.id not in ids]


def with_parts(edit: TourEdit, parts: Iterable[TextSlide]) -> TourEdit:
    """Return the edit with other slides."""
    return replace(edit, parts=tuple(parts))


def move(edit: TourEdit, position: int, by: int) -> TourEdit:
    """Return the edit with one slide (counted from 0) moved by so many positions, if it can."""
    parts = list(edit.parts)
    part = parts.pop(position)
    parts.insert(max(0, min(len(parts), position + by)), part)
    return with_parts(edit, parts)


def with_text(edit: TourEdit, position: int, name: str, text: str, language: str) -> TourEdit:
    """Return the edit with another text of one slide; "" removes the text.

    It replaces the text of the language if there is one, else the text of all languages.
    """
    part = edit.parts[position]
    texts = dict(part.texts)
    own = f"{name}__{language}"
    key = own if own in texts else name
    texts[key] = text.strip()
    changed = replace(part, texts=tuple(pair for pair in texts.items() if pair[1]))
    return with_parts(edit, [*edit.parts[:position], changed, *edit.parts[position + 1 :]])


def with_picture(edit: TourEdit, position: int, picture: str) -> TourEdit:
    """Return the edit with another picture of one slide; "" is the slide's own."""
    changed = replace(edit.parts[position], picture=picture)
    return with_parts(edit, [*edit.parts[:position], changed, *edit.parts[position + 1 :]])


def as_texts(table: Mapping[str, object]) -> Texts:
    """Return the entries of a table that are texts: `title`, `text__fr`, ...; not empty ones."""
    return tuple(
        (name, value)
        for name, value in table.items()
        if name.partition("__")[0] in TEXT_NAMES and isinstance(value, str) and value
    )


class TourFileError(Exception):
    """A file is not a tour; `problem` is an English message id."""

    def __init__(self, problem: str) -> None:
        """Store the message id, so that it can be translated."""
        super().__init__(problem)
        self.problem = problem


def read_tour(data: bytes) -> TourEdit:
    """Parse a `tour.toml`.

    Raises:
        TourFileError: It is too large, not TOML, or has no slides or more than `MOST_PARTS`.
    """
    if len(data) > MOST_BYTES:
        raise TourFileError(msgid("The file is too large for a tour."))
    try:
        return from_table(read_toml(data.decode("utf-8-sig"), MOST_BYTES))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TourFileError(msgid("The file is not valid TOML.")) from error


def from_table(table: Mapping[str, object]) -> TourEdit:
    """Read an edit from a table of plain values; invalid values are ignored.

    Raises:
        TourFileError: It has no slides, or more than `MOST_PARTS`.
    """
    slides = table.get("slides")
    rows = [row for row in slides if isinstance(row, dict)] if isinstance(slides, list) else []
    if not rows:
        raise TourFileError(msgid("The file lists no slides."))
    if len(rows) > MOST_PARTS:
        raise TourFileError(msgid("The file lists too many slides."))
    by = table.get("by")
    return TourEdit(
        parts=tuple(_part(row) for row in rows),
        by=by if isinstance(by, str) and by in WAYS else "",
        texts=as_texts(table),
    )


def _part(row: Mapping[str, object]) -> TextSlide:
    slide = row.get("slide")
    texts = tuple((name, value[:LONGEST]) for name, value in as_texts(row))
    picture = row.get("picture")
    return TextSlide(
        slide if isinstance(slide, str) else "",
        texts,
        picture if isinstance(picture, str) and is_picture(picture) else "",
    )


def as_table(edit: TourEdit) -> dict[str, object]:
    """Return the edit as a table of plain values, which `from_table` reads."""
    slides = [
        ({"slide": part.slide} if part.slide else {})
        | dict(part.texts)
        | ({"picture": part.picture} if part.picture else {})
        for part in edit.parts
    ]
    return {**({"by": edit.by} if edit.by else {}), **dict(edit.texts), "slides": slides}


def tour_toml(edit: TourEdit) -> bytes:
    """Write a `tour.toml`. Half letters, which no file can hold, become question marks."""
    return f"{ABOUT}\n{tomli_w.dumps(as_table(edit))}".encode("utf-8", "replace")


def encode_edit(edit: TourEdit) -> str:
    """Encode an edit for an address; "" if it is longer than `LONGEST_LINK`."""
    raw = json.dumps(as_table(edit), ensure_ascii=False, separators=(",", ":"))
    squeezed = zlib.compress(raw.encode("utf-8", "replace"), 9)
    text = SIGN + base64.urlsafe_b64encode(squeezed).decode("ascii").rstrip("=")
    return text if len(text) <= LONGEST_LINK else ""


def decode_edit(text: str) -> TourEdit | None:
    """Decode an edit from an address; None if the text is not one."""
    code = text.removeprefix(SIGN)
    if code == text or len(text) > LONGEST_LINK:
        return None
    try:
        squeezed = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(squeezed, _MOST_LINK_BYTES)
        table = json.loads(raw) if unpacker.eof else None
        return from_table(table) if isinstance(table, dict) else None
    except (binascii.Error, zlib.error, ValueError, RecursionError, TourFileError):
        return None


def shipped_tours(folder: str) -> dict[str, TourEdit]:
    """Return the readable tours in a campaign's folder by name, in order of names.

    Empty without a folder or tours. Links to other files are not followed.
    """
    edits = {name: _tour_in(folder, name) for name in _names(folder)}
    return {name: edit for name, edit in edits.items() if isinstance(edit, TourEdit)}


def tour_issues(folder: str) -> tuple[Issue, ...]:
    """Return an issue for each file of a tour in a campaign's folder that can't be read."""
    edits = {name: _tour_in(folder, name) for name in _names(folder)}
    return tuple(
        Issue(tour_file(name), 0, "", "", msgid("This is not a tour."), problem)
        for name, problem in edits.items()
        if isinstance(problem, str)
    )


def _names(folder: str) -> list[str]:
    return names_in(folder, FOLDER, ENDING)[:MOST_TOURS]


def tour_file(name: str) -> str:
    """Return the path of a tour in a campaign's folder."""
    return f"{FOLDER}/{name}{ENDING}"


def is_tour_name(name: str) -> bool:
    """Tell whether a tour may have this name: lowercase letters, digits, hyphens."""
    return bool(_NAME.fullmatch(name))


def _tour_in(folder: str, name: str) -> TourEdit | str:
    """Return the tour of a name, or why it can't be read: an English message id."""
    if not is_tour_name(name):
        return msgid("Rename it: use only lowercase letters, digits and hyphens.")
    data = small_file(folder, tour_file(name), MOST_BYTES)
    if data is None:
        return msgid("The file is too large, or is a link to another file.")
    return cache_by_contents(folder, data, _read)


def _read(data: bytes) -> TourEdit | str:
    try:
        return read_tour(data)
    except TourFileError as error:
        return error.problem


def named_edit(folder: str, name: str) -> TourEdit | None:
    """Return the edit that an address or a command names.

    Returns:
        None for "" and for unknown names.
    """
    if name.startswith(SIGN):
        return decode_edit(name)
    return shipped_tours(folder).get(name) if name else None
