"""Normalize the text of a date and split it into tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from data.lists.dates.numbers import (
    DAY,
    FIXED,
    NUMERIC_DAY,
    YEAR,
    NotReadError,
    Token,
    number_token,
)
from data.lists.dates.parts import NO_DATE
from data.lists.dates.words import (
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
from data.lists.readers.decoding import (
    APOSTROPHES,
    ARABIC_SIGNS,
    DASHES,
    QUOTES,
    plain_characters,
)
from data.words.folding import fold

LONGEST: Final = 120
"""A longer text is prose."""

_PADDED = 4 * LONGEST

_PLAIN_SIGNS = str.maketrans(
    dict.fromkeys(DASHES, "-")
    | dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(f'()[]*|"{QUOTES}', " ")
    | ARABIC_SIGNS
)
_CHINESE = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日号일])?")
_CHINESE_RANGE = re.compile(
    r"(\d{4})[年년]\s?(\d{1,2})[月월]\s?(\d{1,2})[日일]?\s?(?:[至到~〜-]|から)\s?"
    r"(?:(\d{1,2})[月월]\s?)?(\d{1,2})[日号일](?:まで|까지)?"
)
_CHINESE_NUMBER = re.compile("[〇零一二三四五六七八九十]+(?=[年月日号])")
_CHINESE_DIGITS = {**{sign: str(i) for i, sign in enumerate("〇一二三四五六七八九")}, "零": "0"}
_SAMPAI_DENGAN = re.compile(r"\bs[./] ?d\b\.?")
""""s.d." and "s/d": from one day to another in Indonesian."""
_ROMAN_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = re.compile(
    r"(?<![\w.])(\d{1,2})\s?[./ ]\s?(i{1,3}|iv|vi{0,3}|ix|xi{0,2})\s?[./ ]\s?(\d{4})(?![\w.])"
)
"""5.III.2019, as Central Europe writes it."""
_ELISION = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_UNKNOWN = re.compile(r"(?:(?<=\d{4})|(?<=\d{4}-\d\d))(?:-(?:xx|uu|00))+(?![^\W_])")
"""2016-04-XX or 2016-04-00: unknown day."""

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
    """Reduce a cell to the text of its date.

    Lower case, without accents and marks; dashes are hyphens, digits ASCII. A time of day and its
    zone are dropped: the day counts as written. Prose is cut off.
    """
    if len(text) > _PADDED:
        return text[:_PADDED]
    # A leading apostrophe marks a date as text in a spreadsheet.
    text = plain_characters(text.translate(_PLAIN_SIGNS)).strip("' ")
    if "年" in text or "년" in text:
        text = _CHINESE_NUMBER.sub(lambda number: _chinese_number(number[0]), text)
        text = _CHINESE_RANGE.sub(_chinese_range, text)
        text = _CHINESE.sub(lambda day: "-".join(filter(None, day.groups())), text)
    if "s.d" in text or "s/d" in text:
        text = _SAMPAI_DENGAN.sub("-", text)
    if "i" in text or "v" in text or "x" in text:
        text = _ROMAN.sub(_with_figures, text)
    if _HAS_TIME.search(text):
        text = _TIME.sub(" ", text).replace(":", " ")
    if "'" in text:
        text = _ELISION.sub(" ", text)
    return " ".join(_UNKNOWN.sub("?", text).split())


def _chinese_number(text: str) -> str:
    """Write a number such as 二〇一六, or below a hundred with 十 (十二, 三十一), in digits."""
    tens, ten, ones = text.rpartition("十")
    if ten:
        text = (tens or "一") + (ones or "零")
    return "".join(_CHINESE_DIGITS.get(sign, "") for sign in text)


def _chinese_range(days: re.Match[str]) -> str:
    year, month, first, last_month, last = days.groups()
    return f"{year}-{month}-{first} - {year}-{last_month or month}-{last}"


def _with_figures(day: re.Match[str]) -> str:
    return f"{day[3]}-{_ROMAN_MONTHS.index(day[2]) + 1:02}-{int(day[1]):02}"


COMMA, SLASH = ",", "/"
MISSPELT = 1
"""Second number of the token of a misspelled month."""

_SIGNS = {"-": RANGE, "/": SLASH, ",": COMMA, ";": LIST, "&": LIST, "+": LIST}
_GAP = re.compile(r"[\s.]+")


def tokens(text: str) -> list[Token]:
    """Split a text into tokens.

    Args:
        text: As `plain_date_text` returns it.

    Returns:
        Tokens in order, without filler words.

    Raises:
        NotReadError: A piece doesn't belong in a date.
    """
    pieces = []
    position = 0
    while position < len(text):
        if gap := _GAP.match(text, position):
            position = gap.end()
            continue
        token, position = number_token(text, position) or _word(text, position)
        if token.kind != FILLER:
            pieces.append(token)
    return list(_split_beside_months(_single_months(pieces)))


def _single_months(pieces: list[Token]) -> list[Token]:
    """Drop the second of two names for one month: the UN's Arabic writes آذار/مارس."""
    return [
        token
        for i, token in enumerate(pieces)
        if not (_is_repeated(pieces[i - 2 : i + 1]) or _is_repeated(pieces[i - 1 : i + 2]))
    ]


def _is_repeated(pieces: Sequence[Token]) -> bool:
    """Whether the last of three tokens names, after a slash, the month of the first."""
    if len(pieces) != 3 or [token.kind for token in pieces] != [MONTH, SLASH, MONTH]:
        return False
    return pieces[0].numbers[:1] == pieces[2].numbers[:1] and pieces[0].text != pieces[2].text


def _word(text: str, start: int) -> tuple[Token, int]:
    if sign := _SIGNS.get(text[start]):
        return Token(sign), start + 1
    match = _words().match(text, start)
    if not match:
        raise NotReadError(NO_DATE)
    word = fold(match.group())
    if entry := vocabulary().get(word):
        return Token(entry.kind, (entry.number,), word), match.end()
    if month := misspelt_month(word):
        return Token(MONTH, (month, MISSPELT), word), match.end()
    raise NotReadError(NO_DATE)


@cache
def _words() -> re.Pattern[str]:
    several = "|".join(phrase.replace(" ", "[ -]") for phrase in phrases())
    return re.compile(rf"(?:{several})(?![^\W_])|[^\W\d_]+")


def _split_beside_months(pieces: list[Token]) -> Iterator[Token]:
    """Split tokens that have another meaning beside the name of a month.

    16/17 June is two days, and 5 March 2015-7 May 2015 has no July in it.
    """
    for i, token in enumerate(pieces):
        has_month_before = i > 0 and pieces[i - 1].kind == MONTH
        has_month_after = i + 1 < len(pieces) and pieces[i + 1].kind == MONTH
        if (
            token.kind == NUMERIC_DAY
            and "/" in token.text
            and (has_month_before or has_month_after)
        ):
            first, second = token.numbers
            yield from (Token(DAY, (first,)), Token(SLASH), Token(DAY, (second,)))
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
    """Return the weekday that a month's name may also be (`mar`); None if there is none."""
    day = also_weekday(token.text) if token.kind == MONTH else 0
    return Token(WEEKDAY, (day,), token.text) if day else None
