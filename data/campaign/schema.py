"""The columns of a campaign's tables: the names a campaign may use, all lower case.

A translated text is a further column, named after its language: `title__fr`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ROW = "_row"
"""Column of every table that keeps the row of the file, counted as a spreadsheet does."""

CONSULTATION_COLUMNS = (
    "id", "title", "kind", "region", "city", "country", "lat", "lon", "start", "end", "venue",
    "organizers", "hosts", "partners", "participants", "summary", "feeds_into", "notes", "sources",
)  # fmt: skip
"""Columns of `consultations.csv`. Only `id` and `title` must be there."""

REQUIRED_COLUMNS = ("id", "title")

REGION_COLUMNS = ("id", "name", "m49", "countries", "color", "sources", "notes")
ORGANIZATION_COLUMNS = ("id", "name", "short", "aliases", "url", "sources")
DOCUMENT_COLUMNS = ("id", "consultation", "title", "kind", "language", "url", "source")
PHOTO_COLUMNS = ("id", "consultation", "caption", "file", "url", "credit", "source")

TRANSLATED_COLUMNS = (
    "title", "city", "venue", "participants", "summary", "notes", "name", "caption",
)  # fmt: skip
"""Texts that may have a column per language."""

SEARCHED_COLUMNS = (
    "title", "city", "country", "venue", "organizers", "hosts", "partners", "participants",
    "summary", "notes",
)  # fmt: skip
"""Texts that the words of a choice are looked for in, in every language."""

ROLES = ("organizer", "host", "partner")
ROLE_COLUMNS = {"organizer": "organizers", "host": "hosts", "partner": "partners"}
EXTRA = "extra."
"""Before the name of a further column of a campaign's table, so that it meets no column of ours."""

NOTES_FOR_SPEAKER = "notes_for_speaker"
"""A further column that only a presenter sees, in the window with the notes."""

SHAPES = (
    "circle", "square", "diamond", "triangle", "hexagon", "pentagon", "star", "drop",
)  # fmt: skip
"""Shapes of marks, one a kind, in the order they are given to kinds that name none."""

GLOBAL = "global"
"""Stands for "no region" wherever a region's id is asked for."""


def shown_extras(columns: Iterable[object]) -> list[str]:
    """The further columns of a campaign that everybody may see: not a presenter's own notes."""
    names = (str(name) for name in columns)
    own = EXTRA + NOTES_FOR_SPEAKER
    return [one for one in names if one.startswith(EXTRA) and one.partition("__")[0] != own]
