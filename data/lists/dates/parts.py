"""Partial dates, readings of a written date, and their problems."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final, NamedTuple

from data.model.errors import msgid

FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2199
"""Other years are typing errors, placeholders (9999-12-31) or other calendars (1437, 2559)."""

PIVOT: Final = 69
"""Two-digit years from here on are in the 1900s, the others in the 2000s, as in POSIX."""

NO_DATE = msgid("This is not a date such as 29 April 2016 or 2016-04-29.")
NO_YEAR = msgid("The year is missing.")
TWO_WAYS = msgid("The date can be read in two ways.")
IMPOSSIBLE = msgid("There is no such day.")
OUT_OF_RANGE = msgid("The year is not between 1800 and 2199.")
OTHER_CALENDAR = msgid("The year looks like one of the Islamic or the Iranian calendar.")
BACKWARD = msgid("The end is before the start.")
INEXACT = msgid("The date is not exact.")
SEVERAL = msgid("The cell has several dates.")
OPEN_END = msgid("The end date is missing.")
OTHER_WEEKDAY = msgid("The weekday does not match the date.")
OTHER_ORDER = msgid("Day and month are in a different order than elsewhere.")
MISSPELT_MONTH = msgid("The name of the month is misspelled.")
SHORT_YEAR_OF_MONTH = msgid("The year has only two digits.")
DOTTED = msgid("Nothing in this column tells day and month apart. With dots, the day comes first.")
TWO_ENDS = msgid("Two columns give different end dates.")
YEAR_TAKEN = msgid("One of the two dates has no year.")

ACTIONS = {
    NO_DATE: msgid("Correct the date. Until then it counts as unknown."),
    NO_YEAR: msgid("Add the year. Until then the date counts as unknown."),
    TWO_WAYS: msgid("Choose the right date. Until then it counts as unknown."),
    IMPOSSIBLE: msgid("Correct the date. Until then it counts as unknown."),
    OUT_OF_RANGE: msgid("Correct the year. Until then the date counts as unknown."),
    OTHER_CALENDAR: msgid(
        "Enter the date of the Gregorian calendar; an Islamic one may differ by a day. "
        "Until then it counts as unknown."
    ),
    BACKWARD: msgid("Correct the dates. They were not swapped."),
    INEXACT: msgid("Check the date. Only its exact part is used."),
    SEVERAL: msgid("Put each date in its own row. For now, all days from first to last are shown."),
    OPEN_END: msgid("Add the end once you know it. Only the start is used."),
    OTHER_WEEKDAY: msgid("Check the date. The weekday was ignored."),
    OTHER_ORDER: msgid("Check the date. It was read in the only possible order."),
    MISSPELT_MONTH: msgid("Check the date. The closest month name was used."),
    SHORT_YEAR_OF_MONTH: msgid("Check the date. The number after the month was read as a year."),
    DOTTED: msgid("Check the date. Change the order of day and month if it is wrong."),
    TWO_ENDS: msgid("Check the end. The one in the end column is used."),
    YEAR_TAKEN: msgid("Check the years. The missing one was worked out from the other date."),
}
"""What to do about each problem, and what the import did."""


class PartialDate(NamedTuple):
    """A year, a month or a day; month and day are 0 if unknown."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def text(self) -> str:
        """ISO: `2016`, `2016-04` or `2016-04-29`."""
        parts = [f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"]
        return "-".join(parts[: 3 if self.day else 2 if self.month else 1])

    @property
    def exists(self) -> bool:
        """Whether the date exists in the calendar."""
        if not (1 <= self.year <= date.max.year and 0 <= self.month <= 12):
            return False
        return self.day == 0 or (
            self.month > 0 and 0 < self.day <= monthrange(self.year, self.month)[1]
        )

    @property
    def is_in_range(self) -> bool:
        """Whether the year is plausible for an event."""
        return FIRST_YEAR <= self.year <= LAST_YEAR

    @property
    def first(self) -> date:
        """First day it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Last day it may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def following(self) -> PartialDate:
        """Next day, month or year."""
        after = date.fromordinal(self.last.toordinal() + 1)
        if self.day:
            return PartialDate(after.year, after.month, after.day)
        return PartialDate(after.year, after.month if self.month else 0)


class Reading(NamedTuple):
    """The dates of a text; `end` is None if it has only one.

    A text that is not understood has no `start`. `problem` is the message id of what is wrong;
    with a `start`, the reading is used but in doubt.
    """

    start: PartialDate | None
    end: PartialDate | None = None
    problem: str = ""

    @property
    def text(self) -> str:
        """ISO date or interval, to choose from."""
        return "/".join(part.text for part in (self.start, self.end) if part)


def full_year(year: int, digits: int) -> int:
    """Return a year, with the century added if it has two digits."""
    if digits > 2:
        return year
    return year + (1900 if year >= PIVOT else 2000)
