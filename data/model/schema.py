"""The columns of a campaign's tables: the names a campaign may use, all lower case.

A translated text is a further column, named after its language: `title__fr`.
"""

from __future__ import annotations

from collections.abc import Iterable

from data.model.colors_and_shapes import SHAPE_PATHS

ROW = "_row"
"""Column of every table with the row of the file, counted as in a spreadsheet."""

CONSULTATION_COLUMNS = (
    "id", "title", "kind", "region", "city", "country", "lat", "lon", "start", "end", "venue",
    "organizers", "hosts", "partners", "participants", "summary", "feeds_into", "notes", "sources",
)  # fmt: skip
"""Columns of `consultations.csv`. Only `id` and `title` must be there."""

REQUIRED_COLUMNS = ("id", "title")

REGION_COLUMNS = ("id", "name", "m49", "countries", "color", "sources", "notes")
ORGANIZATION_COLUMNS = ("id", "name", "short", "aliases", "type", "url", "sources")
OFFICIAL_TYPES = ("government", "intergovernmental", "initiative")
"""Types of organizations that are official bodies; any other text, or none, is an organization."""
DOCUMENT_COLUMNS = ("id", "consultation", "title", "kind", "language", "url", "source")
PHOTO_COLUMNS = ("id", "consultation", "caption", "file", "url", "credit", "source")
DEMAND_COLUMNS = (
    "id", "text", "verbatim", "page", "made_at", "by", "addressed_to", "theme", "carried_to",
    "sources", "notes",
)  # fmt: skip
JUDGEMENT_COLUMNS = (
    "demand", "on", "by", "kind", "answer", "target", "paragraph", "quote", "match", "status",
    "evidence", "archived", "note", "reply",
)  # fmt: skip

JUDGES = ("own", "addressee", "third")
"""Who judged: our own reading, the addressee says, a third party."""

ANSWERS = ("accepted", "in_part", "noted", "refused", "none_found", "unknown")
"""What a text says to a demand. Without a judgement it is unknown."""

MATCHES = ("same_words", "same_aim", "weaker", "contrary")
"""How close a text is to a demand."""

STATUSES = ("no_evidence", "not_started", "limited", "substantial", "complete", "reversed")
"""What was done since. Only the first needs no evidence."""

TRANSLATED_COLUMNS = (
    "title", "city", "venue", "participants", "summary", "notes", "name", "caption",
)  # fmt: skip
"""Texts that may have a column per language."""

SEARCHED_COLUMNS = (
    "title", "city", "country", "venue", "organizers", "hosts", "partners", "participants",
    "summary", "notes",
)  # fmt: skip
"""Texts that the search looks in, in every language."""

ROLES = ("organizer", "host", "partner")
ROLE_COLUMNS = {"organizer": "organizers", "host": "hosts", "partner": "partners"}
EXTRA = "extra."
"""Prefix of further columns of a campaign's table, so that none clashes with the schema."""

NOTES_FOR_SPEAKER = "notes_for_speaker"
"""A further column that only the speaker view shows."""

SHAPES = tuple(SHAPE_PATHS)
"""Shapes of markers, one per kind, in the order of their use for kinds without a shape."""

GLOBAL = "global"
"""The id for "no region"."""


def public_extras(columns: Iterable[object]) -> list[str]:
    """Return the further columns that everybody may see, without the speaker's notes."""
    names = (str(name) for name in columns)
    notes = EXTRA + NOTES_FOR_SPEAKER
    return [name for name in names if name.startswith(EXTRA) and name.partition("__")[0] != notes]
