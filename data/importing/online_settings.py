"""Settings of the online geocoder, `[geocoding]`: off unless the served campaign switches it on.

They aren't part of `Settings`, so that no imported campaign can carry them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from data.model.errors import msgid
from data.model.settings import read_campaign_toml

DEFAULT_USER_AGENT = "Consultation Map"
SERVER = "nominatim.openstreetmap.org"
SOURCE = "OpenStreetMap"
"""`Candidate.source` of places found online."""
CREDIT = msgid("Places looked up online: © OpenStreetMap contributors")
"""Required wherever such places are shown."""
_SCHEMES = ("http", "https")


@dataclass(frozen=True)
class OnlineSettings:
    """Who asks (`email` and `user_agent` are sent with every question), and which server."""

    email: str
    user_agent: str = DEFAULT_USER_AGENT
    server: str = SERVER
    scheme: str = "https"


def settings_of_served_campaign(folder: Path) -> OnlineSettings | None:
    """Read the settings from the folder of the served campaign; None if geocoding is off."""
    return online_settings(read_campaign_toml(folder))


def online_settings(campaign_toml: Mapping[str, Any]) -> OnlineSettings | None:
    """Read the settings from `campaign.toml` of the served campaign, never of an imported one.

    Returns:
        None, so no online geocoding, unless `[geocoding]` has `online = true`, an `email`, and a
        valid `server` or none.
    """
    table = campaign_toml.get("geocoding")
    if not isinstance(table, dict) or table.get("online") is not True:
        return None
    email, user_agent = (_line(table.get(name)) for name in ("email", "user_agent"))
    name, at, domain = email.partition("@")
    scheme, server = _address(table.get("server", SERVER))
    if not (name and at and domain and server):
        return None
    return OnlineSettings(email, user_agent or DEFAULT_USER_AGENT, server, scheme)


def _address(value: object) -> tuple[str, str]:
    """Return scheme and host (with port and path) of a server; empty texts if invalid."""
    text = _line(value)
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError:  # unclosed brackets
        return "", ""
    if parts.scheme not in _SCHEMES or not parts.hostname or parts.query or "@" in parts.netloc:
        return "", ""
    return parts.scheme, (parts.netloc + parts.path).rstrip("/")


def _line(value: object) -> str:
    """Return a text on one line, for the header of a request; "" for anything else."""
    return " ".join(value.split()) if isinstance(value, str) and value.isprintable() else ""
