"""Write `campaign.toml`, with a comment for each key."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import tomli_w

from data.model.settings import SHOW, Settings
from data.model.settings_table import TEXTS, settings_of

_HEAD = """\
# The settings of a campaign. `python -m data check` on this folder names mistakes.
# A translated text has its language behind its name: title__fr = "..."
"""
_OFFERS_HEAD = "# Remove the # before a line to use it. docs/campaign-folder.md has all keys.\n"
_ALWAYS = ("languages", "sources")
"""Lists that are written even if they are as they are by default."""


def settings_toml(settings: Settings) -> str:
    """Return the text of `campaign.toml`, with a comment for each key, and for missing ones."""
    values: dict[str, Any] = {"id": settings.id, **settings.texts}
    values.pop("kinds", "")
    if settings.url:
        values["url"] = settings.url
    for name, setting in settings_of().items():
        if name == "contacts" and settings.shows_contacts:
            values[name] = SHOW
        elif setting.type == TEXTS:
            value = getattr(settings, name)
            if name in _ALWAYS or value != getattr(Settings, name):
                values[name] = list(value)
    tables: dict[str, list[dict[str, Any]]] = {
        "tiles": [{"tiles": dict(settings.tiles)}] if settings.tiles else [],
        "kinds": [
            {
                str(name): _plain(value)
                for name, value in kind.items()
                if value != "" and (name != "moment" or value)
            }
            for kind in settings.kinds.to_dict("records")
        ],
    }
    # Several lines are easier to read and edit, but TOML normalizes their line ends.
    toml = partial(tomli_w.dumps, multiline_strings="\\r" not in repr((values, tables)))
    lines = [_HEAD]
    for name, value in values.items():
        lines += [_explanation(name) if value != [] else "", toml({name: value})]
    offers = [
        f"# {name} = {setting.example}  # {setting.offer}\n"
        for name, setting in settings_of().items()
        if setting.offer and name not in values
    ]
    if offers:
        # Keys behind a table would belong to it.
        lines += ["\n", _OFFERS_HEAD, *offers, "\n"]
    for name, rows in tables.items():
        head = "[[kinds]]\n" if name == "kinds" else ""
        lines.append(_explanation(name) if rows else "")
        lines += [head + toml(row) for row in rows]
    return "".join(lines)


def _explanation(name: str) -> str:
    setting = settings_of().get(name)
    return f"# {setting.meaning}\n" if setting and setting.is_explained else ""


def _plain(value: object) -> object:
    return bool(value) if isinstance(value, np.bool_) else value
