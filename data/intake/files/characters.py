"""Letters without accents, digits and signs of one kind each."""

from __future__ import annotations

import unicodedata

# Signs that look alike are what these are for.
DASHES = "‐‑‒–—―−﹘→"  # noqa: RUF001
APOSTROPHES = "′’‘ʹ´`ʼ"  # noqa: RUF001
QUOTES = "″”“ʺ«»"
ARABIC_SIGNS = {"٫": ".", "،": ",", "؛": ";"}  # noqa: RUF001


def plain_characters(text: str) -> str:
    """Take accents and invisible marks off, make every digit an ASCII one, lower the case."""
    if not text.isascii():
        text = "".join(_plain(sign) for sign in unicodedata.normalize("NFKD", text))
    return text.lower()


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Mn", "Cf"}:
        return ""
    return str(unicodedata.decimal(character)) if category == "Nd" else character
