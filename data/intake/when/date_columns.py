"""What only the whole column can tell about a date: numbers of days, and seasons like 2010-11."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from data.errors import msgid
from data.intake.when.date_order import Statement
from data.intake.when.date_parts import NO_DATE, TWO_WAYS, PartialDate, Reading
from data.intake.when.date_readings import Readings, not_read

if TYPE_CHECKING:
    from collections.abc import Mapping

_COUNTED = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")
_COUNTED_RANGE = range(20_000, 60_001)
"""Days as spreadsheets count them, from 1954 to 2064."""

_DAY_ZERO = date(1899, 12, 30)
_EPOCH = re.compile(r"([0-9]{9,10})(?:[0-9]{3})?(?:[.,][0-9]+)?")
_EPOCH_RANGE = range(200_000_000, 4_100_000_000)
"""Seconds from 1976 to 2099, as computers count them; three figures more are milliseconds."""
_MOSTLY = 0.5
_SEASON = re.compile(r"([0-9]{4})(?P<sign>[-/])([0-9]{2})")
_MONTHS_IN_YEAR = 12

_COUNTED_NOTE = msgid("Numbers like {text} are days counted from 1900, as spreadsheets do.")
_EPOCH_NOTE = msgid("Numbers like {text} are seconds counted from 1970, as computers do.")
_SHORT_YEAR_NOTE = msgid(
    "Years of two figures, as in {text}: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068."
)


def with_counted_days(
    cells: Mapping[str, Readings], counts: Mapping[str, int]
) -> tuple[dict[str, Readings], list[Statement]]:
    """Read numbers as days counted by a spreadsheet where a column has little else.

    Args:
        cells: The readings of each text, as written.
        counts: In how many rows each stands.

    Returns:
        The readings, and a sentence about them if there are any.
    """
    days = {text: day for text in cells if (day := _counted_day(text))}
    filled = sum(count for text, count in counts.items() if text)
    if not days or sum(counts[text] for text in days) <= _MOSTLY * filled:
        unsure = {text: not_read(NO_DATE, day) for text, day in days.items()}
        return dict(cells) | unsure, []
    sure = {text: Readings({"": day}) for text, day in days.items()}
    text = next(iter(days))
    note = _COUNTED_NOTE if _COUNTED.fullmatch(text) else _EPOCH_NOTE
    return dict(cells) | sure, [Statement(note, {"text": text})]


def _counted_day(text: str) -> Reading | None:
    if (match := _EPOCH.fullmatch(text)) and int(match[1]) in _EPOCH_RANGE:
        moment = datetime.fromtimestamp(int(match[1]), tz=UTC)
        return Reading(PartialDate(moment.year, moment.month, moment.day))
    match = _COUNTED.fullmatch(text)
    if not match or int(match[1]) not in _COUNTED_RANGE:
        return None
    day = _DAY_ZERO + timedelta(days=int(match[1]))
    return Reading(PartialDate(day.year, day.month, day.day))


def with_seasons(cells: Mapping[str, Readings]) -> dict[str, Readings]:
    """Doubt 2010-11 where another cell is a season for sure, as 2015-16 is; 2010/11 always."""
    seasons = {
        text: (match["sign"], int(match[1]), int(match[3]))
        for text in cells
        if (match := _SEASON.fullmatch(text)) and (int(match[1]) + 1) % 100 == int(match[3])
    }
    has_seasons = any(other > _MONTHS_IN_YEAR for _, _, other in seasons.values())
    doubtful = {
        text: not_read(
            TWO_WAYS,
            Reading(PartialDate(year, other)),
            Reading(PartialDate(year), PartialDate(year + 1)),
        )
        for text, (sign, year, other) in seasons.items()
        if 0 < other <= _MONTHS_IN_YEAR and (has_seasons or sign == "/")
    }
    return dict(cells) | doubtful


def short_year_note(cells: Mapping[str, Readings]) -> list[Statement]:
    """Say how years of two figures are read, if there are any."""
    text = next((text for text, readings in cells.items() if readings.has_short_year), "")
    return [Statement(_SHORT_YEAR_NOTE, {"text": text})] if text else []
