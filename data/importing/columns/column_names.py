"""Which column a heading names, by what people call it (`column_names.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from babel import Locale
from rapidfuzz import fuzz, process

from data.campaign.errors import msgid
from data.campaign.schema import CONSULTATION_COLUMNS, TRANSLATED_COLUMNS
from data.words.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE = Path(__file__).with_name("column_names.toml")

SAME, USUAL, WORDS, SIMILAR = range(4)
"""How a heading was matched, the surest first."""

REASONS = {
    SAME: msgid("Exact column name."),
    USUAL: msgid("Usual column name."),
    WORDS: msgid("The name contains “{words}”."),
    SIMILAR: msgid("The name is close to “{words}”."),
}
_LEAST_LIKENESS = 88
_SHORTEST_SIMILAR = 4
_LONGEST_NAME = 5
_LONGEST_HEADER = 200

_PLACES = {"place", "venue", "city", "country"}
_LISTS = re.compile(r"[,/&;+]|\b(?:and|et|y|e|und)\b")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_REPEATED = re.compile(r" \(\d+\)$")
_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_NESTED = re.compile(r"[^\W\d][\w-]*(?:\.[\w-]+)+")
_NAMELESS = {
    "name", "title", "label", "text", "value", "display name", "displayname", "full name", "date",
    "datetime", "date time",
}  # fmt: skip
"""Parts of a nested name that say nothing: `start.dateTime`, `organizer.displayName`."""
_ENVELOPES = {"fields", "properties", "attributes", "record", "event", "item", "data", "node"}
_OF_PLACE_AND_TIME = {
    "start", "end", "dates", "year", "month", "day", "place", "venue", "city", "state", "country",
    "region", "lat", "lon", "coordinates",
}  # fmt: skip
_LANGUAGES = ("en", "fr", "es", "pt", "de", "ar", "it", "nl", "ru", "zh", "sw")
_IN_LANGUAGE = re.compile(
    r"(?P<name>.*?)(?:__(?P<code>[a-z]{2,3})|(?:\s*[(\[_:–-]\s*|\s+)(?:in |en |em |auf )?"
    r"(?P<language>[^\W_]+)[)\]]?)"
)


class NameMatch(NamedTuple):
    """The column that a heading names, and how surely; `words` is the name it was matched by.

    `language` is that of the name, "" for a column's own name. `translation` is the language that
    a heading such as "Title (French)" says its cells are in.
    """

    column: str
    rank: int
    words: str
    language: str = ""
    translation: str = ""


class _Name(NamedTuple):
    column: str
    language: str
    text: str


def match_name(header: str) -> NameMatch | None:
    """Tell which column a heading names; None if none, or one of several."""
    header = _REPEATED.sub("", header.strip())
    if len(header) > _LONGEST_HEADER:
        return None
    plain = _BRACKETS.sub(" ", header)
    return (
        _translated(header)
        or _exact(header)
        or _exact(plain)
        or _inner(header)
        or _by_words(header)
    )


def names_another(header: str) -> bool:
    """Whether a heading says that its cells are about something no column is for."""
    return not _others().isdisjoint(_words(header))


def _exact(header: str) -> NameMatch | None:
    key = _key(header)
    own = {_key(column): column for column in CONSULTATION_COLUMNS}
    if key in own:
        return NameMatch(own[key], SAME, own[key])
    name = _names()[0].get(key)
    return NameMatch(name.column, USUAL, name.text, name.language) if name else None


def _inner(header: str) -> NameMatch | None:
    """What `location.geo.lat`, `organizers.name` and `fields.Title` of nested records name."""
    if not _NESTED.fullmatch(header):
        return None
    outer, _, leaf = header.rpartition(".")
    if fold(outer.rpartition(".")[2]) in _ENVELOPES:
        return match_name(leaf)
    if fold(leaf) in _NAMELESS:
        return match_name(outer)
    name = _exact(leaf)
    if name and name.column in _OF_PLACE_AND_TIME:
        return name._replace(rank=USUAL)
    return None


def _translated(header: str) -> NameMatch | None:
    match = _IN_LANGUAGE.fullmatch(header)
    if not match:
        return None
    language = match["code"] or _languages().get(fold(match["language"]), "")
    found = _exact(match["name"]) if language else None
    if not found or found.column not in TRANSLATED_COLUMNS:
        return None
    return found._replace(translation=language)


def _by_words(header: str) -> NameMatch | None:
    """Find a column by a part of a heading, or by a heading that is spelt nearly so."""
    if names_another(header):
        return None
    words = _words(header)
    found = [
        name
        for length in range(_LONGEST_NAME, 0, -1)
        for start in range(len(words) - length + 1)
        if (name := _names()[1].get("".join(words[start : start + length])))
    ]
    if not found:
        return _similar(header)
    longest = max(_length(name) for name in found)
    column = _settled(
        header,
        {name.column for name in found},
        {name.column for name in found if _length(name) == longest},
    )
    if not column:
        return None
    name = next((name for name in found if name.column == column), found[0])
    return NameMatch(column, WORDS, name.text, name.language)


def _settled(header: str, columns: set[str], best: set[str]) -> str:
    """Settle on one of the columns that parts of a heading name; "" if that can't be told.

    Args:
        header: The heading.
        columns: All of them.
        best: Those with the longest names.
    """
    if {"start", "end"} <= columns:
        return "dates"
    if len(columns & _PLACES) > 1 and _LISTS.search(header.lower()):
        return "place"
    if len(best) > 1 and best <= _PLACES:
        best = best - {"place", "venue"}  # the city of a venue is a city
    return next(iter(best)) if len(best) == 1 else ""


def _similar(header: str) -> NameMatch | None:
    key = _key(header)
    if len(key) < _SHORTEST_SIMILAR:
        return None
    best = process.extractOne(key, _long_keys(), scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS)
    if not best:
        return None
    name = _names()[0][best[0]]
    return NameMatch(name.column, SIMILAR, name.text, name.language)


def _key(text: str) -> str:
    """A name without anything that people write now so, now so: startDate, START_DATE."""
    return fold(text).replace(" ", "") or text.strip()


def _words(header: str) -> list[str]:
    return fold(_HUMP.sub(" ", header)).split()


def _length(name: _Name) -> int:
    return len(_words(name.text))


@cache
def _names() -> tuple[dict[str, _Name], dict[str, _Name]]:
    """Give all names by key, and those that may be a part of a heading.

    A name of several languages counts as the first one's.
    """
    parts = list(_listed(_table()["words"]))
    everything = [*parts, *_listed(_table()["whole"])]
    return dict(reversed(everything)), dict(reversed(parts))


def _listed(columns: dict[str, dict[str, list[str]]]) -> Iterator[tuple[str, _Name]]:
    for column, languages in columns.items():
        for language, texts in languages.items():
            for text in texts:
                yield _key(text), _Name(column, language, text)


@cache
def _long_keys() -> list[str]:
    return [key for key in _names()[0] if len(key) >= _SHORTEST_SIMILAR]


@cache
def _others() -> frozenset[str]:
    return frozenset(word for text in _table()["other"]["words"] for word in fold(text).split())


@cache
def _languages() -> dict[str, str]:
    """Give codes of languages by what they are called in each of them."""
    known = {code: code for code in _LANGUAGES}
    for speaker in _LANGUAGES:
        names = Locale(speaker).languages
        known |= {fold(names[code]): code for code in _LANGUAGES if code in names}
    return known


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
