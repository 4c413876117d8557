"""Write `campaign.toml`, with a comment for each key."""

from __future__ import annotations

from typing import Any

import numpy as np
import tomli_w

from data.model.settings import SHOW, Settings

_HEAD = """\
# The settings of a campaign. `python -m data check` on this folder names mistakes.
# A translated text has its language behind its name: title__fr = "..."
"""
_EXPLAINED = {
    "id": "In links and file names: small letters, digits and hyphens.",
    "title": "The name of the campaign, on every page.",
    "subtitle": "Below the title, on slides and on the first page of a brief.",
    "short": "Stands for the title where there is little room.",
    "summary": "One sentence above the map: what this is, who asked whom, what came of it.",
    "introduction": "On the page About.",
    "credits": "Whom to thank for the facts, on the page About and in exports.",
    "no_region": "What consultations without a region are called.",
    "noun": "What counts call your rows: consultation, event, hearing, meeting or conference.",
    "owner": "Whose campaign it is: in citations, on the first and the last slide.",
    "url": "The campaign's own website.",
    "contact": "An e-mail address: cards offer to write here about what they lack.",
    "notes": 'Write "sources" if the column `notes` tells where sources disagree.',
    "languages": "The languages of the texts in this folder, first that of the tables.",
    "sources": "Where the facts come from: names or addresses.",
    "partners": "Organizations to name beside the owner.",
    "contacts": "Shows the e-mail addresses and telephone numbers of the tables.",
    "tiles": "An online map under the markers. Without it, nothing is requested from the network.",
    "kinds": "The kinds of consultations, as the column `kind` names them. own = false is for "
    "meetings of others.",
}  # fmt: skip
"""What each key is for, for people who edit the file."""

_OPTIONAL_HEAD = "# Remove the # before a line to use it. docs/campaign-folder.md has all keys.\n"
_OPTIONAL = {
    "short": '"..."  # stands for the title where there is little room',
    "summary": '"..."  # one sentence above the map',
    "introduction": '"..."  # on the page About',
    "owner": '"..."  # whose campaign it is',
    "partners": '["..."]  # organizations to name beside the owner',
    "contact": '"you@example.org"  # cards offer to write here about what they lack',
    "url": '"https://example.org"  # the campaign\'s own website',
    "logo": '"logo.png"  # a picture in this folder',
    "embed_on": '["https://example.org"]  # websites that may show views in a frame',
}
_TABLE_LINES = ("# The kinds", "# An online map", "[")


def settings_toml(settings: Settings) -> str:
    """Return the text of `campaign.toml`, with a comment for each key, and for missing ones."""
    values: dict[str, Any] = {"id": settings.id, **settings.texts}
    if settings.url:
        values["url"] = settings.url
    values["languages"], values["sources"] = list(settings.languages), list(settings.sources)
    if settings.shows_contacts:
        values["contacts"] = SHOW
    if settings.partners:
        values["partners"] = list(settings.partners)
    if settings.embed_on != ("*",):
        values["embed_on"] = list(settings.embed_on)
    if settings.tiles:
        values["tiles"] = dict(settings.tiles)
    kinds = settings.kinds.to_dict("records")
    values["kinds"] = [
        {str(name): _plain(value) for name, value in kind.items() if value != ""} for kind in kinds
    ]
    # Several lines are easier to read and edit, but TOML normalizes their line ends.
    is_multiline = "\\r" not in repr(values)
    lines = [_HEAD]
    for name, value in values.items():
        if (explanation := _EXPLAINED.get(name)) and value != []:
            lines.append(f"# {explanation}\n")
        each = value if name == "kinds" else [{name: value}]
        head = "[[kinds]]\n" if name == "kinds" else ""
        lines += [head + tomli_w.dumps(table, multiline_strings=is_multiline) for table in each]
    missing = [
        f"# {name} = {example}\n" for name, example in _OPTIONAL.items() if name not in values
    ]
    # Keys behind a table would belong to it.
    end = next((i for i, line in enumerate(lines) if line.startswith(_TABLE_LINES)), len(lines))
    if missing:
        missing = ["\n", _OPTIONAL_HEAD, *missing, "\n"]
    return "".join([*lines[:end], *missing, *lines[end:]])


def _plain(value: object) -> object:
    return bool(value) if isinstance(value, np.bool_) else value
