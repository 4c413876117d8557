"""Check `campaign.toml`: keys that nothing reads, values of another type, values nothing knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from data.cluster.settings import ClusterSettings, checked
from data.importing.campaign_folder import folder_name
from data.importing.online_settings import online_settings
from data.model.errors import CampaignError, Issue, msgid
from data.model.settings import FILE, read_campaign_toml
from data.model.settings_table import TABLE, TABLES, Setting, settings_of
from data.model.source_settings import source_settings

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
_ID_SIGNS = msgid("The campaign's id has blanks or other signs, and so has each calendar entry.")
_CHANGE_ID = msgid("Write it as after the arrow. Calendars that subscribed show each event anew.")
_ADD_LOGO = msgid("Add the file, or correct its name. No logo is shown.")


class _Key(NamedTuple):
    """A key, its value, the keys that are known in its place: "", "source", "kinds 2"."""

    name: str
    value: object
    known: Mapping[str, Setting]
    place: str = ""
    line: int = 0

    @property
    def column(self) -> str:
        """The key as people would look for it: `source.every`."""
        return f"{self.place}.{self.name}" if self.place else self.name


def setting_issues(folder: Path) -> list[Issue]:
    """Return the issues of a folder's `campaign.toml`; none for a missing or unreadable one.

    Each has the line of its key as row, and names a nested key with its table: `source.every`.
    """
    raw = read_campaign_toml(folder)
    if not raw:
        return []
    text = (folder / FILE).read_text(encoding="utf-8-sig")
    found = [issue for key in _keys(raw, text) if (issue := _issue(key))]
    wrong = {issue.column for issue in found}
    found += [issue for issue in _whole_tables(raw, text) if issue.column not in wrong]
    id_ = raw.get("id")
    if isinstance(id_, str) and re.search(r"[^\w-]", id_):
        seen = f"{id_} → {folder_name(id_)}"
        found.append(Issue(FILE, _line(text, "", "id"), "id", seen, _ID_SIGNS, _CHANGE_ID))
    logo = raw.get("logo")
    if isinstance(logo, str) and logo and not (folder / logo).is_file():
        found.append(Issue(FILE, _line(text, "", "logo"), "logo", logo, _NO_LOGO, _ADD_LOGO))
    return found


def _keys(raw: Mapping[str, Any], text: str) -> Iterator[_Key]:
    """Yield every key, those of tables too."""
    for table, number, values in _tables(raw):
        place = f"{table} {number}" if number else table
        for name, value in values.items():
            line = _line(text, table, name, number or 1)
            yield _Key(name, value, settings_of(table), place, line)


def _tables(raw: Mapping[str, Any]) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    """Yield each known table: name, number among several or 0, keys; first those outside tables."""
    yield "", 0, raw
    for name, setting in settings_of().items():
        value = raw.get(name)
        if setting.type == TABLE and isinstance(value, dict):
            yield name, 0, value
        elif setting.type == TABLES and isinstance(value, list):
            yield from (
                (name, i, each) for i, each in enumerate(value, 1) if isinstance(each, dict)
            )


def _issue(key: _Key) -> Issue | None:
    """Return the issue of a key; None if it is right."""
    name, _, language = key.name.partition("__")
    setting = key.known.get(name)
    if setting is None or (language and not setting.is_translated):
        return _unknown(key, name, language)
    shown = str(key.value).lower() if isinstance(key.value, bool) else str(key.value)
    if not setting.accepts(key.value):
        return Issue(FILE, key.line, key.column, shown, _WRONG_TYPE, _FIX_VALUE)
    if setting.values and key.value not in setting.values:
        seen = f"{shown} → {', '.join(setting.values)}"
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
            words = error.problem.split()
            name = next((each for each in settings_of("source") if each in words), "url")
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
    seen = f"{value} → {settings_of(table)[name].example}"
    line = _line(text, table, name) or _line(text, table, "")
    return Issue(FILE, line, f"{table}.{name}", seen, _WRONG_VALUE, _CHOOSE_VALUE)


def _line(text: str, table: str, name: str, number: int = 1) -> int:
    """Return the line of a key, or of its table without a name; 0 if it isn't written plainly."""
    inside, seen = "", 0
    for line, content in enumerate(text.splitlines(), 1):
        if heading := re.match(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?", content):
            inside, is_own_table = heading[1], heading[1] == table
            seen += is_own_table
            if is_own_table and not name and seen == number:
                return line
        elif (
            inside == table
            and (not table or seen == number)
            and name
            and re.match(rf"\s*\"?{re.escape(name)}\"?\s*=", content)
        ):
            return line
    return 0
