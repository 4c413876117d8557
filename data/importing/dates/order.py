"""Day first or month first: decided from the whole column, or asked."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from data.campaign.errors import msgid
from data.importing.dates.grammar import DAY_FIRST, MONTH_FIRST, YEAR_FIRST, read
from data.importing.dates.numbers import FIXED, NUMERIC, NUMERIC_DAY, YEAR, NotReadError, Token
from data.importing.dates.parts import NO_DATE, OTHER_WEEKDAY, Reading
from data.importing.dates.tokens import LONGEST, tokens

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


ORDERS = (DAY_FIRST, MONTH_FIRST, YEAR_FIRST)
UNCLEAR, NONE_NEEDED = "unclear", "none needed"

_DECIDES = {
    DAY_FIRST: msgid("The day comes first, as {text} shows."),
    MONTH_FIRST: msgid("The month comes first, as {text} shows."),
    YEAR_FIRST: msgid("The year comes first, as {text} shows."),
}
_CHOSEN = msgid("You or the column name set the order of day and month.")
_UNDECIDED = msgid("Does {text} mean {one} or {other}? Nothing in this column tells.")
_CONFLICT = msgid("{text} and {other_text} have day and month in different orders.")

_IN_NAME = (
    (DAY_FIRST, re.compile(r"\b[djt]{1,2}[-/. ]mm?[-/. ][yaj]{2,4}\b")),
    (MONTH_FIRST, re.compile(r"\bmm?[-/. ][djt]{1,2}[-/. ][yaj]{2,4}\b")),
    (YEAR_FIRST, re.compile(r"\b[yaj]{2,4}[-/. ]mm?[-/. ][djt]{1,2}\b")),
)
"""Headings that say it: Date (DD/MM/YYYY), JJ/MM/AAAA, TT.MM.JJJJ."""


class Statement(NamedTuple):
    """A sentence to be translated: its English message id, and the texts for its places."""

    message: str = ""
    values: Mapping[str, str] = {}


class Decision(NamedTuple):
    """The order of a column, the sentence that says why, and the orders it may have."""

    order: str
    decided_by: Statement
    choices: tuple[str, ...] = ()


def order_in_name(header: str) -> str:
    """The order that a heading gives, as "Date (mm/dd/yyyy)" does; "" if it gives none."""
    name = header.lower()
    return next((order for order, pattern in _IN_NAME if pattern.search(name)), "")


def decide(cells: Mapping[str, Readings], chosen: str = "") -> Decision:
    """Decide in which order the dates of a column are written.

    Args:
        cells: The readings of each text, as written.
        chosen: The order if it is known; then nothing is decided.
    """
    sensitive = {text: readings for text, readings in cells.items() if readings.is_sensitive}
    if not sensitive:
        return Decision(NONE_NEEDED, Statement())
    possible = tuple(
        order for order in ORDERS if all(order in one.by_order for one in sensitive.values())
    )
    if chosen:
        return Decision(chosen, Statement(_CHOSEN), possible)
    if not possible:
        return _conflict(sensitive)
    if len(possible) == 1:
        # The text that leaves the fewest orders is the one that decides.
        text = min(sensitive, key=lambda text: len(sensitive[text].by_order))
        return Decision(possible[0], Statement(_DECIDES[possible[0]], {"text": text}), possible)
    return _undecided(sensitive, possible)


def _conflict(sensitive: Mapping[str, Readings]) -> Decision:
    by_orders: dict[frozenset[str], str] = {}
    for text, one in sensitive.items():
        by_orders.setdefault(frozenset(one.by_order), text)
    apart = (
        (by_orders[one], by_orders[other])
        for one, other in combinations(by_orders, 2)
        if not one & other
    )
    text, other_text = next(apart, tuple(by_orders.values())[:2])
    orders = {order for one in sensitive.values() for order in one.by_order}
    values = {"text": text, "other_text": other_text}
    return Decision(
        UNCLEAR, Statement(_CONFLICT, values), tuple(order for order in ORDERS if order in orders)
    )


def _undecided(sensitive: Mapping[str, Readings], possible: tuple[str, ...]) -> Decision:
    for text, readings in sensitive.items():
        by_order = [readings.by_order[order] for order in possible]
        other = next((one for one in by_order if one[:2] != by_order[0][:2]), None)
        if other:
            values = {"text": text, "one": by_order[0].text, "other": other.text}
            return Decision(UNCLEAR, Statement(_UNDECIDED, values), possible)
    return Decision(NONE_NEEDED, Statement())
