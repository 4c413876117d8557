"""Moments in words, in the time zone of whoever reads them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel import dates

from data.words.languages import locale


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
