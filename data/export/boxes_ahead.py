"""Whether a brief will show boxes instead of letters, told before it is made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from data.campaign import translated
from data.languages import listing, translations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.export.extract import Extract

_COLUMNS = ("title", "city", "country", "kind", "region", "organizers", "hosts", "summary")
_MOST_ROWS = 1000
"""The brief lists no more."""

_UNUSUAL = re.compile(r"[^\x00-\u058f\u1e00-\u20cf]|\u20e3")
"""Beyond Latin, Greek, Cyrillic, Armenian and punctuation, which some font always has."""


def said_of_boxes(extract: Extract) -> str:
    """Say which signs and scripts of a choice no font on this server can draw.

    Returns:
        "" if the brief will show every letter.
    """
    text = "\n".join(_texts(extract))
    if not _UNUSUAL.search(text):
        return ""
    # typst and its fonts take a third of a second, which most lists don't need.
    from data.export.glyphs import EMOJI_FONT, missing, signs_undrawn  # noqa: PLC0415

    signs, scripts = signs_undrawn(text), missing(text)
    if not (signs or scripts):
        return ""
    sentence = translations(extract.language).gettext(
        "No font on this server has {letters}: the file shows boxes instead. Install {fonts}."
    )
    names = [*(one.script for one in scripts), *signs[:5]]
    fonts = [*(one.font for one in scripts), *([EMOJI_FONT] if signs else [])]
    return sentence.format(
        letters=listing(names, extract.language), fonts=listing(fonts, extract.language)
    )


def _texts(extract: Extract) -> Iterator[str]:
    """The texts of a choice that its brief may show, in its language where they are translated."""
    settings, rows = extract.campaign.settings, extract.chosen.consultations.head(_MOST_ROWS)
    yield from (settings.text(name, extract.language) for name in ("title", "subtitle", "credits"))
    for column in _COLUMNS:
        yield from translated(rows, column, extract.language).astype(str)
