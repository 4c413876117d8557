"""Read the tokens of a date that begin with a digit, and parts of a year (Q2, second half)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from data.lists.dates.parts import IMPOSSIBLE, NO_DATE, TWO_WAYS
from data.lists.dates.words import APPROXIMATE

DAY, YEAR, SHORT_YEAR = "D", "Y", "y"
NUMERIC = "T"
"""29/04/2016 in any order: its numbers, the number of digits of the last, 1 with hyphens."""

NUMERIC_DAY = "P"
"""29/04 or 29.4. in any order."""

FIXED = "F"
"""An unambiguous date or period: year, month, day of its first and of its last date."""

SPAN = "Q"
"""A quarter or half of a year: its first and last month."""

_MONTHS_IN_YEAR = 12
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4,
    "premier": 1, "premiere": 1, "deuxieme": 2, "seconde": 2, "troisieme": 3, "quatrieme": 4,
    "primer": 1, "primero": 1, "segundo": 2, "tercer": 3, "tercero": 3, "cuarto": 4,
    "primeiro": 1, "terceiro": 3, "quarto": 4,
    "erstes": 1, "zweites": 2, "drittes": 3, "viertes": 4,
}  # fmt: skip
_FIRST, _SECOND = r"(?P<first>\d{1,2})", r"(?P<second>\d{1,2})"
_SUFFIX = r"(?:st|nd|rd|th|er|re|eme|e|o|a|°)"
_NTH = rf"(?:[1-4](?:{_SUFFIX}|\.)?|{'|'.join(_ORDINALS)})"


class Token(NamedTuple):
    """A piece of a text: kind, numbers, and the text itself."""

    kind: str
    numbers: tuple[int, ...] = ()
    text: str = ""


class NotReadError(Exception):
    """A text is not a date; `problem` is the message id that says why."""

    def __init__(self, problem: str) -> None:
        """Store the message id."""
        super().__init__(problem)
        self.problem = problem


def number_token(text: str, start: int) -> tuple[Token, int] | None:
    """Read the token at `start`; return it and its end, or None if there is none.

    Raises:
        NotReadError: The text looks like a date but can't be one.
    """
    for pattern, read in _IN_DIGITS if text[start].isdigit() else _IN_WORDS:
        if match := pattern.match(text, start):
            return read(match), match.end()
    return None


def _week(match: re.Match[str]) -> Token:
    year, week, day = (int(part or 0) for part in match.groups())
    try:
        days = [date.fromisocalendar(year, week, n) for n in ((day,) if day else (1, 7))]
    except ValueError:
        raise NotReadError(IMPOSSIBLE) from None
    return Token(FIXED, tuple(part for day in days for part in (day.year, day.month, day.day)))


def _fix(match: re.Match[str]) -> Token:
    year, month, day = (int(part) for part in match.group("year", "month", "day"))
    return Token(FIXED, (year, month, day), match.group())


def _month_of_year(match: re.Match[str]) -> Token:
    return Token(FIXED, (int(match["year"]), int(match["month"]), 0))


def _year_and(match: re.Match[str]) -> Token:
    """Read 2016-04 as a month and 2015-16 as two years; 2010/11 may be either."""
    year, other = int(match["year"]), int(match["other"])
    later = year - year % 100 + other
    if other > _MONTHS_IN_YEAR and later > year:
        return Token(FIXED, (year, 0, 0, later, 0, 0), match.group())
    if match["sign"] == "/" and later == year + 1:
        raise NotReadError(TWO_WAYS)
    return Token(FIXED, (year, other, 0), match.group())


def _numeric(match: re.Match[str]) -> Token:
    first, second, last = match.group("first", "second", "last")
    has_hyphens = int("-" in match.group())
    return Token(NUMERIC, (int(first), int(second), int(last), len(last), has_hyphens))


def _numbers(kind: str) -> Callable[[re.Match[str]], Token]:
    return lambda match: Token(kind, tuple(int(part) for part in match.groups()), match.group())


def _part_of_year(months: int) -> Callable[[re.Match[str]], Token]:
    def read(match: re.Match[str]) -> Token:
        text = match["nth"]
        number = _ORDINALS.get(text) or int(text[0])
        if number * months > _MONTHS_IN_YEAR:
            raise NotReadError(NO_DATE)
        return Token(SPAN, (number * months - months + 1, number * months))

    return read


def _rule(
    pattern: str, read: Callable[[re.Match[str]], Token]
) -> tuple[re.Pattern[str], Callable[[re.Match[str]], Token]]:
    return re.compile(pattern), read


_WORD_ENDS = r"(?![^\W\d_])"
_IN_WORDS = (
    _rule(rf"(?P<nth>{_NTH})\s+(?:quarter|trimestre|quartal){_WORD_ENDS}", _part_of_year(3)),
    _rule(rf"(?P<nth>{_NTH})\s+(?:half|semestre|halbjahr){_WORD_ENDS}", _part_of_year(6)),
    _rule(r"[qt]\s?(?P<nth>[1-4])(?!\d)", _part_of_year(3)),
    _rule(r"[hs](?P<nth>[12])(?!\d)", _part_of_year(6)),
    _rule(
        rf"(?:{_NTH}\s+)?(?:week(?:end)?|semaine|semana|woche){_WORD_ENDS}"
        r"|mi-(?=[^\W\d_])|[?~]",
        _numbers(APPROXIMATE),
    ),
    _rule(r"'(\d\d)(?!\d)", _numbers(SHORT_YEAR)),
)
_IN_DIGITS = (
    _rule(r"(\d{4})-?w(\d\d)(?:-?([1-7]))?(?!\d)", _week),
    _rule(r"(\d{4})\.0(?!\d)", _numbers(YEAR)),  # a year from a spreadsheet
    _rule(
        r"(?P<year>\d{4})(?P<sign>[-/.])\s?(?P<month>\d{1,2})(?P=sign)\s?(?P<day>\d{1,2})(?!\d)",
        _fix,
    ),
    _rule(r"(?P<year>(?:18|19|20|21)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)", _fix),
    _rule(rf"{_FIRST}-{_SECOND}-(?P<last>\d{{4}}|\d\d)(?!\d)", _numeric),
    _rule(rf"{_FIRST}\s{_SECOND}\s(?P<last>\d{{4}})(?!\d)", _numeric),
    _rule(
        rf"{_FIRST}\s*(?P<sign>[/.])\s*{_SECOND}\s*(?P=sign)\s*'?(?P<last>\d{{4}}|\d\d)(?!\d)",
        _numeric,
    ),
    _rule(r"(?<![^\W\d_][-/])(?P<month>\d{1,2})[-/.](?P<year>\d{4})(?!\d)", _month_of_year),
    _rule(r"(?P<year>\d{4})(?P<sign>[-/]|\.(?=\d\d))(?P<other>\d{1,2})(?!\d)", _year_and),
    *_IN_WORDS[:2],
    _IN_WORDS[4],
    _rule(r"(\d{1,2})[/.](\d{1,2})\.?(?!\d)", _numbers(NUMERIC_DAY)),
    _rule(r"(\d{4})(?!\d)", _numbers(YEAR)),
    _rule(rf"(\d{{1,2}})(?!\d)(?:{_SUFFIX}{_WORD_ENDS})?\.?", _numbers(DAY)),
)
