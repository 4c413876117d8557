"""The address that a campaign's list is read from: `[source]` in its `campaign.toml`.

It isn't part of `Settings`, so that no imported campaign can make a server ask an address.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from data.model.errors import SourceError, msgid
from data.model.settings import read_campaign_toml
from data.model.settings_table import settings_of

HOSTS = "CONSULTATION_SOURCE_HOSTS"
"""Environment variable: the only hosts that campaigns may name, separated by spaces."""

PRIVATE = "CONSULTATION_SOURCE_PRIVATE"
"""Environment variable: "1" allows addresses inside this network."""

AUTHORIZATION = "CONSULTATION_SOURCE_AUTHORIZATION"
"""Environment variable: the header `Authorization`, sent to the host of the address alone."""

USUAL_SECONDS, LEAST_SECONDS = 3600, 60
"""Seconds between two readings."""

FAILURES_TO_WARN = 3

_USUAL_REDIRECTS = {
    "docs.google.com": ("*.googleusercontent.com",),
    "www.dropbox.com": ("*.dropboxusercontent.com",),
}
"""Hosts that large services redirect downloads to."""

_SECONDS = {"m": 60, "h": 3600, "d": 86_400}
_EVERY = re.compile(r"([1-9][0-9]{0,3}) ?(m|minutes?|h|hours?|d|days?)")
_WAYS = ("keep", "warn")
_CORRECT = msgid("Correct [source] in campaign.toml.")


@dataclass(frozen=True)
class SourceSettings:
    """Where a list is read from, and how often.

    Attributes:
        url: The address.
        every: Seconds between two readings.
        warns: Whether pages warn after `FAILURES_TO_WARN` failed readings.
        hosts: Further hosts that the address may redirect to; `*.example.org` is any host below it.
        is_private: Whether the hosts may be inside this network.
        query: What a GraphQL server is asked; "" gets a file.
    """

    url: str
    every: int = USUAL_SECONDS
    warns: bool = False
    hosts: tuple[str, ...] = ()
    is_private: bool = False
    query: str = ""

    @property
    def host(self) -> str:
        """The host of the address."""
        return urlsplit(self.url).hostname or ""

    def allows(self, host: str) -> bool:
        """Whether a host may be asked: that of the address, and those listed."""
        listed = os.environ.get(HOSTS, "").split()
        if listed and not _is_in(host, listed):
            return False
        own = (self.host, *self.hosts, *_USUAL_REDIRECTS.get(self.host, ()))
        return _is_in(host, own)


def _is_in(host: str, names: list[str] | tuple[str, ...]) -> bool:
    return any(
        host == name.lower() or (name.startswith("*.") and host.endswith(name[1:].lower()))
        for name in names
    )


def source_of_folder(folder: Path) -> SourceSettings | None:
    """Read the settings from a campaign's folder; None if it names no address.

    Raises:
        SourceError: It names one in a wrong way.
    """
    return source_settings(read_campaign_toml(folder))


def source_settings(campaign_toml: Mapping[str, Any]) -> SourceSettings | None:
    """Read the settings from `campaign.toml`; None without `[source]`.

    Raises:
        SourceError: A value is wrong.
    """
    table = campaign_toml.get("source")
    if not isinstance(table, dict):
        return None
    url, every = table.get("url"), table.get("every", "1 hour")
    if not _is_address(url):
        raise SourceError(msgid("The setting url is no http or https address."), _CORRECT)
    match = _EVERY.fullmatch(every) if isinstance(every, str) else None
    if match is None:
        raise SourceError(
            msgid("The setting every is not a time such as {example}."),
            _CORRECT,
            example='"30 minutes"',
        )
    if table.get("on_failure", "keep") not in _WAYS:
        raise SourceError(
            msgid("The setting on_failure is none of these: {values}."),
            _CORRECT,
            values=", ".join(_WAYS),
        )
    hosts = table.get("hosts", [])
    if not settings_of("source")["hosts"].accepts(hosts):
        raise SourceError(msgid("The setting hosts is not a list of names."), _CORRECT)
    query = table.get("query", "")
    return SourceSettings(
        query=query if isinstance(query, str) else "",
        url=str(url),
        every=max(int(match[1]) * _SECONDS[match[2][0]], LEAST_SECONDS),
        warns=table.get("on_failure") == "warn",
        hosts=tuple(hosts),
        is_private=table.get("private") is True or os.environ.get(PRIVATE, "") == "1",
    )


def _is_address(url: object) -> bool:
    if not isinstance(url, str) or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:  # unclosed brackets, a port of letters
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
