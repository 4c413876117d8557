"""Cells of dates made plain: one kind of dash, digit and letter, and no time of day."""

from __future__ import annotations

import re
from typing import Final

from data.intake.files.characters import APOSTROPHES, ARABIC_SIGNS, DASHES, QUOTES, plain_characters

LONGEST: Final = 120
"""A text of more characters is prose."""

_PADDED = 4 * LONGEST

_SIGNS = str.maketrans(
    dict.fromkeys(DASHES, "-")
    | dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(f'()[]*|"{QUOTES}', " ")
    | ARABIC_SIGNS
)
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")
_ROMAN_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = re.compile(
    r"(?<![\w.])(\d{1,2})\s?[./ ]\s?(i{1,3}|iv|vi{0,3}|ix|xi{0,2})\s?[./ ]\s?(\d{4})(?![\w.])"
)
"""5.III.2019, as Central Europe writes it."""
_ELISION = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_UNKNOWN = re.compile(r"(?:(?<=\d{4})|(?<=\d{4}-\d\d))(?:-(?:xx|uu|00))+(?![^\W_])")
"""2016-04-XX or 2016-04-00: the day is not known."""

_ZONE = (
    r"(?:\s*(?:(?:utc|gmt)?\s?[+-]\d\d:?\d\d|z|utc|gmt|[a-z]{1,3}[sd]t|[cew]e?s?t)"
    r"(?![^\W_]))?(?:\s*(?:[cew]e?s?t|[a-z ]+ time)\b)?"
)
_HALF = r"\s*(?:[ap]\.?\s?m\b\.?|hrs?\b|uhr\b)"
_CLOCK = (
    rf"(?:\d{{1,2}}(?::\d\d){{1,2}}(?:[.,]\d+)?(?:{_HALF})?"
    rf"|\d{{1,2}}{_HALF}|\d{{1,2}}\s?h(?:\d\d)?(?![^\W_]))"
)
_HOUR = r"(?:\d{1,2}\s*-\s*(?=\d{1,2}\s*(?:[ap]\.?m|h\b)))?"
"""The first hour of 9-17h."""

_HAS_TIME = re.compile(r"\d\s?[:hapu]|\dt\d|:")
_TIME = re.compile(
    r"(?:(?<=\d)t|\bat\b|\ba(?: las)?\b|\bum\b|@)?\s*(?<![\d./-])"
    rf"{_HOUR}{_CLOCK}{_ZONE}(?:\s*(?:-|to\b|a\b|bis\b|until\b)\s*{_CLOCK}{_ZONE})?"
    r"|(?<=\d)t\d{6}z?(?![^\W_])"
)


def plain_date_text(text: str) -> str:
    """Reduce a cell to what tells its date.

    Lower case, without accents and marks; every dash is a hyphen, every digit an ASCII one. A
    time of day and its zone are left out: the day is the one that is written. Prose is cut off.
    """
    if len(text) > _PADDED:
        return text[:_PADDED]
    # An apostrophe at the front is how a spreadsheet is told that a date is text.
    text = plain_characters(text.translate(_SIGNS)).strip("' ")
    if "年" in text:
        text = _CHINESE.sub(lambda day: "-".join(filter(None, day.groups())), text)
    if "i" in text or "v" in text or "x" in text:
        text = _ROMAN.sub(_with_figures, text)
    if _HAS_TIME.search(text):
        text = _TIME.sub(" ", text).replace(":", " ")
    if "'" in text:
        text = _ELISION.sub(" ", text)
    return " ".join(_UNKNOWN.sub("?", text).split())


def _with_figures(day: re.Match[str]) -> str:
    return f"{day[3]}-{_ROMAN_MONTHS.index(day[2]) + 1:02}-{int(day[1]):02}"
