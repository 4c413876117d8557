"""An edited tour as a file, `tour.toml`."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

from data.errors import msgid
from data.toml_text import read_toml
from data.tour.edit import Part, TourEdit, as_texts
from data.tour.rich_text import LONGEST
from data.tour.slides import WAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        raise TourFileError(msgid("The file is not TOML text.")) from error


def from_table(table: Mapping[str, object]) -> TourEdit:
    """Read an edit from a table of plain values; what is not understood is passed over.

    Raises:
        TourFileError: It has no slides, or more than `MOST_PARTS`.
    """
    given = table.get("slides")
    rows = [row for row in given if isinstance(row, dict)] if isinstance(given, list) else []
    if not rows:
        raise TourFileError(msgid("The file names no slides."))
    if len(rows) > MOST_PARTS:
        raise TourFileError(msgid("The file names too many slides."))
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
