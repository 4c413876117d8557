"""Edited tours: in a link, in `tour.toml`, on the command line, and those that a campaign ships."""

from __future__ import annotations

import base64
import binascii
import json
import re
import tomllib
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from data.campaign.errors import Finding, msgid
from data.campaign.folder import made_of, names_in, small_file
from data.campaign.settings import read_toml
from data.tour.rich_text import LONGEST
from data.tour.slides import WAYS, Slide

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from data.tour.slides import Tour

Texts: TypeAlias = tuple[tuple[str, str], ...]
"""Name and text, such as `title` or `title__fr`: pairs, so that it can be looked up by."""

TEXT_NAMES = ("title", "text", "notes")
TEXT_SLIDE = "@text-{place}"


def text_of(texts: Texts, name: str, language: str) -> str:
    """The text of that name in a language, else in the one without a code; "" if there is none."""
    known = dict(texts)
    return known.get(f"{name}__{language}") or known.get(name, "")


@dataclass(frozen=True)
class Part:
    """One slide of an edited tour.

    Attributes:
        slide: Id of a slide of the tour; "" for a text slide of the presenter's own.
        texts: `title`, `notes` that stand for the slide's own, and `text` of a text slide.
    """

    slide: str = ""
    texts: Texts = ()


@dataclass(frozen=True)
class TourEdit:
    """A tour as a presenter wants it.

    Attributes:
        parts: The slides that are shown, in their order; a slide that is not named is left out.
        by: One of `slides.WAYS`, or "" for what suits the choice.
        texts: `title`: what the tour is called where it is listed.
    """

    parts: tuple[Part, ...] = ()
    by: str = ""
    texts: Texts = ()


AS_MADE = TourEdit()
"""Changes nothing, whatever the tour."""


def edited(tour: Tour, edit: TourEdit) -> Tour:
    """The tour as it was changed.

    Slides that this choice does not give are passed over. An edit of which nothing is left, or
    that names no slide, changes nothing.
    """
    known = {slide.id: slide for slide in tour.slides}
    slides = []
    for place, part in enumerate(edit.parts, 1):
        if not part.slide:
            slides.append(_text_slide(part, place, tour.language))
        elif part.slide in known:
            slides.append(_retold(known.pop(part.slide), part, tour.language))
    return replace(tour, slides=tuple(slides)) if slides else tour


def _text_slide(part: Part, place: int, language: str) -> Slide:
    return Slide(
        id=TEXT_SLIDE.format(place=place),
        kind="text",
        title=text_of(part.texts, "title", language),
        markdown=text_of(part.texts, "text", language),
        notes=text_of(part.texts, "notes", language),
    )


def _retold(slide: Slide, part: Part, language: str) -> Slide:
    title = text_of(part.texts, "title", language) or slide.title
    notes = text_of(part.texts, "notes", language) or slide.notes
    return replace(slide, title=title, notes=notes)


def missing(tour: Tour, edit: TourEdit) -> list[str]:
    """Ids of slides that the edit names and the tour does not have."""
    known = {slide.id for slide in tour.slides}
    return [part.slide for part in edit.parts if part.slide and part.slide not in known]


def edit_of(tour: Tour) -> TourEdit:
    """The edit that changes nothing: every slide in its place."""
    return TourEdit(tuple(Part(slide.id) for slide in tour.slides), tour.by)


def left_out(tour: Tour, edit: TourEdit) -> list[Slide]:
    """The slides of the tour that the edit does not name."""
    named = {part.slide for part in edit.parts}
    return [slide for slide in tour.slides if slide.id not in named]


def with_parts(edit: TourEdit, parts: Iterable[Part]) -> TourEdit:
    """The edit with other slides."""
    return replace(edit, parts=tuple(parts))


def moved(edit: TourEdit, place: int, by: int) -> TourEdit:
    """The edit with the slide at a place, from 0, so many places later; at an end it stays."""
    parts = list(edit.parts)
    part = parts.pop(place)
    parts.insert(max(0, min(len(parts), place + by)), part)
    return with_parts(edit, parts)


def told(edit: TourEdit, place: int, name: str, text: str, language: str) -> TourEdit:
    """The edit with another text of the slide at a place; "" takes it away.

    It is the text of the language where that has one of its own, else the one of all languages.
    """
    part = edit.parts[place]
    texts = dict(part.texts)
    own = f"{name}__{language}"
    key = own if own in texts else name
    texts[key] = text.strip()
    kept = tuple((one, said) for one, said in texts.items() if said)
    parts = [*edit.parts[:place], replace(part, texts=kept), *edit.parts[place + 1 :]]
    return with_parts(edit, parts)


def as_texts(given: Mapping[str, object]) -> Texts:
    """Those entries of a table that are texts of an edit: `title`, `text__fr`, ...; empty: none."""
    return tuple(
        (name, value)
        for name, value in given.items()
        if name.partition("__")[0] in TEXT_NAMES and isinstance(value, str) and value
    )


MOST_BYTES = 200_000
MOST_PARTS = 400

ABOUT = """\
# A tour: its slides in order; what is not named is left out. `slide` is the id of a consultation,
# or @title, @overview, @unplaced, @closing, @region:ID, @year:2015; without it, a text slide.
"""


class TourFileError(Exception):
    """A file is no tour; `problem` is an English message id."""

    def __init__(self, problem: str) -> None:
        """Keep the sentence, so that it can be translated."""
        super().__init__(problem)
        self.problem = problem


def read_tour(data: bytes) -> TourEdit:
    """Read a `tour.toml`.

    Raises:
        TourFileError: It is too large, no TOML text, or has no slides.
    """
    if len(data) > MOST_BYTES:
        raise TourFileError(msgid("The file is too large for a tour."))
    try:
        return from_table(read_toml(data.decode("utf-8-sig")))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TourFileError(msgid("The file is not valid TOML.")) from error


def from_table(table: Mapping[str, object]) -> TourEdit:
    """Read an edit from a table of plain values; what is not understood is passed over.

    Raises:
        TourFileError: It has no slides, or more than `MOST_PARTS`.
    """
    given = table.get("slides")
    rows = [row for row in given if isinstance(row, dict)] if isinstance(given, list) else []
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


def _part(row: Mapping[str, object]) -> Part:
    slide = row.get("slide")
    texts = tuple((name, value[:LONGEST]) for name, value in as_texts(row))
    return Part(slide if isinstance(slide, str) else "", texts)


def as_table(edit: TourEdit) -> dict[str, object]:
    """The edit as a table of plain values; `from_table` reads it."""
    slides = [
        ({"slide": part.slide} if part.slide else {}) | dict(part.texts) for part in edit.parts
    ]
    return {**({"by": edit.by} if edit.by else {}), **dict(edit.texts), "slides": slides}


def tour_toml(edit: TourEdit) -> bytes:
    """Write a `tour.toml`."""
    table = as_table(edit)
    lines = [
        ABOUT,
        *(f"{name} = {_quoted(str(table[name]))}" for name in table if name != "slides"),
    ]
    for part in edit.parts:
        lines.append("\n[[slides]]")
        if part.slide:
            lines.append(f"slide = {_quoted(part.slide)}")
        lines += [f"{name} = {_quoted(text)}" for name, text in part.texts]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON's escapes are TOML's, but for DEL and lone surrogates."""
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")


SIGN = "."
"""Begins an edit that is in the address itself; anything else is the name of a tour."""
LONGEST_LINK = 1500
"""A longer one does not go into an address: some programs cut links at 2,000 letters."""


def packed(edit: TourEdit) -> str:
    """The edit as a text for an address; "" if it is too long for one."""
    raw = json.dumps(as_table(edit), ensure_ascii=False, separators=(",", ":"))
    squeezed = zlib.compress(raw.encode("utf-8", "replace"), 9)
    text = SIGN + base64.urlsafe_b64encode(squeezed).decode("ascii").rstrip("=")
    return text if len(text) <= LONGEST_LINK else ""


def unpacked(text: str) -> TourEdit | None:
    """The edit that an address holds; None for a text that is none."""
    code = text.removeprefix(SIGN)
    if code == text or len(text) > LONGEST_LINK:
        return None
    try:
        squeezed = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(squeezed, MOST_BYTES)
        table = json.loads(raw) if unpacker.eof else None
        return from_table(table) if isinstance(table, dict) else None
    except (binascii.Error, zlib.error, ValueError, RecursionError, TourFileError):
        return None


FOLDER = "tours"
ENDING = ".toml"
MOST_TOURS = 50
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")


def shipped_tours(folder: str) -> dict[str, TourEdit]:
    """The tours in a campaign's folder that can be read, by their names, in order of names.

    A campaign without a folder, or a folder without tours, has none. Links to other files are not
    followed.
    """
    read = {name: _tour_in(folder, name) for name in _names(folder)}
    return {name: edit for name, edit in read.items() if isinstance(edit, TourEdit)}


def tour_findings(folder: str) -> tuple[Finding, ...]:
    """Name the tours in a campaign's folder that are not listed, and say why."""
    read = {name: _tour_in(folder, name) for name in _names(folder)}
    return tuple(
        Finding(tour_file(name), 0, "", "", msgid("Expected a tour."), problem)
        for name, problem in read.items()
        if isinstance(problem, str)
    )


def _names(folder: str) -> list[str]:
    return names_in(folder, FOLDER, ENDING)[:MOST_TOURS]


def tour_file(name: str) -> str:
    """Where in a campaign's folder the tour of that name is."""
    return f"{FOLDER}/{name}{ENDING}"


def is_tour_name(name: str) -> bool:
    """Whether an address may name a tour so: small letters, digits, hyphens."""
    return bool(_NAME.fullmatch(name))


def _tour_in(folder: str, name: str) -> TourEdit | str:
    """The tour of that name, or why there is none, an English message id."""
    if not is_tour_name(name):
        return msgid("Rename it: use only lowercase letters, digits and hyphens.")
    data = small_file(folder, tour_file(name), MOST_BYTES)
    if data is None:
        return msgid("The file is too large, or is a link to another file.")
    return made_of(folder, data, _read)


def _read(data: bytes) -> TourEdit | str:
    try:
        return read_tour(data)
    except TourFileError as error:
        return error.problem


OWN = "own"
"""Stands in an address for a tour that is too long for it: one session has it, no other."""


def asked_edit(folder: str, name: str) -> TourEdit | None:
    """The tour that a name stands for.

    Args:
        folder: The campaign's folder.
        name: That of a shipped tour, or an edit as an address holds it.

    Returns:
        What was changed about the tour of a choice; None for "" and for what is not there.
    """
    if name.startswith(SIGN):
        return unpacked(name)
    return shipped_tours(folder).get(name) if name else None
