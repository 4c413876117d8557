"""Addresses in the data: which may become links, and how they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

_ALLOWED = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
_KEPT = "!#%&+,/:;=?@~-._"
"""Signs of an address that mean nothing in Markdown; the rest is percent-encoded."""

_ENTITY = re.compile(r"(&#?\w+);")
_IN_TEXT = re.compile(r"https?://[^\s<>()\[\]{}\"'“”«»]+", re.IGNORECASE)
_SHOWN_LENGTH = 48


class Piece(NamedTuple):
    """A stretch of a text; `address` is "" unless it is a link."""

    text: str
    address: str


def web_address(text: str) -> str:
    """The address as a link may carry it, safe in Markdown too; "" for what may not be a link.

    Only `http`, `https` and `mailto` may be links.
    """
    text = text.strip()
    if not _ALLOWED.fullmatch(text) or not _is_whole(text):
        return ""
    return _ENTITY.sub(r"\1%3B", quote(text, safe=_KEPT))


def _is_whole(address: str) -> bool:
    """Whether a browser can open an address: not one whose host has brackets, as in `http://[::1`.

    Addresses of machines by number are none of the web, and Markdown can't carry brackets.
    """
    try:
        return "[" not in urlsplit(address).netloc
    except ValueError:
        return False


def short_address(address: str) -> str:
    """An address as one reads it: without scheme and `www.`, the end of a long one left out."""
    bare = re.sub(r"^(?:https?://(?:www\.)?|mailto:)", "", address.strip(), flags=re.IGNORECASE)
    bare = bare.rstrip("/")
    return bare if len(bare) <= _SHOWN_LENGTH else bare[: _SHOWN_LENGTH - 1].rstrip("/-_.") + "…"


def pieces(text: str) -> list[Piece]:
    """Take a text apart at the addresses in it; an empty text gives nothing."""
    found: list[Piece] = []
    end = 0
    for match in _IN_TEXT.finditer(text):
        seen = match.group().rstrip(".,;:!?")
        found += [Piece(text[end : match.start()], ""), Piece(seen, web_address(seen))]
        end = match.start() + len(seen)
    found.append(Piece(text[end:], ""))
    return [piece for piece in found if piece.text]


def link(words: str, address: str) -> str:
    """A Markdown link, or the words alone if the address may not be one.

    Args:
        words: Markdown; text from data escaped.
        address: From data.
    """
    safe = web_address(address)
    return f"[{words}]({safe})" if safe else words


def linked(text: str, escape: Callable[[str], str]) -> str:
    """Text from data as Markdown, the addresses in it links that show their short forms.

    Args:
        text: From data.
        escape: Makes every sign of a text stand for itself.
    """
    return "".join(_marked_up(piece, escape) for piece in pieces(text))


def _marked_up(piece: Piece, escape: Callable[[str], str]) -> str:
    text, address = piece
    if address:
        return link(escape(short_address(text)), address)
    # Escaping strips the spaces at the ends, which part a text from the links beside it.
    return f"{' ' * text[:1].isspace()}{escape(text)}{' ' * text[-1:].isspace()}"
