"""An edited tour within an address: short ones travel with the link."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from typing import TYPE_CHECKING

from data.tour.edit_file import MOST_BYTES, TourFileError, as_table, from_table

if TYPE_CHECKING:
    from data.tour.edit import TourEdit

SIGN = "."
"""Begins an edit that is in the address itself; anything else is the name of a tour."""
LONGEST = 1500
"""A longer one does not go into an address: some programs cut links at 2,000 letters."""


def packed(edit: TourEdit) -> str:
    """The edit as a text for an address; "" if it is too long for one."""
    raw = json.dumps(as_table(edit), ensure_ascii=False, separators=(",", ":"))
    squeezed = zlib.compress(raw.encode("utf-8", "replace"), 9)
    text = SIGN + base64.urlsafe_b64encode(squeezed).decode("ascii").rstrip("=")
    return text if len(text) <= LONGEST else ""


def unpacked(text: str) -> TourEdit | None:
    """The edit that an address holds; None for a text that is none."""
    code = text.removeprefix(SIGN)
    if code == text or len(text) > LONGEST:
        return None
    try:
        squeezed = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(squeezed, MOST_BYTES)
        table = json.loads(raw) if unpacker.eof else None
        return from_table(table) if isinstance(table, dict) else None
    except (binascii.Error, zlib.error, ValueError, RecursionError, TourFileError):
        return None
