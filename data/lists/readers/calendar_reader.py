"""iCalendar files: one row per event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Event
from icalendar.error import BrokenCalendarProperty

from data.lists.readers.assemble import FIRST_ROW, records_table
from data.lists.readers.decoding import decode
from data.lists.readers.file_kinds import ReadOptions
from data.lists.readers.issue_log import Notes
from data.lists.readers.limits import MOST_EVENTS
from data.lists.readers.raw_table import RawTable, UnreadableError
from data.model.errors import msgid

_TEXTS = {
    "LOCATION": "place", "DESCRIPTION": "summary", "URL": "url", "STATUS": "status",
    "COMMENT": "comment", "CONTACT": "contact",
}  # fmt: skip


def event_record(event: Event, zone: str, row: int, notes: Notes) -> dict[str, str]:
    """Return an event's texts under the column names of a table of consultations.

    Args:
        event: As icalendar reads it.
        zone: Time zone of the calendar. UTC times are converted to it, so that an evening in New
            York doesn't move to the next day.
        row: Row number for issues.
        notes: Collects issues about unreadable lines, and about repeating events, of which
            only the first date is used.

    Returns:
        `id`, `title`, `start` and `end` (ISO days, inclusive), `time` ("14:30-16:00 Asia/Manila"),
        `place`, `lat`, `lon`, `organizers`, `categories`, `summary`, `url`, `status`, `comment`,
        `contact`; "" where the event has no such text.
    """
    for name, problem in event.errors:
        notes.add(
            row, str(name or ""), str(problem), msgid("A line of the calendar could not be read."),
            msgid("Correct the line. The rest of the event was read."),
        )  # fmt: skip
    if "RRULE" in event or "RDATE" in event:
        notes.add(
            row, "RRULE", _text(event, "RRULE") or _text(event, "RDATE"),
            msgid("The event repeats."),
            msgid("Add the other dates as rows. Only the first is shown."),
            level="guessed",
        )  # fmt: skip
    start, end = _moment(event, "DTSTART", zone), _moment(event, "DTEND", zone)
    if end is None and start is not None:
        end = _after(start, event)
    lat, lon = _coordinates(event)
    return {
        "id": _text(event, "UID"),
        "title": _text(event, "SUMMARY"),
        "start": _day(start) or _text(event, "DTSTART"),
        "end": _day(_last(start, end)) or _text(event, "DTEND"),
        "time": _times(start, end),
        "lat": lat,
        "lon": lon,
        "organizers": "; ".join(_name(organizer) for organizer in _all(event, "ORGANIZER")),
        "categories": "; ".join(
            str(category)
            for categories in _all(event, "CATEGORIES")
            for category in _part(categories, "cats", [categories])
        ),
        **{name: _text(event, key) for key, name in _TEXTS.items()},
    }


def _all(event: Event, key: str) -> list[Any]:
    value = event.get(key)
    return value if isinstance(value, list) else [] if value is None else [value]


def _part(value: Any, name: str, default: Any) -> Any:
    """Return an attribute of a value; the default if it is missing or unreadable."""
    try:
        return getattr(value, name, default)
    except BrokenCalendarProperty:
        return default


def _text(event: Event, key: str) -> str:
    texts = []
    for value in _all(event, key):
        raw = value if isinstance(value, str) else value.to_ical()
        texts.append(raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw))
    return "; ".join(texts)


def _moment(event: Event, key: str, zone: str) -> date | None:
    """Return a date or datetime; None without a readable one."""
    moment = next((_part(value, "dt", None) for value in _all(event, key)), None)
    if isinstance(moment, datetime) and zone and moment.utcoffset() == timedelta(0):
        own_zone = _zone(zone)
        return moment.astimezone(own_zone) if own_zone else moment
    return moment if isinstance(moment, date) else None


@lru_cache(maxsize=16)
def _zone(name: str) -> ZoneInfo | None:
    return ZoneInfo(name) if name in available_timezones() else None


def _after(start: date, event: Event) -> date | None:
    length = next((_part(value, "dt", None) for value in _all(event, "DURATION")), None)
    try:
        return start + length if isinstance(length, timedelta) else None
    except OverflowError:
        return None


def _last(start: date | None, end: date | None) -> date | None:
    """Return the last moment of an event, because an iCalendar end is exclusive."""
    try:
        is_later = start is not None and end is not None and end > start
    except TypeError:  # a day and a time, or times with and without a zone
        is_later = False
    if end is None or not is_later:
        return end
    step = timedelta(microseconds=1) if isinstance(end, datetime) else timedelta(days=1)
    return end - step


def _day(moment: date | None) -> str:
    return moment.strftime(f"{moment.year:04d}-%m-%d") if moment else ""


def _times(start: date | None, end: date | None) -> str:
    times = [moment for moment in (start, end) if isinstance(moment, datetime)]
    zone = str(times[0].tzinfo or "") if times else ""
    return f"{'-'.join(moment.strftime('%H:%M') for moment in times)} {zone}".strip()


def _coordinates(event: Event) -> tuple[str, str]:
    for value in _all(event, "GEO"):
        lat, lon = _part(value, "latitude", ""), _part(value, "longitude", "")
        if lat != "":
            return str(lat), str(lon)
    return "", ""


def _name(organizer: Any) -> str:
    """Return the name of an organizer, or else the address."""
    name = _part(organizer, "params", {}).get("CN", "")
    return str(name) or str(organizer).removeprefix("mailto:").removeprefix("MAILTO:")


CANCELLED = msgid("The event was cancelled.")
_IF_NOT_CANCELLED = msgid("Only other events are shown. If it took place, change its status.")

_BEGIN = re.compile(r"BEGIN:(VEVENT|VTODO|VJOURNAL)\s*", re.IGNORECASE)
_ZONE = re.compile(r"^X-WR-TIMEZONE(?:;[^:\n]*)?:(.*)$", re.MULTILINE | re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\n|\r")


def read_ics(data: bytes, notes: Notes, options: ReadOptions) -> RawTable:
    """Read the events of a calendar.

    Args:
        data: The file.
        notes: Collects issues: unreadable or repeating events, tasks, journal entries.
        options: May name the encoding.

    Returns:
        One row per event, with the columns of `event_record`.

    Raises:
        UnreadableError: No events, or more than allowed.
    """
    text, encoding = decode(data, notes, options.encoding)
    zone = _ZONE.search(text)
    entries = list(_entries(text))
    if len(entries) > MOST_EVENTS:
        raise _refusal(msgid("Too many events in {file} (limit: {most})."), notes)
    records = []
    for row, (kind, entry) in enumerate(entries, FIRST_ROW):
        record = _record(row, kind, entry, zone.group(1).strip() if zone else "", notes)
        if record:
            records.append((row, record))
    if not records:
        raise _refusal(msgid("{file} has no readable events."), notes)
    cells = records_table(records, notes)
    return RawTable(cells, notes.file, "ics", encoding=encoding, issues=notes.issues())


def _refusal(problem: str, notes: Notes) -> UnreadableError:
    return UnreadableError(
        problem, msgid("Export a calendar (.ics) with only the events you need."),
        file=notes.file, most=f"{MOST_EVENTS:,}",
    )  # fmt: skip


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """Yield each entry's kind and text. One without an end stops where the next one begins."""
    kind, lines = "", list[str]()
    for line in _LINE_END.split(text):
        begins = _BEGIN.fullmatch(line)
        if begins and kind:
            yield kind, "\r\n".join(lines)
        if begins:
            kind, lines = begins.group(1).upper(), [line]
        elif kind:
            lines.append(line)
            if line.strip().upper() == f"END:{kind}":
                yield kind, "\r\n".join(lines)
                kind = ""
    if kind:
        yield kind, "\r\n".join(lines)


def _record(row: int, kind: str, entry: str, zone: str, notes: Notes) -> Mapping[str, str]:
    """Return the record of an entry; skip anything but a readable event."""
    if kind != "VEVENT":
        notes.leave_out(
            row,
            [entry],
            msgid("This is a task or a journal entry, not an event."),
            msgid("Only events are shown."),
        )
        return {}
    # Each event is parsed on its own, so that a broken one spoils no other.
    record = _event_record(row, entry, zone, notes)
    if record.get("status", "").upper() == "CANCELLED":
        notes.leave_out(row, [record["title"], record["start"]], CANCELLED, _IF_NOT_CANCELLED)
        return {}
    if not any(record.values()):
        notes.leave_out(
            row, [entry], msgid("The event could not be read."), msgid("Export the calendar again.")
        )
        return {}
    return record


def _event_record(row: int, entry: str, zone: str, notes: Notes) -> Mapping[str, str]:
    if not entry.rstrip().upper().endswith("END:VEVENT"):
        return {}
    try:
        # As bytes: icalendar may treat a text as the path of a file.
        event = Event.from_ical(entry.encode("utf-8", "replace"))
        return event_record(event, zone, row, notes) if isinstance(event, Event) else {}
    except Exception:  # noqa: BLE001 -- icalendar raises anything on a bad value
        return {}
