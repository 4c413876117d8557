"""Find the column type that a header names, by usual names (`column_names.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale
from rapidfuzz import fuzz, process

from data.model.errors import msgid
from data.model.schema import CONSULTATION_COLUMNS, TRANSLATED_COLUMNS
from data.words.folding import fold

_FILE = Path(__file__).with_name("column_names.toml")

SAME, USUAL, WORDS, SIMILAR = range(4)
"""How a header was matched, the most certain first."""

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
"""Last parts of a nested name that mean nothing: `start.dateTime`, `organizer.displayName`."""
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
    """The column type that a header names.

    Attributes:
        column: The column type.
        rank: How certain the match is: `SAME`, `USUAL`, `WORDS` or `SIMILAR`.
        words: The usual name that matched.
        language: Language of that name, "" for a column's own name.
        translation: Language of the cells, from a header such as "Title (French)"; else "".
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
    """Find the column type that a header names; None for none, or if it is ambiguous."""
    header = _REPEATED.sub("", header.strip())
    if len(header) > _LONGEST_HEADER:
        return None
    plain = _BRACKETS.sub(" ", header)
    return (
        _match_translation(header)
        or _match_exact(header)
        or _match_exact(plain)
        or _match_nested(header)
        or _match_words(header)
    )


def names_another(header: str) -> bool:
    """Whether a header names something that has no column type."""
    return not _others().isdisjoint(_words(header))


def _match_exact(header: str) -> NameMatch | None:
    key = _key(header)
    columns = {_key(column): column for column in CONSULTATION_COLUMNS}
    if key in columns:
        return NameMatch(columns[key], SAME, columns[key])
    name = _names()[0].get(key)
    return NameMatch(name.column, USUAL, name.text, name.language) if name else None


def _match_nested(header: str) -> NameMatch | None:
    """Match names of nested records: `location.geo.lat`, `organizers.name`, `fields.Title`."""
    if not _NESTED.fullmatch(header):
        return None
    outer, _, leaf = header.rpartition(".")
    if fold(outer.rpartition(".")[2]) in _ENVELOPES:
        return match_name(leaf)
    if fold(leaf) in _NAMELESS:
        return match_name(outer)
    name = _match_exact(leaf)
    if name and name.column in _OF_PLACE_AND_TIME:
        return name._replace(rank=USUAL)
    return None


def _match_translation(header: str) -> NameMatch | None:
    match = _IN_LANGUAGE.fullmatch(header)
    if not match:
        return None
    language = match["code"] or _languages().get(fold(match["language"]), "")
    name = _match_exact(match["name"]) if language else None
    if not name or name.column not in TRANSLATED_COLUMNS:
        return None
    return name._replace(translation=language)


def _match_words(header: str) -> NameMatch | None:
    """Match a part of a header, or a header with a similar spelling."""
    if names_another(header):
        return None
    words = _words(header)
    names = [
        name
        for length in range(_LONGEST_NAME, 0, -1)
        for start in range(len(words) - length + 1)
        if (name := _names()[1].get("".join(words[start : start + length])))
    ]
    if not names:
        return _match_similar(header)
    longest = max(_length(name) for name in names)
    column = _choose(
        header,
        {name.column for name in names},
        {name.column for name in names if _length(name) == longest},
    )
    if not column:
        return None
    name = next((name for name in names if name.column == column), names[0])
    return NameMatch(column, WORDS, name.text, name.language)


def _choose(header: str, columns: set[str], best: set[str]) -> str:
    """Choose one of the column types that parts of a header name; "" if that is unclear.

    Args:
        header: The header.
        columns: All these column types.
        best: The types with the longest names.
    """
    if {"start", "end"} <= columns:
        return "dates"
    if len(columns & _PLACES) > 1 and _LISTS.search(header.lower()):
        return "place"
    if len(best) > 1 and best <= _PLACES:
        best = best - {"place", "venue"}  # the city of a venue is a city
    return next(iter(best)) if len(best) == 1 else ""


def _match_similar(header: str) -> NameMatch | None:
    key = _key(header)
    if len(key) < _SHORTEST_SIMILAR:
        return None
    best = process.extractOne(key, _long_keys(), scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS)
    if not best:
        return None
    name = _names()[0][best[0]]
    return NameMatch(name.column, SIMILAR, name.text, name.language)


def _key(text: str) -> str:
    """A name without differences of writing: `startDate` and `START_DATE` are one."""
    return fold(text).replace(" ", "") or text.strip()


def _words(header: str) -> list[str]:
    return fold(_HUMP.sub(" ", header)).split()


def _length(name: _Name) -> int:
    return len(_words(name.text))


@cache
def _names() -> tuple[dict[str, _Name], dict[str, _Name]]:
    """Return all names by key, and those that may be a part of a header.

    A name in several languages counts for the first of them.
    """
    parts = list(_iterate(_table()["words"]))
    everything = [*parts, *_iterate(_table()["whole"])]
    return dict(reversed(everything)), dict(reversed(parts))


def _iterate(columns: dict[str, dict[str, list[str]]]) -> Iterator[tuple[str, _Name]]:
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
    """Return codes of languages by their names in each language."""
    codes = {code: code for code in _LANGUAGES}
    for speaker in _LANGUAGES:
        names = Locale(speaker).languages
        codes |= {fold(names[code]): code for code in _LANGUAGES if code in names}
    return codes


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class ColumnMatch:
    """The type of one column of a list.

    Attributes:
        header: Header of the column.
        column: One of `READ_COLUMNS`, with `__fr` and the like for a translation; "" for an extra
            field, which keeps its name.
        reason: Why, a message id.
        values: Values of the placeholders in `reason`.
        is_guess: Whether a person should check it.
    """

    header: str
    column: str
    reason: str
    values: Mapping[str, str] = field(default_factory=dict)
    is_guess: bool = False
