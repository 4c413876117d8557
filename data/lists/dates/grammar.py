"""Read the tokens of one cell as dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise, product
from typing import NamedTuple

from data.lists.dates.numbers import DAY, SHORT_YEAR, SPAN, YEAR, NotReadError, Token
from data.lists.dates.parts import (
    BACKWARD,
    IMPOSSIBLE,
    INEXACT,
    MISSPELT_MONTH,
    NO_DATE,
    NO_YEAR,
    OPEN_END,
    OTHER_WEEKDAY,
    OUT_OF_RANGE,
    SEVERAL,
    SHORT_YEAR_OF_MONTH,
    TWO_WAYS,
    YEAR_TAKEN,
    PartialDate,
    Reading,
    full_year,
)
from data.lists.dates.tokens import COMMA, MISSPELT, SLASH, weekday_instead
from data.lists.dates.words import (
    APPROXIMATE,
    BETWEEN,
    LIST,
    MONTH,
    OPEN,
    RANGE,
    SINCE,
    UNTIL,
    WEEKDAY,
)

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "day first", "month first", "year first"
JOINERS = {RANGE, SLASH, COMMA, LIST}
_LAST_OF_MONTH = 31

_GLUE = re.compile(
    r"(?<=D)(?<!MD)[-/](?=M)"  # 29-Apr-2016
    r"|(?<=D)(?<!MD),(?=M(?!D))"  # Tuesday 3, May 2016
    r"|(?<=D[-/]M)[-/](?=D(?:[-/,&]|$))"  # 29-Apr-16
    r"|(?<=M)[-/,](?=[Yy])"  # Apr-2016
    r"|(?<=D),(?=[Yy])"  # April 29, 2016
    r"|(?<=M)[-/](?=D[-/,][Yy])|(?<=MD)[-/](?=[Yy])|(?<=M[-/]D)[-/](?=[Yy])"  # Apr-29-2016
    r"|(?<=Y)[-/,](?=M(?!.*Y))|(?<=Y[-/,]M)[-/](?=D)"  # 2016-Apr-29
)
"""Joiners inside one date, in a string of token kinds."""

_SHAPES = {
    *("D", "M", "Y", "DM", "MD", "DMY", "MDY", "YMD", "YM", "MY", "DY"),
    *("My", "DMy", "MDy", "Dy", "Q", "QY", "YQ", "DMD", "MDD"),
}
"""Token kinds that make a chunk in words. The last of three D may be a two-digit year."""


class Chunk(NamedTuple):
    """One date, with 0 for missing parts.

    `last_month` ends a quarter or half of a year, `until` a period written as one token.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    last_month: int = 0
    until: PartialDate | None = None
    is_fixed: bool = False

    @property
    def start(self) -> PartialDate:
        """First date."""
        return PartialDate(self.year, self.month, self.day)

    @property
    def end(self) -> PartialDate:
        """Last date; the first one unless it is a period."""
        return self.until or PartialDate(self.year, self.last_month or self.month, self.day)


def chunks(tokens: Sequence[Token], order: str) -> tuple[list[Chunk], list[str]]:
    """Group tokens into chunks.

    Args:
        tokens: Only days, months, years and joiners.
        order: How to read 03/04/2016.

    Returns:
        The chunks, and the kinds of the joiners between them.

    Raises:
        NotReadError: A group of tokens is not a date.
    """
    kinds = "".join(token.kind for token in tokens)
    glue = {match.start() for match in _GLUE.finditer(kinds)}
    groups: list[list[Token]] = [[]]
    joiners = []
    for i, token in enumerate(tokens):
        if token.kind not in JOINERS:
            groups[-1].append(token)
        elif i not in glue:
            joiners.append(token.kind)
            groups.append([])
    match ["".join(token.kind for token in group) for group in groups], joiners:
        case ["Y", "D"], _:
            groups[1] = [_year_after(groups[0][0], groups[1][0])]
        case ["M", "D"], ["-"]:
            # Spreadsheets write Apr-16 for a month of a year, and 16-Apr for a day.
            groups, joiners = [[*groups[0], Token(SHORT_YEAR, groups[1][0].numbers)]], []
    return [_chunk(group, order) for group in groups], joiners


def _year_after(year: Token, short: Token) -> Token:
    """Read the second year of "2015 - 16"."""
    first = year.numbers[0]
    last = first - first % 100 + short.numbers[0]
    if last <= first:
        raise NotReadError(NO_DATE)
    return Token(YEAR, (last,))


def _chunk(group: Sequence[Token], order: str) -> Chunk:
    shape = "".join(token.kind for token in group)
    match shape:
        case "F":
            return _fix(group[0].numbers)
        case "T":
            return _numeric(group[0].numbers, order)
        case "P":
            return _day_of_year(group[0].numbers, order)
        case "PY":
            return _day_of_year(group[0].numbers, order)._replace(year=group[1].numbers[0])
    if shape not in _SHAPES:
        raise NotReadError(NO_DATE)
    return _in_words(group, shape)


def _fix(numbers: tuple[int, ...]) -> Chunk:
    year, month, day, *last = numbers
    until = PartialDate(*last) if last else None
    return Chunk(year, month, day, until=until, is_fixed=True)


def _numeric(numbers: tuple[int, ...], order: str) -> Chunk:
    first, second, last, digits, has_hyphens = numbers
    if order == YEAR_FIRST:
        if digits > 2 or not (has_hyphens or first > _LAST_OF_MONTH):
            raise NotReadError(IMPOSSIBLE)
        return Chunk(full_year(first, 2), second, last, is_fixed=True)
    day, month = (first, second) if order == DAY_FIRST else (second, first)
    return Chunk(full_year(last, digits), month, day, is_fixed=True)


def _day_of_year(numbers: tuple[int, ...], order: str) -> Chunk:
    first, second = numbers
    return Chunk(0, second, first) if order == DAY_FIRST else Chunk(0, first, second)


def _in_words(group: Sequence[Token], shape: str) -> Chunk:
    if shape in {"DMD", "MDD"}:
        group = [*group[:2], Token(SHORT_YEAR, group[2].numbers)]
    numbers = {token.kind: token.numbers for token in group}
    year = numbers.get(YEAR, (0,))[0]
    if SHORT_YEAR in numbers:
        year = full_year(numbers[SHORT_YEAR][0], 2)
    first, last = numbers.get(SPAN, (numbers.get(MONTH, (0,))[0], 0))
    return Chunk(year, first, numbers.get(DAY, (0,))[0], last)


_MOST_DOUBTFUL = 4
"""Most words that may be a month or a weekday; each doubles the number of readings."""


def read(tokens: Sequence[Token], order: str) -> Reading:
    """Read the tokens of one text.

    Args:
        tokens: As `tokens.tokens` returns them.
        order: "day first", "month first" or "year first", for dates in digits.

    Raises:
        NotReadError: They are not a date.
    """
    choices = [[token, other] if (other := weekday_instead(token)) else [token] for token in tokens]
    if sum(len(choice) > 1 for choice in choices) > _MOST_DOUBTFUL:
        raise NotReadError(NO_DATE)
    readings, problems = [], []
    for choice in product(*choices):
        try:
            readings.append(_read(choice, order))
        except NotReadError as error:
            problems.append(error.problem)
    if not readings:
        raise NotReadError(problems[0])
    least = min(map(_doubt, readings))
    best = [reading for reading in readings if _doubt(reading) == least]
    # "mar 3-5 abr 2016" is Tuesday 3 to 5 April, or 3 March to 5 April.
    kinds = "".join(token.kind for token in tokens)
    if len({reading[:2] for reading in best}) > 1 and "MD" in kinds and "DM" in kinds:
        raise NotReadError(TWO_WAYS)
    return best[0]


def _doubt(reading: Reading) -> int:
    return 2 if reading.problem in {OTHER_WEEKDAY, BACKWARD} else bool(reading.problem)


def _read(tokens: Sequence[Token], order: str) -> Reading:
    kinds = {token.kind for token in tokens}
    weekdays = [token.numbers[0] for token in tokens if token.kind == WEEKDAY]
    dated, is_open = _date_tokens(tokens)
    parts, joiners = chunks(dated, order)
    reading = _join(*_fill(parts, joiners), joiners)
    doubts = {
        MISSPELT_MONTH: any(token.numbers[1:] == (MISSPELT,) for token in dated),
        SHORT_YEAR_OF_MONTH: [token.kind for token in dated] == [MONTH, RANGE, DAY],
        OPEN_END: is_open or SINCE in kinds or OPEN in kinds,
        INEXACT: APPROXIMATE in kinds,
        OTHER_WEEKDAY: not _fits(reading, weekdays),
    }
    doubt = next((problem for problem, is_so in doubts.items() if is_so), "")
    return reading if reading.problem else reading._replace(problem=doubt)


def _date_tokens(tokens: Sequence[Token]) -> tuple[list[Token], bool]:
    """Return days, months, years and single joiners between them, and whether the end is open."""
    kinds = [token.kind for token in tokens]
    if kinds[:1] == [UNTIL]:
        raise NotReadError(NO_DATE)
    dated: list[Token] = []
    was_weekday = False
    for token in tokens:
        kind = token.kind
        if kind in {APPROXIMATE, BETWEEN, SINCE, OPEN}:
            continue
        if kind == UNTIL or (kind == LIST and BETWEEN in kinds):
            dated.append(Token(RANGE))
        elif kind != WEEKDAY and not (kind == COMMA and was_weekday):
            dated.append(token)
        was_weekday = kind == WEEKDAY
    return _trim(dated, is_loose=APPROXIMATE in kinds)


def _trim(tokens: list[Token], *, is_loose: bool) -> tuple[list[Token], bool]:
    """Drop joiners at the ends, and all but the strongest of several in a row."""
    strength = [COMMA, SLASH, LIST, RANGE]
    trimmed: list[Token] = []
    for is_joiner, group in groupby(tokens, key=lambda token: token.kind in JOINERS):
        run = list(group)
        trimmed += [max(run, key=lambda token: strength.index(token.kind))] if is_joiner else run
    if not trimmed:
        raise NotReadError(NO_DATE)
    if trimmed[0].kind in JOINERS:
        if trimmed[0].kind != COMMA and not is_loose:
            raise NotReadError(NO_DATE)
        trimmed = trimmed[1:]
    is_open = bool(trimmed) and trimmed[-1].kind in JOINERS - {COMMA, LIST}
    if trimmed and trimmed[-1].kind in JOINERS:
        trimmed = trimmed[:-1]
    return trimmed, is_open


def _fill(parts: list[Chunk], joiners: list[str]) -> tuple[list[Chunk], str]:
    """Complete each chunk from its neighbours; return a problem if a year was worked out."""
    has_year = [bool(part.year) for part in parts]
    # A day with a year but no month only ends a period without other years: "Feb 22-24 2022".
    ends = [bool(part.day and part.year and not part.month) for part in parts]
    if any(ends) and (sum(has_year) > 1 or not ends[-1]):
        raise NotReadError(NO_DATE)
    for i in reversed(range(len(parts) - 1)):
        parts[i] = _complete(parts[i], parts[i + 1])
    for i in range(1, len(parts)):
        parts[i] = _complete(parts[i], parts[i - 1])
    if not all(part.year for part in parts):
        raise NotReadError(NO_YEAR)
    if any(part.day and not part.month for part in parts):
        raise NotReadError(NO_DATE)
    if joiners == [RANGE] and not all(has_year) and 0 < parts[1].month < parts[0].month:
        i = has_year.index(False)
        parts[i] = parts[i]._replace(year=parts[i].year + (1 if i else -1))
        return parts, YEAR_TAKEN
    return parts, ""


def _complete(part: Chunk, donor: Chunk) -> Chunk:
    if part.day and not part.month and donor.month:
        if not donor.day:
            raise NotReadError(NO_DATE)
        part = part._replace(month=donor.month)
    return part if part.year else part._replace(year=donor.year)


def _join(parts: list[Chunk], doubt: str, joiners: list[str]) -> Reading:
    for part in parts:
        if not (part.start.exists and part.end.exists):
            raise NotReadError(IMPOSSIBLE)
        if not (part.start.is_in_range and part.end.is_in_range):
            raise NotReadError(OUT_OF_RANGE)
    start, end = parts[0].start, parts[-1].end
    if not joiners:
        return Reading(start, end if end != start else None, doubt)
    if joiners == [RANGE] or (joiners == [SLASH] and all(part.is_fixed for part in parts)):
        return Reading(start, end, BACKWARD if end.last < start.first else doubt)
    if (
        (RANGE, RANGE) in pairwise(joiners)
        or any(after.start.first <= before.start.first for before, after in pairwise(parts))
        or len({(part.month > 0, part.day > 0) for part in parts}) > 1
    ):
        raise NotReadError(NO_DATE)
    is_consecutive = RANGE not in joiners and all(
        after.start == before.end.following for before, after in pairwise(parts)
    )
    return Reading(start, end, "" if is_consecutive else SEVERAL)


def _fits(reading: Reading, weekdays: Sequence[int]) -> bool:
    """Whether the weekdays match the days; true if they can't be compared."""
    days = [part for part in reading[:2] if isinstance(part, PartialDate) and part.day]
    return len(days) != len(weekdays) or all(
        weekday in {0, day.first.isoweekday()} for day, weekday in zip(days, weekdays, strict=True)
    )
