"""Tokens gathered into chunks, each of which names one date or lacks a part of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from data.intake.when.date_numbers import (
    DAY,
    SHORT_YEAR,
    SPAN,
    YEAR,
    NotReadError,
    Token,
)
from data.intake.when.date_parts import IMPOSSIBLE, NO_DATE, PartialDate, full_year
from data.intake.when.date_tokens import COMMA, SLASH
from data.intake.when.date_words import LIST, MONTH, RANGE

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
