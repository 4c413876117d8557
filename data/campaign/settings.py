"""`campaign.toml`: the settings of a campaign, and a TOML reader with limits."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from itertools import cycle
from typing import TYPE_CHECKING, Any

import pandas as pd

from data.campaign.errors import Finding, msgid
from data.campaign.schema import SHAPES
from data.loading.contacts import SHOW

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MOST_LETTERS = 300_000
"""A `campaign.toml` or a tour. The longest that people write have some 20,000."""

MOST_RECIPE_LETTERS = 5_000_000
"""A recipe of a list with 20,000 cities has about four million."""

MOST_DOTS = 500
"""Dots of one line. The time for a key `a.b.c` grows with the square of its parts."""

MOST_DOTS_IN_ALL = 15_000
"""Dots of all lines, but for one in each decimal number and each heading. Each part of a key
`a.b.c` takes more than two kilobytes of memory."""

_OWN_LINES = re.compile(r"^\[.*\.|=[ \t]*[+-]?[0-9]+\.[0-9]+[ \t]*$", re.MULTILINE)
"""What a dot belongs to in a line that is not long: a heading, or a decimal number."""


def read_toml(text: str, most: int = MOST_LETTERS) -> dict[str, Any]:
    """Read TOML.

    Args:
        text: It.
        most: Letters it may have.

    Raises:
        tomllib.TOMLDecodeError: It is none, or larger, or nested deeper, than a person writes it,
            or has a number of thousands of digits.
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


FILE = "campaign.toml"


@dataclass(frozen=True)
class Settings:
    """What `campaign.toml` says; a campaign without one is named after its folder.

    `texts` holds `title`, `subtitle`, `introduction`, `credits`, `no_region` (what it is called to
    be for no region, "Global" where nothing is said) and their translations.
    `kinds` has a row a kind: `id`, `title`, `plural`, their translations, `own`, `shape`.
    `shows_contacts` says whether e-mail addresses and telephone numbers in the tables are shown.
    """

    id: str
    texts: Mapping[str, str]
    kinds: pd.DataFrame
    languages: tuple[str, ...] = ("en",)
    url: str = ""
    sources: tuple[str, ...] = ()
    tiles: Mapping[str, str] = field(default_factory=dict)
    shows_contacts: bool = False

    def text(self, name: str, language: str) -> str:
        """The text of that name in a language, else in the campaign's first one."""
        return self.texts.get(f"{name}__{language}") or self.texts.get(name, "")


def read_settings(folder: Path) -> tuple[Settings, list[Finding]]:
    """Read `campaign.toml`; a missing or broken one gives defaults and a finding."""
    path = folder / FILE
    raw: dict[str, Any] = {}
    findings: list[Finding] = []
    try:
        raw = read_toml(path.read_text(encoding="utf-8-sig"))
    except OSError:
        said = (msgid("a file of this name"), msgid("Add the file, or go without it."))
        findings.append(_finding("", *said, level="noted"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        said = (msgid("TOML text"), msgid("Correct the file; it was not used."))
        findings.append(_finding(str(error), *said))
    return _settings(raw, folder.resolve().name), findings


def _finding(seen: str, expected: str, action: str, level: str = "not understood") -> Finding:
    return Finding(FILE, 0, "", seen, expected, action, level=level)


def _settings(raw: Mapping[str, Any], folder_name: str) -> Settings:
    texts = {name: value for name, value in raw.items() if isinstance(value, str)}
    contacts = texts.pop("contacts", "")
    tiles = raw.get("tiles")
    return Settings(
        id=texts.get("id", "") or folder_name,
        texts={"title": folder_name} | texts,
        kinds=kinds_frame([kind for kind in _list(raw, "kinds") if isinstance(kind, dict)]),
        languages=_texts(raw, "languages") or ("en",),
        url=texts.get("url", ""),
        sources=_texts(raw, "sources"),
        tiles={k: str(v) for k, v in tiles.items() if v} if isinstance(tiles, dict) else {},
        shows_contacts=contacts == SHOW,
    )


def _list(raw: Mapping[str, Any], name: str) -> list[Any]:
    value = raw.get(name)
    return value if isinstance(value, list) else []


def _texts(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(str(value) for value in _list(raw, name))


def kinds_frame(kinds: list[dict[str, Any]]) -> pd.DataFrame:
    """One row a kind, in the order of the legend: `id`, `title`, `plural`, ..., `own`, `shape`.

    A kind that names no shape is given one that no other has, as long as there are any.
    """
    wished = {kind.get("shape") for kind in kinds if isinstance(kind.get("shape"), str)}
    spare = cycle([shape for shape in SHAPES if shape not in wished] or SHAPES)
    rows = [
        _texts_of_kind(kind, str(kind.get("id") or place))
        | {
            "own": bool(kind.get("own", True)),
            "shape": kind["shape"] if kind.get("shape") in SHAPES else next(spare),
        }
        for place, kind in enumerate(kinds)
    ]
    frame = pd.DataFrame(rows, columns=None if rows else ["id", "title", "plural", "own", "shape"])
    texts = [name for name in frame.columns if name != "own"]
    frame = frame.fillna(dict.fromkeys(texts, "")).astype({"own": bool})
    return frame.drop_duplicates("id", ignore_index=True)


def _texts_of_kind(kind: Mapping[str, Any], own_id: str) -> dict[str, str]:
    """The texts of a kind; its title stands for the plural where there is none, in any language."""
    texts = {name: str(value) for name, value in kind.items() if value}
    texts = {"title": own_id} | texts | {"id": own_id}
    titles = {name: value for name, value in texts.items() if name.split("__")[0] == "title"}
    return {name.replace("title", "plural", 1): value for name, value in titles.items()} | texts
