"""Who may ask an online geocoder, and which: nobody unless a campaign says so.

`campaign.toml` of the campaign that is served must switch it on::

    [geocoding]
    online = true
    email = "you@example.org"
    user_agent = "Name of your campaign"      # may be left out
    server = "https://nominatim.example.org"  # may be left out: OpenStreetMap's own

It is no part of `Settings`, so that no campaign that a visitor brings can carry it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from data.campaign.errors import msgid
from data.campaign.settings import FILE, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DEFAULT_USER_AGENT = "Consultation Map"
SERVER = "nominatim.openstreetmap.org"
SOURCE = "OpenStreetMap"
"""`Candidate.source` of what was found online."""
CREDIT = msgid("Places looked up online: © OpenStreetMap contributors")
"""What has to be said wherever such places are shown."""
_SCHEMES = ("http", "https")


@dataclass(frozen=True)
class OnlineSettings:
    """Who asks (both texts are told to the server with every question), and whom."""

    email: str
    user_agent: str = DEFAULT_USER_AGENT
    server: str = SERVER
    scheme: str = "https"


def served_settings(folder: Path) -> OnlineSettings | None:
    """Read who asks from the folder of the campaign that is served; None if it is off."""
    try:
        said = read_toml((folder / FILE).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None
    return online_settings(said)


def online_settings(campaign_toml: Mapping[str, Any]) -> OnlineSettings | None:
    """Read who asks from ``campaign.toml``.

    Only that of the served campaign may be given, never one that a visitor brings.

    Returns:
        None, and so no online geocoding, unless ``[geocoding]`` has ``online = true``, an
        ``email``, and no ``server`` that is none.
    """
    said = campaign_toml.get("geocoding")
    if not isinstance(said, dict) or said.get("online") is not True:
        return None
    email, user_agent = (_line(said.get(name)) for name in ("email", "user_agent"))
    name, at, domain = email.partition("@")
    scheme, server = _address(said.get("server", SERVER))
    if not (name and at and domain and server):
        return None
    return OnlineSettings(email, user_agent or DEFAULT_USER_AGENT, server, scheme)


def _address(said: object) -> tuple[str, str]:
    """Scheme and host (with port and path) of a server; empty texts for what is none."""
    text = _line(said)
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError:  # brackets that are not closed
        return "", ""
    if parts.scheme not in _SCHEMES or not parts.hostname or parts.query or "@" in parts.netloc:
        return "", ""
    return parts.scheme, (parts.netloc + parts.path).rstrip("/")


def _line(value: object) -> str:
    """Give a text on one line, for a header of a request; `""` for anything else."""
    return " ".join(value.split()) if isinstance(value, str) and value.isprintable() else ""
