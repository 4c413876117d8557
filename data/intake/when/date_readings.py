"""The ways in which a cell can be read, by the order of day and month."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from data.intake.when.date_chunks import DAY_FIRST, MONTH_FIRST, YEAR_FIRST
from data.intake.when.date_grammar import read
from data.intake.when.date_numbers import FIXED, NUMERIC, NUMERIC_DAY, YEAR, NotReadError, Token
from data.intake.when.date_parts import NO_DATE, OTHER_WEEKDAY, Reading
from data.intake.when.date_texts import LONGEST
from data.intake.when.date_tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FIGURE = re.compile(r"\d")
_FIGURES = 4
"""Figures of a year with its century."""


class Readings(NamedTuple):
    """The readings of one cell by order; by "" alone where the order doesn't matter.

    An order in which the cell would be no date is not there. `has_short_year` says that the
    century had to be added; `candidates` are what a cell that was not understood may mean.
    """

    by_order: Mapping[str, Reading]
    has_short_year: bool = False
    candidates: tuple[Reading, ...] = ()

    @property
    def is_sensitive(self) -> bool:
        """Whether the order of day and month could matter at all."""
        return "" not in self.by_order

    @property
    def distinct(self) -> list[Reading]:
        """The different readings there are, the day first."""
        return list({reading[:2]: reading for reading in self.by_order.values()}.values())


def readings(text: str) -> Readings:
    """Read a cell in every order that it allows.

    Args:
        text: As `plain_date_text` gives it.
    """
    if len(text) > LONGEST or not _FIGURE.search(text):
        return not_read(NO_DATE)
    try:
        found = tokens(text)
    except NotReadError as error:
        return not_read(error.problem)
    by_order: dict[str, Reading] = {}
    problem = ""
    for key, order in _orders(found).items():
        try:
            by_order[key] = read(found, order)
        except NotReadError as error:
            problem = problem or error.problem
    if not by_order:
        return not_read(problem)
    fitting = {key: one for key, one in by_order.items() if one.problem != OTHER_WEEKDAY}
    return Readings(fitting or by_order, not any(_has_century(token) for token in found))


def not_read(problem: str, *candidates: Reading) -> Readings:
    """Give the readings of a cell that is no date, and what it may mean all the same."""
    return Readings({"": Reading(None, None, problem)}, candidates=candidates)


def _orders(found: Sequence[Token]) -> dict[str, str]:
    kinds = {token.kind for token in found}
    if not kinds & {NUMERIC, NUMERIC_DAY}:
        return {"": DAY_FIRST}
    if FIXED in kinds and NUMERIC not in kinds:
        # 2016/04/29-05/02: who puts the year first has the month second.
        return {"": MONTH_FIRST}
    return {order: order for order in (DAY_FIRST, MONTH_FIRST, YEAR_FIRST)}


def _has_century(token: Token) -> bool:
    if token.kind == NUMERIC:
        return token.numbers[3] == _FIGURES
    return token.kind in {YEAR, FIXED}
