"""Texts from data, as short as a page has room for."""

from __future__ import annotations

import re

from data.export.drawing.parts import one_line
from data.tour.consultation_slides import cut

LONGEST = 300
"""Letters of a title, a name, a list of names."""
_FAR = 4
_UNBROKEN = re.compile(r"(\S{14})(?=\S)")
_BREAK = "\u200b"
"""A space of no width, where a word may go on in the next line."""


def fitting(text: str, longest: int = LONGEST) -> str:
    """A text on one line, cut at a word, with breaks in words that no column is wide enough for."""
    # What is far beyond the cut need not be looked at letter by letter.
    near = text if len(text) <= _FAR * longest else text[: _FAR * longest] + "…"
    return _UNBROKEN.sub(rf"\1{_BREAK}", cut(one_line(near), longest))
