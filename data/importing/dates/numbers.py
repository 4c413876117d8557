"""The pieces of a date that begin with a figure, and the parts of a year (Q2, second half)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from data.importing.dates.parts import IMPOSSIBLE, NO_DATE, TWO_WAYS
from data.importing.dates.words import APPROXIMATE

if TYPE_CHECKING:
    from collections.abc import Callable

DAY, YEAR, SHORT_YEAR = "D", "Y", "y"
NUMERIC = "T"
"""29/04/2016 in whatever order: its numbers, how many figures the last has, 1 for hyphens."""

NUMERIC_DAY = "P"
"""29/04 or 29.4. in whatever order."""

FIXED = "F"
"""A stretch that is read in one way only: year, month, day of its first and of its last date."""

SPAN = "Q"
"""A part of a year: its first and last month."""

_MONTHS_IN_YEAR = 12
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4,
    "premier": 1, "premiere": 1, "deuxieme": 2, "seconde": 2, "troisieme": 3, "quatrieme": 4,
    "primer": 1, "primero": 1, "segundo": 2, "tercer": 3, "tercero": 3, "cuarto": 4,
    "primeiro": 1, "terceiro": 3, "quarto": 4,
    "erstes": 1, "zweites": 2, "drittes": 3, "viertes": 4,
}  # fmt: skip
_ONE, _OTHER = r"(?P<one>\d{1,2})", r"(?P<other>\d{1,2})"
_SUFFIX = r"(?:st|nd|rd|th|er|re|eme|e|o|a|°)"
_NTH = rf"(?:[1-4](?:{_SUFFIX}|\.)?|{'|'.join(_ORDINALS)})"


class Token(NamedTuple):
    """One piece of a text: its kind, its numbers, and the text itself."""

    kind: str
    numbers: tuple[int, ...] = ()
    text: str = ""


class NotReadError(Exception):
    """A text is no date; `problem` says what was expected."""

    def __init__(self, problem: str) -> None:
        """Keep the problem as a message id."""
        super().__init__(problem)
        self.problem = problem


def number_token(text: str, place: int) -> tuple[Token, int] | None:
    """Read the piece that begins at a place, and tell where it ends; None if none does.

    Raises:
        NotReadError: The piece looks like a date and can't be one.
    """
    for pattern, read in _IN_FIGURES if text[place].isdigit() else _IN_WORDS:
        if match := pattern.match(text, place):
            return read(match), match.end()
    return None


def _week(match: re.Match[str]) -> Token:
    year, week, day = (int(part or 0) for part in match.groups())
    try:
        first = date.fromisocalendar(year, week, day or 1)
        last = date.fromisocalendar(year, week, day or 7)
    except ValueError:
        raise NotReadError(IMPOSSIBLE) from None
    days = (first,) if day else (first, last)
    return Token(FIXED, tuple(part for one in days for part in (one.year, one.month, one.day)))


def _fixed(match: re.Match[str]) -> Token:
    year, month, day = (int(part) for part in match.group("year", "month", "day"))
    return Token(FIXED, (year, month, day), match.group())


def _month_of_year(match: re.Match[str]) -> Token:
    return Token(FIXED, (int(match["year"]), int(match["month"]), 0))


def _year_and(match: re.Match[str]) -> Token:
    """2016-04 is a month, 2015-16 are two years, 2010/11 may be either."""
    year, other = int(match["year"]), int(match["other"])
    later = year - year % 100 + other
    if other > _MONTHS_IN_YEAR and later > year:
        return Token(FIXED, (year, 0, 0, later, 0, 0), match.group())
    if match["sign"] == "/" and later == year + 1:
        raise NotReadError(TWO_WAYS)
    return Token(FIXED, (year, other, 0), match.group())


def _numeric(match: re.Match[str]) -> Token:
    one, other, last = match.group("one", "other", "last")
    has_hyphens = int("-" in match.group())
    return Token(NUMERIC, (int(one), int(other), int(last), len(last), has_hyphens))


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
_IN_FIGURES = (
    _rule(r"(\d{4})-?w(\d\d)(?:-?([1-7]))?(?!\d)", _week),
    _rule(r"(\d{4})\.0(?!\d)", _numbers(YEAR)),  # a year that went through a spreadsheet
    _rule(
        r"(?P<year>\d{4})(?P<sign>[-/.])\s?(?P<month>\d{1,2})(?P=sign)\s?(?P<day>\d{1,2})(?!\d)",
        _fixed,
    ),
    _rule(r"(?P<year>(?:18|19|20|21)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)", _fixed),
    _rule(rf"{_ONE}-{_OTHER}-(?P<last>\d{{4}}|\d\d)(?!\d)", _numeric),
    _rule(rf"{_ONE}\s{_OTHER}\s(?P<last>\d{{4}})(?!\d)", _numeric),
    _rule(
        rf"{_ONE}\s*(?P<sign>[/.])\s*{_OTHER}\s*(?P=sign)\s*'?(?P<last>\d{{4}}|\d\d)(?!\d)",
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
