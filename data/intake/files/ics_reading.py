"""Calendars (iCalendar, RFC 5545): each event is a record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from icalendar import Event

from data.errors import msgid
from data.intake.files.decoding import decode
from data.intake.files.ics_events import event_record
from data.intake.files.limits import MOST_EVENTS
from data.intake.files.raw_table import RawTable, UnreadableError
from data.intake.files.records import FIRST_ROW, records_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from data.intake.files.notes import Notes

_BEGIN = re.compile(r"BEGIN:(VEVENT|VTODO|VJOURNAL)\s*", re.IGNORECASE)
_ZONE = re.compile(r"^X-WR-TIMEZONE(?:;[^:\n]*)?:(.*)$", re.MULTILINE | re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\n|\r")


def read_ics(data: bytes, notes: Notes, encoding: str = "") -> RawTable:
    """Read the events of a calendar.

    Args:
        data: The file.
        notes: Is told of events that can't be read or repeat, and of tasks and journal entries.
        encoding: One of `decoding.ENCODINGS`; "" finds it.

    Returns:
        A row an event: the columns of `event_record`.

    Raises:
        UnreadableError: It has no events, or more than allowed.
    """
    text, encoding = decode(data, notes, encoding)
    zone = _ZONE.search(text)
    entries = list(_entries(text))
    if len(entries) > MOST_EVENTS:
        raise _refusal(msgid("{file} has more than {most} events."), notes)
    records = []
    for row, (kind, entry) in enumerate(entries, FIRST_ROW):
        record = _record(row, kind, entry, zone.group(1).strip() if zone else "", notes)
        if record:
            records.append((row, record))
    if not records:
        raise _refusal(msgid("{file} has no events that can be read."), notes)
    cells = records_table(records, notes)
    return RawTable(cells, notes.file, "ics", encoding=encoding, findings=notes.findings())


def _refusal(problem: str, notes: Notes) -> UnreadableError:
    return UnreadableError(
        problem, msgid("Give a calendar (.ics) with the events that are needed."),
        file=notes.file, most=f"{MOST_EVENTS:,}",
    )  # fmt: skip


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """Each entry's kind and text. One that doesn't end stops where the next one begins."""
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
    """The record of an entry; an entry that is none is left out."""
    if kind != "VEVENT":
        notes.leave_out(
            row, [entry], msgid("an event"), msgid("Tasks and journal entries are not shown.")
        )
        return {}
    # An event is taken apart on its own, so that a broken one spoils no other.
    record = _event_record(row, entry, zone, notes)
    if not any(record.values()):
        notes.leave_out(
            row, [entry], msgid("an event that can be read"), msgid("Export the calendar anew.")
        )
        return {}
    return record


def _event_record(row: int, entry: str, zone: str, notes: Notes) -> Mapping[str, str]:
    if not entry.rstrip().upper().endswith("END:VEVENT"):
        return {}
    try:
        # As bytes: a text may be taken for the path of a file.
        event = Event.from_ical(entry.encode("utf-8", "replace"))
        return event_record(event, zone, row, notes) if isinstance(event, Event) else {}
    except Exception:  # noqa: BLE001 -- icalendar raises whatever Python does on a bad value
        return {}
