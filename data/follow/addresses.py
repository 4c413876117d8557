"""Which machines may be asked: hosts on the list, and no address inside this network."""

from __future__ import annotations

import socket
from ipaddress import IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import urlsplit

from data.model.errors import SourceError, msgid
from data.model.source_settings import SourceSettings

_PORTS = {"http": 80, "https": 443}
_MOST_TRIED = 4
_NOT_PUBLIC = tuple(
    map(
        ip_network,
        (
            # Relays: an IPv4 address stands inside (6to4, NAT64, Teredo, IPv4-compatible).
            "192.88.99.0/24", "2002::/16", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "::/96",
            # Of protocols and documents, segment routing, and old site-local addresses.
            "192.0.0.0/24", "3fff::/20", "5f00::/16", "fec0::/10",
        ),
    )
)  # fmt: skip
"""Ranges that Python calls global, or did until lately.

Source: IANA's registries of special-purpose addresses.
"""


class Target(NamedTuple):
    """An address to ask: the machines are looked up and checked, and only they are connected to.

    Attributes:
        scheme: "http" or "https".
        host: Its name, for the certificate and the header `Host`.
        port: Its port.
        path: Path and query.
        machines: IP addresses, in the order of the resolver.
    """

    scheme: str
    host: str
    port: int
    path: str
    machines: tuple[str, ...]

    @property
    def host_header(self) -> str:
        """The header `Host`."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _PORTS[self.scheme] else f"{name}:{self.port}"


def target_of(url: str, settings: SourceSettings) -> Target:
    """Look a host up and check its addresses.

    Raises:
        SourceError: It may not be asked, or is unknown.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _refusal(url[:100]) from error
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in _PORTS or not settings.allows(host):
        raise _refusal(host or url[:100])
    port = port or _PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise unreachable(host) from error
    machines = tuple(dict.fromkeys(str(each[4][0]) for each in found))
    if not settings.is_private:
        machines = tuple(machine for machine in machines if is_public(machine))
    if not machines:
        raise SourceError(
            msgid("{host} is inside this network."),
            msgid("If that is intended, set private = true under [source] in campaign.toml."),
            host=host,
        )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path, machines[:_MOST_TRIED])


def is_public(machine: str) -> bool:
    """Whether an IP address is on the internet, and neither a relay's nor reserved."""
    try:
        address = ip_address(machine.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if any(address in network for network in _NOT_PUBLIC):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def unreachable(host: str) -> SourceError:
    """Return the error for a host without an answer."""
    return SourceError(
        msgid("{host} can't be reached."),
        msgid("It is asked again later. If this lasts, check the address."),
        host=host,
    )


def _refusal(host: str) -> SourceError:
    return SourceError(
        msgid("{host} is not among the hosts that may be asked."),
        msgid("Add it to hosts under [source] in campaign.toml if it should be."),
        host=host,
    )
