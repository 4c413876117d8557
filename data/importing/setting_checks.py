"""Check `campaign.toml`: keys that nothing reads, values of another type, values nothing knows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from data.cluster.settings import ClusterSettings, checked
from data.filters.nouns import NOUN_LABELS
from data.importing.online_settings import online_settings
from data.model.errors import CampaignError, Issue, msgid
from data.model.schema import SHAPES
from data.model.settings import FILE, SHOW, read_toml
from data.model.source_settings import source_settings

_TEXTS = (
    "title", "short", "subtitle", "summary", "introduction", "credits", "owner", "no_region",
)  # fmt: skip
PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")
_NOUNS = tuple(f"{whose}_{form}" for whose in ("own", "related", "all") for form in PLURAL_FORMS)
TRANSLATED = (*_TEXTS, *_NOUNS)
"""Keys that may have a language behind them: `title__fr`."""

_KEYS: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(TRANSLATED, str),
    **dict.fromkeys(("id", "url", "contact", "contacts", "logo", "noun", "notes"), str),
    **dict.fromkeys(("languages", "partners", "sources", "embed_on", "kinds"), list),
    **dict.fromkeys(("tiles", "source", "engine", "geocoding"), dict),
}
_KIND: dict[str, type | tuple[type, ...]] = {
    "id": str, "title": str, "plural": str, "shape": str, "own": bool, "moment": bool,
    **dict.fromkeys(PLURAL_FORMS, str),
}  # fmt: skip
_TABLES: dict[str, dict[str, type | tuple[type, ...]]] = {
    "tiles": {"url": str, "attribution": str},
    "source": {
        "url": str, "every": str, "on_failure": str, "hosts": list, "private": bool, "query": str,
    },
    "engine": {**dict.fromkeys(ClusterSettings._fields, str), "timeout": (int, float)},
    "geocoding": {"online": bool, "email": str, "user_agent": str, "server": str},
}  # fmt: skip
_LISTS_OF_TEXT = {"languages", "partners", "sources", "embed_on", "hosts"}
_CHOICES: dict[str, tuple[str, ...]] = {
    "noun": tuple(NOUN_LABELS), "notes": ("sources",), "contacts": (SHOW,), "shape": SHAPES,
}  # fmt: skip
"""Keys with few values."""

_WAYS = {
    "url": "https://example.org",
    "every": '30 minutes", "1 hour',
    "on_failure": 'keep", "warn',
    "scheduler": "tcp://host:8786",
}
_LEAST_LIKENESS, _CERTAIN_LIKENESS = 60, 80

_LIKE_KEY = msgid("This key is unknown. Did you mean the other one?")
_UNKNOWN_KEY = msgid("This key is unknown.")
_WRONG_TYPE = msgid("This key has a value of another type.")
_WRONG_VALUE = msgid("This key can't have this value.")
_FIX_KEY = msgid("Correct the key. It was ignored.")
_DROP_KEY = msgid("Delete it, or see the list of keys in docs/campaign-folder.md. It was ignored.")
_FIX_VALUE = msgid(
    "Write text in quotes, lists in square brackets, and true or false without quotes. The value "
    "was ignored."
)
_CHOOSE_VALUE = msgid("Write a value like those after the arrow, or leave the key out.")
_NO_LOGO = msgid("This picture is not in the folder.")
_ADD_LOGO = msgid("Add the file, or correct its name. No logo is shown.")


class _Key(NamedTuple):
    """A key, its value, what it may be, and its place: "source", "kinds 2" or ""."""

    name: str
    value: object
    known: Mapping[str, Any]
    table: str = ""
    line: int = 0

    @property
    def column(self) -> str:
        """The key as people would look for it: `source.every`."""
        return f"{self.table}.{self.name}" if self.table else self.name


def setting_issues(folder: Path) -> list[Issue]:
    """Return the issues of a folder's `campaign.toml`; none for a missing or unreadable one.

    Each has the line of its key as row, and names a nested key with its table: `source.every`.
    """
    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
        raw = read_toml(text)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return []
    found = [issue for key in _keys(raw, text) if (issue := _issue(key))]
    wrong = {issue.column.partition(".")[0] for issue in found}
    found += [issue for issue in _whole_tables(raw, text) if issue.column not in wrong]
    logo = raw.get("logo")
    if isinstance(logo, str) and logo and not (folder / logo).is_file():
        found.append(Issue(FILE, _line(text, "", "logo"), "logo", logo, _NO_LOGO, _ADD_LOGO))
    return found


def _keys(raw: Mapping[str, Any], text: str) -> Iterator[_Key]:
    """Yield every key, those of tables too."""
    for name, value in raw.items():
        yield _Key(name, value, _KEYS, "", _line(text, "", name))
    for table, known in _TABLES.items():
        values = raw.get(table)
        for name, value in values.items() if isinstance(values, dict) else ():
            yield _Key(name, value, known, table, _line(text, table, name))
    kinds = raw.get("kinds")
    for number, kind in enumerate(kinds if isinstance(kinds, list) else (), 1):
        for name, value in kind.items() if isinstance(kind, dict) else ():
            yield _Key(name, value, _KIND, f"kinds {number}", _line(text, "kinds", name, number))


def _issue(key: _Key) -> Issue | None:
    """Return the issue of a key; None if it is right."""
    name, _, language = key.name.partition("__")
    known = key.known
    translated = ("title", "plural", *PLURAL_FORMS) if known is _KIND else TRANSLATED
    if name not in known or (language and name not in translated):
        return _unknown(key, name, language)
    shown = str(key.value).lower() if isinstance(key.value, bool) else str(key.value)
    is_right = isinstance(key.value, known[name]) and not (
        isinstance(key.value, bool) and known[name] is not bool
    )
    if name in _LISTS_OF_TEXT and isinstance(key.value, list):
        is_right = all(isinstance(each, str) for each in key.value)
    if not is_right:
        return Issue(FILE, key.line, key.column, shown, _WRONG_TYPE, _FIX_VALUE)
    choices = _CHOICES.get(name, ())
    if choices and key.value not in choices:
        seen = f"{shown} → {', '.join(choices)}"
        return Issue(FILE, key.line, key.column, seen, _WRONG_VALUE, _CHOOSE_VALUE)
    return None


def _unknown(key: _Key, name: str, language: str) -> Issue:
    word = next((each for each in name.split("_") if each in key.known and each != name), "")
    near = process.extractOne(
        name, list(key.known), scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS
    )
    like = near[0] if near and near[1] >= _CERTAIN_LIKENESS else word or (near[0] if near else "")
    if like in ("", name):
        return Issue(FILE, key.line, key.column, key.name, _UNKNOWN_KEY, _DROP_KEY)
    meant = f"{like}__{language}" if language else like
    return Issue(FILE, key.line, key.column, f"{key.name} → {meant}", _LIKE_KEY, _FIX_KEY)


def _whole_tables(raw: Mapping[str, Any], text: str) -> Iterator[Issue]:
    """Yield an issue for each table that its reader refuses."""
    source, engine, geocoding = (raw.get(name, "") for name in ("source", "engine", "geocoding"))
    if isinstance(source, dict):
        try:
            source_settings(raw)
        except CampaignError as error:
            name = next((each for each in _WAYS if each in error.problem.split()), "url")
            yield _wrong(text, "source", name, source.get(name, ""))
    if isinstance(engine, dict) and engine.get("scheduler"):
        values = {name: engine[name] for name in ClusterSettings._fields if name in engine}
        try:
            checked(ClusterSettings(**values))
        except (CampaignError, TypeError, AttributeError):
            yield _wrong(text, "engine", "scheduler", engine["scheduler"])
    is_table = isinstance(geocoding, dict)
    if is_table and geocoding.get("online") is True and online_settings(raw) is None:
        yield _wrong(text, "geocoding", "email", geocoding.get("email", ""))


def _wrong(text: str, table: str, name: str, value: object) -> Issue:
    seen = f'{value} → "{_WAYS.get(name, "you@example.org")}"'
    line = _line(text, table, name) or _line(text, table, "")
    return Issue(FILE, line, f"{table}.{name}", seen, _WRONG_VALUE, _CHOOSE_VALUE)


def _line(text: str, table: str, name: str, number: int = 1) -> int:
    """Return the line of a key, or of its table without a name; 0 if it isn't written plainly."""
    inside, seen = "", 0
    for line, content in enumerate(text.splitlines(), 1):
        if heading := re.match(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?", content):
            inside, is_here = heading[1], heading[1] == table
            seen += is_here
            if is_here and not name and seen == number:
                return line
        elif (
            inside == table
            and (not table or seen == number)
            and name
            and re.match(rf"\s*\"?{re.escape(name)}\"?\s*=", content)
        ):
            return line
    return 0
