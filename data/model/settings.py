"""`campaign.toml`: the settings of a campaign, and a TOML reader with limits."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import pandas as pd

from data.model.errors import Issue, msgid
from data.model.folder import text_of
from data.model.schema import SHAPES
from data.model.settings_table import TEXTS, settings_of
from data.words.languages import is_language

FILE = "campaign.toml"

MOST_LETTERS = 300_000
"""Letters of a `campaign.toml` or a tour. The longest that people write have some 20,000."""

MOST_RECIPE_LETTERS = 5_000_000
"""Letters of a recipe. One for a list with 20,000 cities has about four million."""

MOST_DOTS = 500
"""Dots in one line. The time for a key `a.b.c` grows with the square of its parts."""

MOST_DOTS_IN_ALL = 15_000
"""Dots in all lines, except one in each decimal number and each heading. Each part of a key
`a.b.c` takes more than two kilobytes of memory."""

_OWN_LINES = re.compile(r"^\[.*\.|=[ \t]*[+-]?[0-9]+\.[0-9]+[ \t]*$", re.MULTILINE)
"""The dots that don't count in a line: that of a heading, and that of a decimal number."""

SHOW = "show"
"""The value of `contacts` in `campaign.toml` that shows them."""

_EMAIL = re.compile(r"[A-Za-z0-9._+-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")


def read_toml(text: str, most: int = MOST_LETTERS) -> dict[str, Any]:
    """Parse TOML.

    Raises:
        tomllib.TOMLDecodeError: It is not TOML, is larger or nested deeper than a person writes
            it, or has a number of thousands of digits.
    """
    if len(text) > most:
        raise tomllib.TOMLDecodeError(f"More than {most:,} letters")
    if any(line.count(".") > MOST_DOTS for line in text.splitlines()):
        raise tomllib.TOMLDecodeError(f"A line with more than {MOST_DOTS} dots")
    if text.count(".") - len(_OWN_LINES.findall(text)) > MOST_DOTS_IN_ALL:
        raise tomllib.TOMLDecodeError(f"More than {MOST_DOTS_IN_ALL:,} dots")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("Nested too deep") from error
    except ValueError as error:
        # Python reads no decimal integer of more than 4,300 digits.
        raise tomllib.TOMLDecodeError("A number of too many digits") from error


def read_campaign_toml(folder: Path) -> dict[str, Any]:
    """Read `campaign.toml` of a folder; empty if it is missing or broken."""
    try:
        return read_toml(text_of(folder / FILE))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}


@dataclass(frozen=True)
class Settings:
    """The contents of `campaign.toml`; a campaign without one is named after its folder.

    `settings.toml` says what each key means. `texts` holds all texts and their translations, also
    those of unknown keys. A setting that is a list of texts has a field of its name.
    `kinds` has one row per kind: `id`, `title`, `plural`, their translations, `own`, `moment`,
    `shape`.
    `contact` is "" if it is no e-mail address. `embed_on` is empty for no website, "*" for all.
    """

    id: str
    texts: Mapping[str, str]
    kinds: pd.DataFrame
    languages: tuple[str, ...] = ("en",)
    url: str = ""
    sources: tuple[str, ...] = ()
    tiles: Mapping[str, str] = field(default_factory=dict)
    shows_contacts: bool = False
    contact: str = ""
    partners: tuple[str, ...] = ()
    logo: str = ""
    embed_on: tuple[str, ...] = ("*",)

    @property
    def has_notes_on_sources(self) -> bool:
        """Whether the column `notes` tells where sources disagree (`notes = "sources"`)."""
        return self.texts.get("notes") == "sources"

    def text(self, name: str, language: str) -> str:
        """Return a text in a language, else in the campaign's first language, else ""."""
        return self.texts.get(f"{name}__{language}") or self.texts.get(name, "")


def read_settings(folder: Path) -> tuple[Settings, list[Issue]]:
    """Read `campaign.toml`; a missing or broken one gives defaults and an issue."""
    path = folder / FILE
    raw: dict[str, Any] = {}
    issues: list[Issue] = []
    try:
        raw = read_toml(text_of(path))
    except OSError:
        issue = Issue(
            FILE, 0, "", "", msgid("This file is missing."), msgid("Add it if you need it."),
            level="noted",
        )  # fmt: skip
        issues.append(issue)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        issue = Issue(
            FILE, 0, "", str(error), msgid("This is not valid TOML."),
            msgid("Correct the file. It was ignored."),
        )  # fmt: skip
        issues.append(issue)
    settings = _settings(raw, folder.resolve().name)
    written = settings.texts.get("contact", "")
    if written and not settings.contact:
        issue = Issue(
            FILE, 0, "contact", written, msgid("Expected an e-mail address."),
            msgid("Correct it. It was ignored."),
        )  # fmt: skip
        issues.append(issue)
    issues += [
        Issue(
            FILE, 0, "languages", f'{code} → "en", "pt-BR"',
            msgid("This key can't have this value."),
            msgid("Write a value like those after the arrow, or leave the key out."),
        )
        for code in _texts(raw, "languages")
        if not is_language(code)
    ]  # fmt: skip
    return settings, issues


def _languages(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the languages that are known, each once; English if there is none."""
    codes = (code for code in _texts(raw, "languages") if is_language(code))
    return tuple(dict.fromkeys(codes)) or ("en",)


def _settings(raw: Mapping[str, Any], folder_name: str) -> Settings:
    texts = {name: value for name, value in raw.items() if isinstance(value, str)}
    contacts = texts.pop("contacts", "")
    tiles = raw.get("tiles")
    lists: dict[str, Any] = {
        name: _texts(raw, name)
        for name, setting in settings_of().items()
        if setting.type == TEXTS and name in raw
    }
    return Settings(
        id=texts.get("id", "") or folder_name,
        texts={"title": folder_name} | texts,
        kinds=kinds_frame([kind for kind in _list(raw, "kinds") if isinstance(kind, dict)]),
        url=texts.get("url", ""),
        tiles={k: str(v) for k, v in tiles.items() if v} if isinstance(tiles, dict) else {},
        shows_contacts=contacts == SHOW,
        contact=contact if _EMAIL.fullmatch(contact := texts.get("contact", "").strip()) else "",
        logo=texts.get("logo", ""),
        **lists | {"languages": _languages(raw)},
    )


def _list(raw: Mapping[str, Any], name: str) -> list[Any]:
    value = raw.get(name)
    return value if isinstance(value, list) else []


def _texts(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(str(value) for value in _list(raw, name))


_TRUTHS = ("own", "moment")
_COLUMNS = ["id", "title", "plural", *_TRUTHS, "shape"]


def kinds_frame(kinds: list[dict[str, Any]]) -> pd.DataFrame:
    """Return one row per kind, in legend order: `id`, `title`, `plural`, ..., the truths, `shape`.

    A kind without a shape gets one that no other kind has, as long as there are any left.
    """
    wished = {kind.get("shape") for kind in kinds if isinstance(kind.get("shape"), str)}
    spare = cycle([shape for shape in SHAPES if shape not in wished] or SHAPES)
    rows = [
        _texts_of_kind(kind, str(kind.get("id") or position))
        | {
            "own": bool(kind.get("own", True)),
            "moment": kind.get("moment") is True,
            "shape": kind["shape"] if kind.get("shape") in SHAPES else next(spare),
        }
        for position, kind in enumerate(kinds)
    ]
    frame = pd.DataFrame(rows, columns=None if rows else _COLUMNS)
    texts = [name for name in frame.columns if name not in _TRUTHS]
    frame = frame.fillna(dict.fromkeys(texts, "")).astype(dict.fromkeys(_TRUTHS, bool))
    return frame.drop_duplicates("id", ignore_index=True)


def _texts_of_kind(kind: Mapping[str, Any], own_id: str) -> dict[str, str]:
    """Return the texts of a kind. In each language a missing plural is replaced by the title."""
    texts = {name: str(value) for name, value in kind.items() if value}
    texts = {"title": own_id} | texts | {"id": own_id}
    titles = {name: value for name, value in texts.items() if name.split("__")[0] == "title"}
    return {name.replace("title", "plural", 1): value for name, value in titles.items()} | texts
