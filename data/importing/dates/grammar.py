"""From tokens to dates: what the tokens of one cell say together."""

from __future__ import annotations

import re
from itertools import groupby, pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from data.importing.dates.numbers import DAY, SHORT_YEAR, SPAN, YEAR, NotReadError, Token
from data.importing.dates.parts import (
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
from data.importing.dates.tokens import COMMA, MISSPELT, SLASH, weekday_instead
from data.importing.dates.words import (
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

if TYPE_CHECKING:
    from collections.abc import Sequence

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
"""Signs that hold a date together, in a text of kinds of tokens."""

_SHAPES = {
    *("D", "M", "Y", "DM", "MD", "DMY", "MDY", "YMD", "YM", "MY", "DY"),
    *("My", "DMy", "MDy", "Dy", "Q", "QY", "YQ", "DMD", "MDD"),
}
"""What a chunk in words may consist of; the last D of three may be a year of two figures."""


class Chunk(NamedTuple):
    """One date as far as it is said: 0 for what it lacks.

    `last_month` ends a quarter or half of a year, `until` a stretch that is one piece.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    last_month: int = 0
    until: PartialDate | None = None
    is_fixed: bool = False

    @property
    def start(self) -> PartialDate:
        """Its first date."""
        return PartialDate(self.year, self.month, self.day)

    @property
    def end(self) -> PartialDate:
        """Its last date, which is the first one unless it is a stretch."""
        return self.until or PartialDate(self.year, self.last_month or self.month, self.day)


def chunks(tokens: Sequence[Token], order: str) -> tuple[list[Chunk], list[str]]:
    """Gather tokens into chunks.

    Args:
        tokens: Nothing but days, months, years and joiners.
        order: How to read 03/04/2016.

    Returns:
        The chunks, and the kinds of the joiners between them.

    Raises:
        NotReadError: A chunk is none that a date may consist of.
    """
    kinds = "".join(token.kind for token in tokens)
    glue = {match.start() for match in _GLUE.finditer(kinds)}
    groups: list[list[Token]] = [[]]
    joiners = []
    for place, token in enumerate(tokens):
        if token.kind not in JOINERS:
            groups[-1].append(token)
        elif place not in glue:
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
    """2015 - 16 are two years."""
    first = year.numbers[0]
    last = first - first % 100 + short.numbers[0]
    if last <= first:
        raise NotReadError(NO_DATE)
    return Token(YEAR, (last,))


def _chunk(group: Sequence[Token], order: str) -> Chunk:
    shape = "".join(token.kind for token in group)
    match shape:
        case "F":
            return _fixed(group[0].numbers)
        case "T":
            return _numeric(group[0].numbers, order)
        case "P":
            return _day_of_year(group[0].numbers, order)
        case "PY":
            return _day_of_year(group[0].numbers, order)._replace(year=group[1].numbers[0])
    if shape not in _SHAPES:
        raise NotReadError(NO_DATE)
    return _in_words(group, shape)


def _fixed(numbers: tuple[int, ...]) -> Chunk:
    year, month, day, *last = numbers
    until = PartialDate(*last) if last else None
    return Chunk(year, month, day, until=until, is_fixed=True)


def _numeric(numbers: tuple[int, ...], order: str) -> Chunk:
    one, other, last, digits, has_hyphens = numbers
    if order == YEAR_FIRST:
        if digits > 2 or not (has_hyphens or one > _LAST_OF_MONTH):  # noqa: PLR2004
            raise NotReadError(IMPOSSIBLE)
        return Chunk(full_year(one, 2), other, last, is_fixed=True)
    day, month = (one, other) if order == DAY_FIRST else (other, one)
    return Chunk(full_year(last, digits), month, day, is_fixed=True)


def _day_of_year(numbers: tuple[int, ...], order: str) -> Chunk:
    one, other = numbers
    return Chunk(0, other, one) if order == DAY_FIRST else Chunk(0, one, other)


def _in_words(group: Sequence[Token], shape: str) -> Chunk:
    if shape in {"DMD", "MDD"}:
        group = [*group[:2], Token(SHORT_YEAR, group[2].numbers)]
    said = {token.kind: token.numbers for token in group}
    year = said.get(YEAR, (0,))[0]
    if SHORT_YEAR in said:
        year = full_year(said[SHORT_YEAR][0], 2)
    first, last = said.get(SPAN, (said.get(MONTH, (0,))[0], 0))
    return Chunk(year, first, said.get(DAY, (0,))[0], last)


_MOST_DOUBTFUL = 4
"""Words that may be a month or a weekday; each doubles the number of ways to read."""


def read(tokens: Sequence[Token], order: str) -> Reading:
    """Read the tokens of one text.

    Args:
        tokens: As `date_tokens.tokens` gives them.
        order: "day first", "month first" or "year first", for dates in figures.

    Raises:
        NotReadError: They say no date.
    """
    choices = [[token, other] if (other := weekday_instead(token)) else [token] for token in tokens]
    if sum(len(choice) > 1 for choice in choices) > _MOST_DOUBTFUL:
        raise NotReadError(NO_DATE)
    found, problems = [], []
    for choice in product(*choices):
        try:
            found.append(_read(choice, order))
        except NotReadError as error:
            problems.append(error.problem)
    if not found:
        raise NotReadError(problems[0])
    best = min(map(_doubt, found))
    fitting = [one for one in found if _doubt(one) == best]
    # "mar 3-5 abr 2016" is Tuesday 3 to 5 April, or 3 March to 5 April.
    kinds = "".join(token.kind for token in tokens)
    if len({one[:2] for one in fitting}) > 1 and "MD" in kinds and "DM" in kinds:
        raise NotReadError(TWO_WAYS)
    return fitting[0]


def _doubt(reading: Reading) -> int:
    return 2 if reading.problem in {OTHER_WEEKDAY, BACKWARD} else bool(reading.problem)


def _read(tokens: Sequence[Token], order: str) -> Reading:
    kinds = {token.kind for token in tokens}
    weekdays = [token.numbers[0] for token in tokens if token.kind == WEEKDAY]
    dated, is_open = _dated(tokens)
    parts, joiners = chunks(dated, order)
    reading = _joined(*_filled(parts, joiners), joiners)
    doubts = {
        MISSPELT_MONTH: any(token.numbers[1:] == (MISSPELT,) for token in dated),
        SHORT_YEAR_OF_MONTH: [token.kind for token in dated] == [MONTH, RANGE, DAY],
        OPEN_END: is_open or SINCE in kinds or OPEN in kinds,
        INEXACT: APPROXIMATE in kinds,
        OTHER_WEEKDAY: not _fits(reading, weekdays),
    }
    doubt = next((problem for problem, is_so in doubts.items() if is_so), "")
    return reading if reading.problem else reading._replace(problem=doubt)


def _dated(tokens: Sequence[Token]) -> tuple[list[Token], bool]:
    """Keep days, months, years and single joiners between them; tell whether the end is open."""
    kinds = [token.kind for token in tokens]
    if kinds[:1] == [UNTIL]:
        raise NotReadError(NO_DATE)
    kept: list[Token] = []
    was_weekday = False
    for token in tokens:
        kind = token.kind
        if kind in {APPROXIMATE, BETWEEN, SINCE, OPEN}:
            continue
        if kind == UNTIL or (kind == LIST and BETWEEN in kinds):
            kept.append(Token(RANGE))
        elif kind != WEEKDAY and not (kind == COMMA and was_weekday):
            kept.append(token)
        was_weekday = kind == WEEKDAY
    return _trimmed(kept, is_loose=APPROXIMATE in kinds)


def _trimmed(tokens: list[Token], *, is_loose: bool) -> tuple[list[Token], bool]:
    """Drop joiners at the ends, and all but the strongest of those in a row."""
    strength = [COMMA, SLASH, LIST, RANGE]
    kept: list[Token] = []
    for is_joiner, group in groupby(tokens, key=lambda token: token.kind in JOINERS):
        found = list(group)
        kept += [max(found, key=lambda token: strength.index(token.kind))] if is_joiner else found
    if not kept:
        raise NotReadError(NO_DATE)
    if kept[0].kind in JOINERS:
        if kept[0].kind != COMMA and not is_loose:
            raise NotReadError(NO_DATE)
        kept = kept[1:]
    is_open = bool(kept) and kept[-1].kind in JOINERS - {COMMA, LIST}
    if kept and kept[-1].kind in JOINERS:
        kept = kept[:-1]
    return kept, is_open


def _filled(parts: list[Chunk], joiners: list[str]) -> tuple[list[Chunk], str]:
    """Give each chunk what it lacks, and say whether a year had to be worked out."""
    owned = [bool(part.year) for part in parts]
    # A day with a year but no month only ends a stretch that has no other: "Feb 22-24 2022".
    ends = [bool(part.day and part.year and not part.month) for part in parts]
    if any(ends) and (sum(owned) > 1 or not ends[-1]):
        raise NotReadError(NO_DATE)
    for place in reversed(range(len(parts) - 1)):
        parts[place] = _with(parts[place], parts[place + 1])
    for place in range(1, len(parts)):
        parts[place] = _with(parts[place], parts[place - 1])
    if not all(part.year for part in parts):
        raise NotReadError(NO_YEAR)
    if any(part.day and not part.month for part in parts):
        raise NotReadError(NO_DATE)
    if joiners == [RANGE] and not all(owned) and 0 < parts[1].month < parts[0].month:
        lacking = owned.index(False)
        year = parts[lacking].year + (1 if lacking else -1)
        parts[lacking] = parts[lacking]._replace(year=year)
        return parts, YEAR_TAKEN
    return parts, ""


def _with(part: Chunk, donor: Chunk) -> Chunk:
    if part.day and not part.month and donor.month:
        if not donor.day:
            raise NotReadError(NO_DATE)
        part = part._replace(month=donor.month)
    return part if part.year else part._replace(year=donor.year)


def _joined(parts: list[Chunk], doubt: str, joiners: list[str]) -> Reading:
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
        or any(other.start.first <= one.start.first for one, other in pairwise(parts))
        or len({(part.month > 0, part.day > 0) for part in parts}) > 1
    ):
        raise NotReadError(NO_DATE)
    in_a_row = RANGE not in joiners and all(
        other.start == one.end.following for one, other in pairwise(parts)
    )
    return Reading(start, end, "" if in_a_row else SEVERAL)


def _fits(reading: Reading, weekdays: Sequence[int]) -> bool:
    """Whether the weekdays that are named are those of the days; others can't be told."""
    days = [part for part in reading[:2] if isinstance(part, PartialDate) and part.day]
    return len(days) != len(weekdays) or all(
        weekday in {0, day.first.isoweekday()} for day, weekday in zip(days, weekdays, strict=True)
    )
