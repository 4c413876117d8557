"""The address on the first and last slide, for the audience's telephones, and its QR code."""

from __future__ import annotations

from typing import NamedTuple

import segno

from data.words.links import is_public, short_address, web_address


class Reach(NamedTuple):
    """An address for other people's telephones.

    Attributes:
        address: The address that the QR code holds.
        text: A short address to type.
        size: Modules per side of the QR code, its quiet zone included.
        path: The dark modules as an SVG path in a square of that size.
        is_view: Whether it leads to the view, and not to the campaign's own website.
    """

    address: str
    text: str
    size: int
    path: str
    is_view: bool


def reach(link: str, start: str, website: str) -> Reach | None:
    """Return what to show of a link.

    Args:
        link: The address of the view; "" if there is none.
        start: The start page, which is short.
        website: The campaign's own website. It is shown where only this computer knows the link.

    Returns:
        None if nobody else can open either, or if the link doesn't fit in a QR code.
    """
    is_view = bool(link) and is_public(link)
    if not is_view:
        link = start = web_address(website)
    if not link:
        return None
    try:
        code = segno.make(link, error="m", micro=False)
    except segno.DataOverflowError:
        return None
    border = 2
    rows = list(code.matrix_iter(border=border))
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return Reach(link, short_address(start), len(rows), path, is_view)
