"""Dates of the Islamic (Hijri) and the Iranian (Jalali) calendar: recognized, and asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from data.lists.dates.parts import PartialDate, Reading
from data.words.folding import fold


class _Calendar(NamedTuple):
    """A calendar: its first day in ours, plausible years, months and words that name it."""

    epoch: date
    years: range
    months: str
    marks: str


_HIJRI = _Calendar(
    date(622, 7, 18),
    range(1300, 1461),
    "محرم|muharram, صفر|safar, ربيع الأول, ربيع الآخر, جمادى الأولى, جمادى الآخرة, رجب|rajab, "
    "شعبان|shaban, رمضان|ramadan|ramazan, شوال|shawwal, ذو القعدة, ذو الحجة",
    "\u0647|هجري|هجرية|ah|hijri",
)
_JALALI = _Calendar(
    date(622, 3, 21),
    range(1300, 1416),
    "فروردین|farvardin, اردیبهشت|ordibehesht, خرداد|khordad, تیر|tir, مرداد|mordad, "
    "شهریور|shahrivar, مهر|mehr, آبان|aban, آذر|azar, دی|dey, بهمن|bahman, اسفند|esfand",
    "ش|شمسي|خورشيدي",
)
"""Later years than 2038 and 2036 of ours are no dates of events. آذر of Iran is not آذار, March."""

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


def dates_of_other_calendars(text: str) -> list[Reading]:
    """Return what a text means if its year is of the Islamic or the Iranian calendar.

    The Islamic calendar is the tabular one that Unicode CLDR calls `islamic-tbla` (Reingold and
    Dershowitz, Calendrical Calculations, chapter 7): a day beside the announced one is possible.
    Iranian leap years follow a cycle of 33 years, which holds from 1799 to 2256.

    Args:
        text: As `plain_date_text` returns it.

    Returns:
        Readings in the Gregorian calendar, the Islamic one first; [] without such a year.
    """
    years = _YEAR.findall(text)
    if len(years) != 1:
        return []
    words = f" {fold(_YEAR.sub(' ', text))} "
    numbers = [int(number) for number in _NUMBER.findall(text)]
    if not text.startswith(years[0]):
        numbers.reverse()  # day, month, year
    months = {calendar: _named_month(calendar, words) for calendar in (_HIJRI, _JALALI)}
    marked = [calendar for calendar in months if months[calendar] or _is_marked(calendar, words)]
    return [
        reading
        for calendar in marked or months
        for reading in _readings(calendar, int(years[0]), months[calendar], numbers)
    ]


def _named_month(calendar: _Calendar, words: str) -> int:
    """Return the month that a folded text names; 0 for none."""
    for number, names in enumerate(calendar.months.split(", "), 1):
        if any(f" {fold(name)} " in words for name in names.split("|")):
            return number
    return 0


def _is_marked(calendar: _Calendar, words: str) -> bool:
    return any(f" {fold(mark)} " in words for mark in calendar.marks.split("|"))


def _readings(calendar: _Calendar, year: int, named: int, numbers: list[int]) -> Iterator[Reading]:
    """Yield the day of a year, month and day; the days' months if only the year is known."""
    month, day, *_ = [*([named] if named else []), *numbers, 0, 0]
    if year not in calendar.years or not (month <= 12 and day <= 31):
        return
    first = _day(calendar, year, month or 1, day or 1)
    if day:
        yield Reading(PartialDate(first.year, first.month, first.day))
        return
    next_year, next_month = (year, month + 1) if 0 < month < 12 else (year + 1, 1)
    last = _day(calendar, next_year, next_month, 1) - timedelta(days=1)
    yield Reading(PartialDate(first.year, first.month), PartialDate(last.year, last.month))


def _day(calendar: _Calendar, year: int, month: int, day: int) -> date:
    if calendar is _HIJRI:
        past = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    else:
        past = (year - 1) * 365 + (8 * year + 21) // 33 + 30 * (month - 1) + min(month - 1, 6)
    return calendar.epoch + timedelta(days=past + day - 1)
