"""Decide from a whole column whether day or month comes first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from data.lists.dates.calendars import dates_of_other_calendars
from data.lists.dates.grammar import DAY_FIRST, MONTH_FIRST, YEAR_FIRST, read
from data.lists.dates.numbers import FIXED, NUMERIC, NUMERIC_DAY, YEAR, NotReadError, Token
from data.lists.dates.parts import NO_DATE, OTHER_CALENDAR, OTHER_WEEKDAY, Reading
from data.lists.dates.tokens import LONGEST, tokens
from data.model.errors import msgid

_DIGIT = re.compile(r"\d")
_YEAR_DIGITS = 4
_DOTTED = re.compile(r"\d\s?\.\s?\d{1,2}\s?\.\s?\d{4}")
_OTHER_SIGNS = re.compile(r"\d\s?[/]\s?\d|\d-\d{1,2}-\d")


class Readings(NamedTuple):
    """The readings of one cell by order; by "" alone if the order doesn't matter.

    Orders in which the cell is not a date are missing. `has_short_year`: the century was added.
    `candidates`: what a cell that is not understood may mean.
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
        """Different readings, that with the day first in front."""
        return list({reading[:2]: reading for reading in self.by_order.values()}.values())


def readings(text: str) -> Readings:
    """Read a cell, as `plain_date_text` returns it, in every possible order."""
    if len(text) > LONGEST or not _DIGIT.search(text):
        return not_read(NO_DATE)
    try:
        pieces = tokens(text)
    except NotReadError as error:
        return _other_calendar(text) or not_read(error.problem)
    by_order: dict[str, Reading] = {}
    problem = ""
    for key, order in _orders(pieces).items():
        try:
            by_order[key] = read(pieces, order)
        except NotReadError as error:
            problem = problem or error.problem
    if not by_order:
        return _other_calendar(text) or not_read(problem)
    fitting = {key: cell for key, cell in by_order.items() if cell.problem != OTHER_WEEKDAY}
    return Readings(fitting or by_order, not any(_has_century(token) for token in pieces))


def _other_calendar(text: str) -> Readings | None:
    """Return what a text with a year such as 1437 or 1394 may mean; None for any other."""
    meanings = dates_of_other_calendars(text)
    return not_read(OTHER_CALENDAR, *meanings) if meanings else None


def not_read(problem: str, *candidates: Reading) -> Readings:
    """Return the readings of a cell that is not understood, with what it may mean."""
    return Readings({"": Reading(None, None, problem)}, candidates=candidates)


def _orders(pieces: Sequence[Token]) -> dict[str, str]:
    kinds = {token.kind for token in pieces}
    if not kinds & {NUMERIC, NUMERIC_DAY}:
        return {"": DAY_FIRST}
    if FIXED in kinds and NUMERIC not in kinds:
        # 2016/04/29-05/02: after a year comes the month.
        return {"": MONTH_FIRST}
    return {order: order for order in ORDERS}


def _has_century(token: Token) -> bool:
    if token.kind == NUMERIC:
        return token.numbers[3] == _YEAR_DIGITS
    return token.kind in {YEAR, FIXED}


ORDERS = (DAY_FIRST, MONTH_FIRST, YEAR_FIRST)
UNCLEAR, NONE_NEEDED = "unclear", "none needed"

_DECIDES = {
    DAY_FIRST: msgid("The day comes first, as {text} shows."),
    MONTH_FIRST: msgid("The month comes first, as {text} shows."),
    YEAR_FIRST: msgid("The year comes first, as {text} shows."),
}
_CHOSEN = msgid("You or the column name set the order of day and month.")
_UNDECIDED = msgid("Does {text} mean {one} or {other}? Nothing in this column tells.")
BY_DOTS = msgid(
    "Does {text} mean {one} or {other}? With dots, the day comes first nearly everywhere."
)
_CONFLICT = msgid("{text} and {other_text} have day and month in different orders.")

_IN_NAME = (
    (DAY_FIRST, re.compile(r"\b[djt]{1,2}[-/. ]mm?[-/. ][yaj]{2,4}\b")),
    (MONTH_FIRST, re.compile(r"\bmm?[-/. ][djt]{1,2}[-/. ][yaj]{2,4}\b")),
    (YEAR_FIRST, re.compile(r"\b[yaj]{2,4}[-/. ]mm?[-/. ][djt]{1,2}\b")),
)
"""Column names that give the order: Date (DD/MM/YYYY), JJ/MM/AAAA, TT.MM.JJJJ."""


class Statement(NamedTuple):
    """A sentence to translate: message id, and the values of its placeholders."""

    message: str = ""
    values: Mapping[str, str] = {}


class Decision(NamedTuple):
    """The order of a column, a statement that says why, and the orders to choose from."""

    order: str
    decided_by: Statement
    choices: tuple[str, ...] = ()


def order_in_name(header: str) -> str:
    """Return the order given by a column name such as "Date (mm/dd/yyyy)"; "" without one."""
    name = header.lower()
    return next((order for order, pattern in _IN_NAME if pattern.search(name)), "")


def decide(cells: Mapping[str, Readings], chosen: str = "") -> Decision:
    """Decide in which order the dates of a column are written.

    Args:
        cells: The readings of each text, as written.
        chosen: The order, if known.
    """
    sensitive = {text: cell for text, cell in cells.items() if cell.is_sensitive}
    if not sensitive:
        return Decision(NONE_NEEDED, Statement())
    possible = tuple(
        order for order in ORDERS if all(order in cell.by_order for cell in sensitive.values())
    )
    if chosen:
        return Decision(chosen, Statement(_CHOSEN), possible)
    if not possible:
        return _conflict(sensitive)
    if len(possible) == 1:
        # The text that leaves the fewest orders is the one that decides.
        text = min(sensitive, key=lambda text: len(sensitive[text].by_order))
        return Decision(possible[0], Statement(_DECIDES[possible[0]], {"text": text}), possible)
    return _undecided_kind(sensitive, possible)


def _is_dotted(text: str) -> bool:
    """Whether a date has dots between its numbers, and nothing else that is usual there."""
    return bool(_DOTTED.search(text)) and not _OTHER_SIGNS.search(text)


def _conflict(sensitive: Mapping[str, Readings]) -> Decision:
    by_orders: dict[frozenset[str], str] = {}
    for text, cell in sensitive.items():
        by_orders.setdefault(frozenset(cell.by_order), text)
    conflicts = (
        (by_orders[orders], by_orders[others])
        for orders, others in combinations(by_orders, 2)
        if not orders & others
    )
    text, other_text = next(conflicts, tuple(by_orders.values())[:2])
    orders = {order for cell in sensitive.values() for order in cell.by_order}
    values = {"text": text, "other_text": other_text}
    return Decision(
        UNCLEAR, Statement(_CONFLICT, values), tuple(order for order in ORDERS if order in orders)
    )


def _undecided_kind(sensitive: Mapping[str, Readings], possible: tuple[str, ...]) -> Decision:
    for text, cell in sensitive.items():
        by_order = [cell.by_order[order] for order in possible]
        other = next((reading for reading in by_order if reading[:2] != by_order[0][:2]), None)
        if other:
            values = {"text": text, "one": by_order[0].text, "other": other.text}
            if possible == (DAY_FIRST, MONTH_FIRST) and all(map(_is_dotted, sensitive)):
                return Decision(DAY_FIRST, Statement(BY_DOTS, values), possible)
            return Decision(UNCLEAR, Statement(_UNDECIDED, values), possible)
    return Decision(NONE_NEEDED, Statement())
