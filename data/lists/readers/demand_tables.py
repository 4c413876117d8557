"""Recognize tables of demands and of judgements, and what their columns are."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

DEMANDS, JUDGEMENTS = "demands", "judgements"
PROGRAMS = ("decidim", "uhri", "impact")
"""Programs whose exports are recognized."""

EXACT = ("decidim", "uhri")
"""Those whose names of columns no other list has, and whose texts are the source's own words."""

_NAMES = Path(__file__).parent.parent / "columns" / "demand_names.toml"
_WORDING = {"text", "title", "theme"}
_JUDGED = {"answer", "status", "match", "evidence", "quote", "target"}
_LEAST_TELLING = 2
_LANGUAGE = re.compile(r"(?P<name>.+?)(?:__|/| ?\()(?P<language>[a-z]{2})\)?", re.IGNORECASE)


def kind_of_table(name: str, headers: Sequence[str]) -> str:
    """Return `DEMANDS`, `JUDGEMENTS`, or "" for any other table.

    A table is one by the name of its sheet, or by two names of columns that no other list has.

    Args:
        name: Name of the sheet, or of the file without its ending.
        headers: Names of its columns.
    """
    sheets = {
        kind: _plain(name) in map(_plain, names) for kind, names in _table()["sheets"].items()
    }
    asked = set(columns_of(DEMANDS, headers).values())
    judged = set(columns_of(JUDGEMENTS, headers).values())
    is_judged = "demand" in judged and bool(judged & _JUDGED)
    if is_judged and (sheets[JUDGEMENTS] or (not sheets[DEMANDS] and not _is_telling(headers))):
        return JUDGEMENTS if sheets[JUDGEMENTS] or len(judged & _JUDGED) > 1 else ""
    is_asked = bool(asked & _WORDING) and (sheets[DEMANDS] or _is_telling(headers))
    return DEMANDS if is_asked and not sheets[JUDGEMENTS] else ""


def program_of(headers: Iterable[str]) -> str:
    """Return which of `PROGRAMS` wrote a table of demands; "" if none."""
    counts = _telling(headers)
    return next((name for name in PROGRAMS if counts[name] >= _LEAST_TELLING), "")


def columns_of(kind: str, headers: Iterable[str]) -> dict[str, str]:
    """Return what columns are, by header: a column's name, `text__fr` for a translation.

    Of a column in several languages, the one without a language counts, else English, else the
    first. Several headers may be one column.
    """
    headers = list(headers)
    names = _by_name(kind)
    if kind == DEMANDS:
        names = names | _table()["meaning"].get(program_of(headers), {})
    found: dict[str, tuple[str, str]] = {}
    for header in headers:
        match = _LANGUAGE.fullmatch(header)
        column, language = names.get(_plain(header), ""), ""
        if not column and match:
            column, language = names.get(_plain(match["name"]), ""), match["language"].lower()
        if column:
            found[header] = column, language
    languages: dict[str, list[str]] = {}
    for column, language in found.values():
        languages.setdefault(column, []).append(language)
    main = {
        column: next((one for one in ("", "en") if one in several), several[0])
        for column, several in languages.items()
    }
    return {
        header: column if language == main[column] else f"{column}__{language}"
        for header, (column, language) in found.items()
    }


def code_of(column: str, text: str) -> str | None:
    """Return the code that a word means in a column such as "answer"; None if it is unknown."""
    return _codes(column).get(_plain(text))


def _is_telling(headers: Iterable[str]) -> bool:
    return max(_telling(headers).values()) >= _LEAST_TELLING


def _telling(headers: Iterable[str]) -> dict[str, int]:
    """Count the names that only lists of demands have, by program."""
    keys = {_plain(header) for header in headers}
    return {
        program: len(keys & set(map(_plain, names)))
        for program, names in _table()["telling"].items()
    }


def _plain(text: str) -> str:
    """Return a name without case, accents, punctuation and spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


@cache
def _by_name(kind: str) -> dict[str, str]:
    columns: Mapping[str, Sequence[str]] = _table()[kind]
    pairs = [(_plain(name), column) for column, names in columns.items() for name in names]
    # A name counts for the first of its columns.
    return dict(reversed(pairs))


@cache
def _codes(column: str) -> dict[str, str]:
    return {
        _plain(word): code for code, words in _table()[column].items() for word in (code, *words)
    }


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_NAMES.read_text(encoding="utf-8"))
