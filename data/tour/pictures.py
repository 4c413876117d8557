"""Pictures on slides: of the campaign, or a presenter's own, stored in the tour itself."""

from __future__ import annotations

import base64
import binascii
import io

from PIL import Image

from data.filters.query import Query
from data.model.photos import checked_picture, picture_bytes

NO_PICTURE = "none"
"""Takes a slide's picture away."""

OWN_PICTURE = "data:image/jpeg;base64,"
"""Begins a presenter's own picture; anything else is a file of the campaign."""

MOST_BYTES = 120_000
"""Largest picture of a presenter: on a projector it looks as sharp as a larger one."""
_LONGEST_FILE = 300
_LONGEST = len(OWN_PICTURE) + MOST_BYTES * 4 // 3 + 8
_TRIES = ((1200, 82), (1000, 76), (800, 70), (640, 60), (480, 50), (320, 40))
"""Largest side in pixels and JPEG quality, tried one after the other."""

PICTURED = ("title", "consultation", "group", "text")
"""Kinds of slides that have room for a picture."""


def own_picture(raw: bytes) -> str:
    """Check an uploaded picture as a campaign's photos are, and make it small.

    Returns:
        A `data:` address with the pixels alone; "" for anything that is not a picture.
    """
    checked = checked_picture(raw)
    if checked is None:
        return ""
    with Image.open(io.BytesIO(checked)) as picture:
        for side, quality in _TRIES:
            small = picture.copy()
            small.thumbnail((side, side))
            out = io.BytesIO()
            small.save(out, "JPEG", quality=quality)
            if out.tell() <= MOST_BYTES:
                return OWN_PICTURE + base64.b64encode(out.getvalue()).decode("ascii")
    return ""


def is_picture(text: object) -> bool:
    """Whether a value of a tour's file may name a picture."""
    if not isinstance(text, str):
        return False
    return len(text) <= (_LONGEST if text.startswith(OWN_PICTURE) else _LONGEST_FILE)


def slide_picture_bytes(campaign: Query, file: str) -> bytes | None:
    """Return the checked JPEG of a slide's picture.

    Args:
        campaign: The whole campaign.
        file: A file that its table of photos names, or a presenter's own picture.

    Returns:
        None if it is neither, or can't be read.
    """
    if file.startswith(OWN_PICTURE):
        try:
            raw = base64.b64decode(file.removeprefix(OWN_PICTURE), validate=True)
        except (binascii.Error, ValueError):
            return None
        return checked_picture(raw) if len(raw) <= MOST_BYTES else None
    # A tour from elsewhere names no other file of the folder.
    if not file or not campaign.folder or file not in set(campaign.photos["file"]):
        return None
    return picture_bytes(campaign.folder, file)
