"""Calendars: the row of an event, and issues about other entries."""

from __future__ import annotations

import pytest

from data.lists.readers.limits import MOST_EVENTS
from data.lists.readers.raw_table import UnreadableError
from data.lists.readers.read_file import read_bytes

HEARING = """\
BEGIN:VEVENT
UID:1@example.org
DTSTART;VALUE=DATE:20151207
DTEND;VALUE=DATE:20151209
SUMMARY:Hearing\\, first
 part
LOCATION:Dakar\\, Senegal
GEO:14.69;-17.44
ORGANIZER;CN="Migrant Forum in Asia":mailto:office@example.org
DESCRIPTION:One\\nTwo
URL:https://example.org/1
CATEGORIES:Meeting,Region
END:VEVENT
"""

DAY = "DTSTART;VALUE=DATE:"
WHEN = {
    # name: lines of the event, start, end, time
    "one day": (f"{DAY}20151207", "2015-12-07", "", ""),
    "one whole day": (
        f"{DAY}20151207\nDTEND;VALUE=DATE:20151208", "2015-12-07", "2015-12-07", "",
    ),
    "days by their length": (f"{DAY}20151207\nDURATION:P3D", "2015-12-07", "2015-12-09", ""),
    "over a month's end": (
        f"{DAY}20151230\nDTEND;VALUE=DATE:20160101", "2015-12-30", "2015-12-31", "",
    ),
    "hours": (
        "DTSTART:20151207T140000\nDTEND:20151207T163000", "2015-12-07", "2015-12-07", "14:00-16:30",
    ),
    "until midnight": (
        "DTSTART:20151207T200000\nDTEND:20151208T000000", "2015-12-07", "2015-12-07", "20:00-00:00",
    ),
    "a zone": ("DTSTART;TZID=Asia/Manila:20151207T090000", "2015-12-07", "", "09:00 Asia/Manila"),
    "an evening in UTC": ("DTSTART:20151208T010000Z", "2015-12-07", "", "20:00 America/New_York"),
    "no date": ("SUMMARY:x", "", "", ""),
    "a broken date": ("DTSTART:soon", "soon", "", ""),
    "the end of time": (f"{DAY}99991231\nDURATION:P9D", "9999-12-31", "", ""),
}  # fmt: skip


def calendar(*entries: str, zone: str = "America/New_York") -> bytes:
    begin = f"BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-TIMEZONE:{zone}\n"
    return (begin + "".join(entries) + "END:VCALENDAR\n").replace("\n", "\r\n").encode()


def event(lines: str) -> str:
    return f"BEGIN:VEVENT\nUID:x\n{lines}\nEND:VEVENT\n"


def test_an_event_becomes_a_row() -> None:
    table = read_bytes("list.ics", calendar(HEARING))
    (record,) = table.frame.to_dict("records")
    assert {name: value for name, value in record.items() if value} == {
        "id": "1@example.org",
        "title": "Hearing, firstpart",
        "start": "2015-12-07",
        "end": "2015-12-08",
        "place": "Dakar, Senegal",
        "lat": "14.69",
        "lon": "-17.44",
        "organizers": "Migrant Forum in Asia",
        "categories": "Meeting; Region",
        "summary": "One\nTwo",
        "url": "https://example.org/1",
        "_row": 2,
    }
    assert (table.kind, table.encoding, table.issues) == ("ics", "UTF-8", ())


@pytest.mark.parametrize(("lines", "start", "end", "time"), WHEN.values(), ids=WHEN)
def test_an_event_has_its_first_and_last_day(lines: str, start: str, end: str, time: str) -> None:
    frame = read_bytes("list.ics", calendar(event(lines))).frame
    assert frame[["start", "end", "time"]].values.tolist() == [[start, end, time]]


def test_a_path_is_not_used_as_a_time_zone() -> None:
    data = calendar(event("DTSTART:20151208T010000Z"), zone="../../etc/passwd")
    assert read_bytes("list.ics", data).frame["start"].tolist() == ["2015-12-08"]


def test_a_repeating_event_gives_one_row_and_a_issue() -> None:
    data = calendar(event("DTSTART;VALUE=DATE:20151207\nRRULE:FREQ=WEEKLY;COUNT=9"))
    table = read_bytes("list.ics", data)
    assert len(table.frame) == 1
    assert [(f.row, f.level, f.left_out) for f in table.issues] == [(2, "guessed", False)]


def test_entries_other_than_events_are_skipped() -> None:
    task = "BEGIN:VTODO\nSUMMARY:Book rooms\nEND:VTODO\n"
    cut_off = "BEGIN:VEVENT\nSUMMARY:Cut off\n"
    empty = "BEGIN:VEVENT\nEND:VEVENT\n"
    table = read_bytes("list.ics", calendar(task, cut_off, HEARING, empty))
    assert table.frame["_row"].tolist() == [4]
    assert [(f.row, f.left_out) for f in table.issues] == [(2, True), (3, True), (5, True)]
    assert table.rows_read == 4


def test_a_broken_line_spoils_only_itself() -> None:
    table = read_bytes("list.ics", calendar(event("SUMMARY:A\nnonsense\nLOCATION:Dakar")))
    assert table.frame[["title", "place"]].values.tolist() == [["A", "Dakar"]]
    assert len(table.issues) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (calendar(), "has no readable events"),
        (calendar("BEGIN:VEVENT\nEND:VEVENT\n" * (MOST_EVENTS + 1)), "Too many events"),
    ],
)
def test_a_calendar_without_events_or_with_too_many_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableError, match=sentence):
        read_bytes("list.ics", data)
