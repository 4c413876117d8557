"""Dates as Babel writes them: each release of CLDR may set other blanks around a dash."""

from __future__ import annotations

import re
from datetime import date

from data.words.dates import when

_DASH = re.compile(r"\s*–\s*")


def days(first: str, last: str, language: str = "en") -> str:
    """Write a stretch of days, given as ISO dates, as the pages do."""
    return when(date.fromisoformat(first), date.fromisoformat(last), "day", language)


def tight(text: str) -> str:
    """Remove the blanks around dashes, which depend on the release of CLDR."""
    return _DASH.sub("–", text)
