"""Web addresses in data: which may become links, and how they are shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

_ALLOWED = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
_UNESCAPED = "!#%&+,/:;=?@~-._"
"""Characters of an address without a meaning in Markdown; others are percent-encoded."""

_ENTITY = re.compile(r"(&#?\w+);")
_IN_TEXT = re.compile(r"https?://[^\s<>()\[\]{}\"'“”«»]+", re.IGNORECASE)
_ENCODED = re.compile(r"(?:%[0-9a-f]{2})+", re.IGNORECASE)
_SHOWN_LENGTH = 48


class Piece(NamedTuple):
    """A piece of a text; `address` is "" unless it is a link."""

    text: str
    address: str


def is_public(link: str) -> bool:
    """Whether other computers can open an address: not one of this computer alone."""
    host = urlsplit(link).hostname or ""
    try:
        return not (ip_address(host).is_loopback or ip_address(host).is_unspecified)
    except ValueError:
        return bool(host) and host != "localhost" and not host.endswith(".localhost")


def web_address(text: str) -> str:
    """Return an address that is safe in a link and in Markdown; "" if it may not be a link.

    Only `http`, `https` and `mailto` may be links.
    """
    text = text.strip()
    if not _ALLOWED.fullmatch(text) or not _is_whole(text):
        return ""
    return _ENTITY.sub(r"\1%3B", quote(text, safe=_UNESCAPED))


def _is_whole(address: str) -> bool:
    """Tell whether a browser can open an address: not with brackets in the host, `http://[::1`.

    IPv6 addresses are not of the public web, and Markdown can't have brackets in a link.
    """
    try:
        return "[" not in urlsplit(address).netloc
    except ValueError:
        return False


def short_address(address: str) -> str:
    """Shorten an address for readers: no scheme, no `www.`, letters for codes, a long end cut."""
    bare = re.sub(r"^(?:https?://(?:www\.)?|mailto:)", "", address.strip(), flags=re.IGNORECASE)
    bare = _ENCODED.sub(_decoded, bare).rstrip("/")
    return bare if len(bare) <= _SHOWN_LENGTH else bare[: _SHOWN_LENGTH - 1].rstrip("/-_.") + "…"


def _decoded(codes: re.Match[str]) -> str:
    """Return the letters of percent codes; the codes where these are no letters of a text."""
    text = unquote(codes.group(), errors="replace")
    return text if text.isprintable() and not {" ", "\ufffd"} & set(text) else codes.group()


def pieces(text: str) -> list[Piece]:
    """Split a text at the addresses in it; empty for an empty text."""
    split: list[Piece] = []
    end = 0
    for match in _IN_TEXT.finditer(text):
        address = match.group().rstrip(".,;:!?")
        split += [Piece(text[end : match.start()], ""), Piece(address, web_address(address))]
        end = match.start() + len(address)
    split.append(Piece(text[end:], ""))
    return [piece for piece in split if piece.text]


def link(words: str, address: str) -> str:
    """Write a Markdown link, or the words alone if the address may not be one.

    Args:
        words: Markdown; text from data escaped.
        address: From data.
    """
    safe = web_address(address)
    return f"[{words}]({safe})" if safe else words


def link_addresses(text: str, escape: Callable[[str], str]) -> str:
    """Write text from data as Markdown, with its addresses as shortened links.

    Args:
        text: From data.
        escape: Escapes a text for Markdown.
    """
    return "".join(_mark_up(piece, escape) for piece in pieces(text))


def _mark_up(piece: Piece, escape: Callable[[str], str]) -> str:
    text, address = piece
    if address:
        return link(escape(short_address(text)), address)
    # Escaping strips the spaces at the ends, but links need them on both sides.
    return f"{' ' * text[:1].isspace()}{escape(text)}{' ' * text[-1:].isspace()}"
