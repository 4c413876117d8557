"""Checks the host name of requests, and which web pages may send them."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from streamlit import config

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_FORBIDDEN = 403
_TWICE = 2
_REFUSED = (
    "This server does not answer to this address. "
    "Add its name to server.allowedHosts, or start it with: make run HOST=name\n"
)
_FOREIGN = "This server does not answer to pages of other websites.\n"
_USUAL_PORTS = (":80", ":443")
_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})
"""Names of this machine, which DNS can't point elsewhere."""


class HostAndOrigin:
    """Refuse requests under a foreign name and requests from foreign web pages.

    DNS rebinding uses a foreign name to reach a server on a visitor's own machine. A foreign
    `Origin` would make Streamlit look up this machine's address on the internet, in the event loop;
    here it gets 403 first. Requests without `Origin` pass: browsers send it with every WebSocket
    and every request that could change something.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Guard an app, with the names in Streamlit's configuration at the start of the server."""
        self._app = app
        self._names = allowed_names()
        self._any_address = not is_loopback(config.get_option("server.address") or "")
        self._origins = {
            urlsplit(origin).netloc.lower()
            for origin in config.get_option("server.corsAllowedOrigins")
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        # Of two names another program may take the one that was not checked.
        is_clear = all(len(headers.getlist(name)) < _TWICE for name in ("host", "origin"))
        host = headers.get("host", "") if is_clear else ""
        may_ask = self._may_ask(headers.get("origin"), host) or may_be_read_by_all(scope)
        if self._is_own(host) and may_ask:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        else:
            text = _FOREIGN if self._is_own(host) else _REFUSED
            await PlainTextResponse(text, _FORBIDDEN)(scope, receive, send)

    def _is_own(self, host: str) -> bool:
        name = host_name(host)
        # DNS rebinding needs a name: an IP address is always the one that was typed.
        return name in self._names or "*" in self._names or (self._any_address and is_address(name))

    def _may_ask(self, origin: str | None, host: str) -> bool:
        if origin is None:
            return True
        netloc = _without_usual_port(urlsplit(origin).netloc.lower())
        return bool(netloc) and netloc in {_without_usual_port(host.lower()), *self._origins}


def base_path() -> str:
    """Return the path under which the server answers: "" or, with `make run BASE=/map`, "/map"."""
    base = (config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def is_feed(path: str) -> bool:
    """Return whether a path is one of the addresses for programs."""
    return path.startswith(f"{base_path()}/api/")


def may_be_read_by_all(scope: Scope) -> bool:
    """Return whether pages of other websites may read an answer: feeds that others can reach too.

    Under a name of this machine they may not: a page on the internet could read an unpublished
    campaign.
    """
    return (
        scope["type"] == "http"
        and scope["method"] in {"GET", "HEAD"}
        and is_feed(scope["path"])
        and not is_loopback(host_name(Headers(scope=scope).get("host", "")))
    )


def allowed_names() -> frozenset[str]:
    """Return the names that the server answers to: its own address, this machine, configured ones.

    `STREAMLIT_SERVER_ALLOWED_HOSTS` replaces the names of the configuration file: an operator who
    adds a proxy's name still opens the server on its own machine.

    A server that listens on all addresses (`HOST=0.0.0.0`) also answers to this machine's name.
    `*` in `server.allowedHosts` allows every name.
    """
    address = config.get_option("server.address") or ""
    own = {address.lower()} if address and not _is_wildcard(address) else set()
    if not is_loopback(address):
        machine = socket.gethostname().lower()
        own |= {machine, f"{machine}.local"}
    return frozenset(
        own | _THIS_MACHINE | {name.lower() for name in config.get_option("server.allowedHosts")}
    )


def host_name(host: str) -> str:
    """Return the name in a `Host` header without its port; "" if the header is malformed."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return ""
    if parts.netloc != host or "@" in host:
        return ""
    return (parts.hostname or "").rstrip(".")


def is_address(name: str) -> bool:
    """Return whether it is an IP address rather than a name."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(address: str) -> bool:
    """Return whether only this machine can reach a server that listens on this address."""
    if address.lower() == "localhost":
        return True
    return is_address(address) and ipaddress.ip_address(address).is_loopback


def _is_wildcard(address: str) -> bool:
    return is_address(address) and ipaddress.ip_address(address).is_unspecified


def _without_usual_port(netloc: str) -> str:
    return next(
        (netloc.removesuffix(port) for port in _USUAL_PORTS if netloc.endswith(port)), netloc
    )
