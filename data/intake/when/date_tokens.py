"""Texts of dates as tokens: what each piece is, before asking what the whole says."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from data.folding import fold
from data.intake.when.date_numbers import (
    DAY,
    FIXED,
    NUMERIC_DAY,
    YEAR,
    NotReadError,
    Token,
    number_token,
)
from data.intake.when.date_parts import NO_DATE
from data.intake.when.date_words import (
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

if TYPE_CHECKING:
    from collections.abc import Iterator

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
