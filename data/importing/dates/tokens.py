"""Normalize the text of a date and cut it into tokens."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from data.importing.dates.numbers import (
    DAY,
    FIXED,
    NUMERIC_DAY,
    YEAR,
    NotReadError,
    Token,
    number_token,
)
from data.importing.dates.parts import NO_DATE
from data.importing.dates.words import (
    FILLER,
    LIST,
    MONTH,
    RANGE,
    WEEKDAY,
    also_weekday,
    misspelt_month,
    phrases,
    vocabulary,
)
from data.importing.readers.decoding import (
    APOSTROPHES,
    ARABIC_SIGNS,
    DASHES,
    QUOTES,
    plain_characters,
)
from data.words.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 120
"""A text of more characters is prose."""

_PADDED = 4 * LONGEST

_PLAIN_SIGNS = str.maketrans(
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
    text = plain_characters(text.translate(_PLAIN_SIGNS)).strip("' ")
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


COMMA, SLASH = ",", "/"
MISSPELT = 1
"""Second number of a month that is a slip away from what was written."""

_SIGNS = {"-": RANGE, "/": SLASH, ",": COMMA, ";": LIST, "&": LIST, "+": LIST}
_GAP = re.compile(r"[\s.]+")


def tokens(text: str) -> list[Token]:
    """Take a text apart.

    Args:
        text: As `plain_date_text` gives it.

    Returns:
        What tells the date, in order; words that only fill are not there.

    Raises:
        NotReadError: There is a piece that no date has.
    """
    found = []
    place = 0
    while place < len(text):
        if gap := _GAP.match(text, place):
            place = gap.end()
            continue
        token, place = number_token(text, place) or _word(text, place)
        if token.kind != FILLER:
            found.append(token)
    return list(_settled(found))


def _word(text: str, place: int) -> tuple[Token, int]:
    if sign := _SIGNS.get(text[place]):
        return Token(sign), place + 1
    match = _words().match(text, place)
    if not match:
        raise NotReadError(NO_DATE)
    word = fold(match.group())
    if known := vocabulary().get(word):
        return Token(known.kind, (known.number,), word), match.end()
    if month := misspelt_month(word):
        return Token(MONTH, (month, MISSPELT), word), match.end()
    raise NotReadError(NO_DATE)


@cache
def _words() -> re.Pattern[str]:
    several = "|".join(phrase.replace(" ", "[ -]") for phrase in phrases())
    return re.compile(rf"(?:{several})(?![^\W_])|[^\W\d_]+")


def _settled(found: list[Token]) -> Iterator[Token]:
    """Take apart what was read as one piece and isn't one beside a month's name.

    16/17 June is two days, and 5 March 2015-7 May 2015 has no July in it.
    """
    for place, token in enumerate(found):
        has_month_before = place > 0 and found[place - 1].kind == MONTH
        has_month_after = place + 1 < len(found) and found[place + 1].kind == MONTH
        if (
            token.kind == NUMERIC_DAY
            and "/" in token.text
            and (has_month_before or has_month_after)
        ):
            one, other = token.numbers
            yield from (Token(DAY, (one,)), Token(SLASH), Token(DAY, (other,)))
        elif (
            token.kind == FIXED
            and has_month_after
            and (parts := _YEAR_AND_DAY.fullmatch(token.text))
        ):
            year, sign, day = parts.groups()
            yield from (Token(YEAR, (int(year),)), Token(_SIGNS[sign]), Token(DAY, (int(day),)))
        else:
            yield token


_YEAR_AND_DAY = re.compile(r"(\d{4})([-/])(\d{1,2})")


def weekday_instead(token: Token) -> Token | None:
    """The weekday that a month's name may be instead (`mar`); None if it is a month only."""
    day = also_weekday(token.text) if token.kind == MONTH else 0
    return Token(WEEKDAY, (day,), token.text) if day else None
