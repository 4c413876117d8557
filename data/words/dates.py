"""Dates as people read them, by Babel: periods as exactly as they are known, months, moments."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, dates

from data.words.languages import locale

_FIRST_OF_MONTH = {"fr": "1er"}
"""Languages that don't write the first day of a month as a plain 1. CLDR's patterns lack this."""


@lru_cache(maxsize=4096)
def when(first: date | None, last: date | None, precision: str, language: str) -> str:
    """Write a period as exactly as it is known: `21–22 March 2015`, `April 2016`, `2016`.

    Args:
        first: The first day.
        last: The last day, inclusive.
        precision: "day", "month" or "year".
        language: Code of the language.

    Returns:
        "" if either day is unknown.
    """
    if first is None or last is None:
        return ""
    loc = locale(language)
    if precision == "year":
        return _interval(first, last, "y", loc)
    if precision == "month":
        return _interval(first, last, "yMMMM", loc)
    text = dates.format_date(first, "long", loc) if first == last else _days(first, last, loc)
    return re.sub(r"\b1\b", _FIRST_OF_MONTH.get(language, "1"), text)


def _interval(first: date, last: date, skeleton: str, loc: Locale) -> str:
    ends = [dates.format_skeleton(skeleton, day, locale=loc) for day in (first, last)]
    if ends[0] == ends[1]:
        return ends[0]
    return dates.format_interval(first, last, skeleton, locale=loc)


def _days(first: date, last: date, loc: Locale) -> str:
    """Write several days with full month names where the language uses them in long dates.

    Few languages have CLDR's pattern for that, `yMMMMd`. In the others, the month of `yMMMd` is
    made long; but not where the long date has a number for it, as in Chinese: its short name is
    that number. Without either pattern, both dates are written in full.
    """
    differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    patterns = loc.interval_formats.get("yMMMMd", {}).get(differs)
    if not patterns:
        patterns = loc.interval_formats.get("yMMMd", {}).get(differs)
        if patterns and "MMMM" in loc.date_formats["long"].pattern:
            patterns = [re.sub("(?<!M)MMM(?!M)", "MMMM", pattern) for pattern in patterns]
    if not patterns:
        ends = (dates.format_date(day, "long", loc) for day in (first, last))
        return str(loc.interval_formats[None].format(*ends))
    days = zip((first, last), patterns, strict=True)
    return "".join(dates.format_date(day, pattern, loc) for day, pattern in days)


def month_names(language: str) -> list[str]:
    """Return the short names of the twelve months."""
    names = dates.get_month_names("abbreviated", "stand-alone", locale(language))
    return [names[month] for month in range(1, 13)]


def moment(seconds: float, zone: str | None, language: str) -> str:
    """Write a moment: `27 November 2026, 21:04`, with "UTC" if the reader's zone is unknown.

    Args:
        seconds: Since 1970.
        zone: Name of the time zone.
        language: Code of the language.
    """
    try:
        known = ZoneInfo(zone) if zone else None
    except (ValueError, OSError, LookupError):  # ZoneInfoNotFoundError is a LookupError
        known = None
    at, loc = datetime.fromtimestamp(seconds, UTC).astimezone(known or UTC), locale(language)
    day = dates.format_date(at.date(), "long", loc)
    clock = dates.format_time(at, "short", tzinfo=at.tzinfo, locale=loc)
    both = str(dates.get_datetime_format("long", locale=loc)).replace("'", "")
    return both.replace("{1}", day).replace("{0}", clock) + ("" if known else " UTC")
