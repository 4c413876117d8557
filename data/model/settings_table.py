"""The keys of `campaign.toml`, a row each in `settings.toml`: for reader, checks, writer, docs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

TEXT, TEXTS, TRUTH, NUMBER, TABLE, TABLES = "text", "texts", "truth", "number", "table", "tables"
"""Types of values: `[source]` is a table, `[[kinds]]` are tables."""

_CLASSES: dict[str, type | tuple[type, ...]] = {
    TEXT: str, TEXTS: list, TRUTH: bool, NUMBER: (int, float), TABLE: dict, TABLES: list,
}  # fmt: skip
_FILE = Path(__file__).with_name("settings.toml")
_FORMS = ("zero", "one", "two", "few", "many", "other")
"""The plural forms of CLDR."""


class Setting(NamedTuple):
    """A key of `campaign.toml`.

    Attributes:
        name: Its name, in a table "source.url"; `own_*` is the same for each plural form.
        type: The type of its value.
        meaning: A sentence, for people who edit the file.
        example: A value as they write it, or several.
        values: All values that it may have; empty if they are many.
        is_translated: Whether it may have a language behind its name: `title__fr`.
        is_explained: Whether a written file has the meaning above it.
        offer: The comment behind the example that a written file has in its place; "" for none.
    """

    name: str
    type: str = TEXT
    meaning: str = ""
    example: str = ""
    values: tuple[str, ...] = ()
    is_translated: bool = False
    is_explained: bool = True
    offer: str = ""

    def accepts(self, value: object) -> bool:
        """Whether a value has the right type."""
        if isinstance(value, bool):
            return self.type == TRUTH
        if self.type == TEXTS and isinstance(value, list):
            return all(isinstance(each, str) for each in value)
        return isinstance(value, _CLASSES[self.type])


def settings_of(table: str = "") -> Mapping[str, Setting]:
    """Return the settings of a table by their key, in their order; "" are those outside tables."""
    return _tables()[table]


@cache
def _tables() -> dict[str, dict[str, Setting]]:
    tables: dict[str, dict[str, Setting]] = {}
    for name, row in tomllib.loads(_FILE.read_text(encoding="utf-8")).items():
        setting = Setting(name, **row | {"values": tuple(row.get("values", ()))})
        table, _, key = name.rpartition(".")
        keys = [key.replace("*", form) for form in _FORMS] if "*" in key else [key]
        tables.setdefault(table, {}).update(dict.fromkeys(keys, setting))
    return tables
