"""Cells of dates made plain: one kind of dash, digit and letter, and no time of day."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹘→", "-")
    | dict.fromkeys("’‘ʼ´`′", "'")
    | dict.fromkeys("()[]*“”«»\"|", " ")
    | {"،": ",", "؛": ";"}
)
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")
_ELISION = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_UNKNOWN = re.compile(r"(?<=-)(?:xx|uu)(?![^\W_])")
"""2016-04-XX: the day is not known."""

_ZONE = (
    r"(?:\s*(?:(?:utc|gmt)?\s?[+-]\d\d:?\d\d|z|utc|gmt|[a-z]{1,3}[sd]t|ces?t|ees?t|wes?t)"
    r"(?![^\W_]))?(?:\s*[a-z ]+ time\b)?"
)
_HALF = r"\s*(?:[ap]\.?\s?m\b\.?|hrs?\b|uhr\b)"
_CLOCK = (
    rf"(?:\d{{1,2}}(?::\d\d){{1,2}}(?:[.,]\d+)?(?:{_HALF})?"
    rf"|\d{{1,2}}{_HALF}|\d{{1,2}}\s?h(?:\d\d)?(?![^\W_]))"
)
_HOUR = r"(?:\d{1,2}\s*-\s*(?=\d{1,2}\s*(?:[ap]\.?m|h\b)))?"
"""The first hour of 9-17h."""

_TIME = re.compile(
    r"(?:(?<=\d)t|\bat\b|\ba las\b|\bum\b|@)?\s*(?<![\d./-])"
    rf"{_HOUR}{_CLOCK}{_ZONE}(?:\s*(?:-|to\b|a\b|bis\b|until\b)\s*{_CLOCK}{_ZONE})?"
    r"|(?<=\d)t\d{6}z?(?![^\W_])"
)


def plain_date_text(text: str) -> str:
    """Reduce a cell to what tells its date.

    Lower case, without accents and marks; every dash is a hyphen, every digit an ASCII one. A
    time of day and its zone are left out: the day is the one that is written.
    """
    text = text.translate(_SIGNS)
    if not text.isascii():
        text = "".join(_plain(sign) for sign in unicodedata.normalize("NFKD", text))
        text = _CHINESE.sub(lambda date: "-".join(filter(None, date.groups())), text)
    text = _TIME.sub(" ", text.lower()).replace(":", " ")
    return " ".join(_UNKNOWN.sub("00", _ELISION.sub(" ", text)).split())


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Mn", "Cf"}:
        return ""
    return str(unicodedata.decimal(character)) if category == "Nd" else character
