"""The selection as a calendar of all-day events, in iCalendar format (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pandas as pd
from icalendar import Calendar, Event, Journal
from icalendar.prop import vCategory, vGeo, vText, vUri

from data.export.about import empty_notice
from data.export.extract import Extract, origin_line
from data.export.json_files import rows_of
from data.export.tidy_tables import consultations, places
from data.figures import fields
from data.filters.nouns import count_in_words
from data.words.languages import translations

_DAY = timedelta(days=1)


def ics_file(extract: Extract) -> bytes:
    """Write one event per dated consultation.

    Returns:
        A calendar in UTF-8 with CRLF and folded lines. An event lasts all of its days. If only
        the month or year is known, it lasts all of that, says so, and is tentative. An event of
        several days blocks no time. A consultation has the same `UID` in every file. The
        description counts the consultations without a date. A calendar must have an entry:
        without events it has a journal entry with a sentence.
    """
    frame = consultations(extract)
    dated = frame[frame["first_day"].notna()]
    calendar = _calendar(extract, len(frame) - len(dated))
    spots = _spots(extract)
    for row in rows_of(dated):
        calendar.add_component(_event(extract, row, spots.get(row["id"])))
    if dated.empty:
        calendar.add_component(_nothing(extract))
    return bytes(calendar.to_ical())


def _calendar(extract: Extract, undated: int) -> Calendar:
    say = translations(extract.language)
    calendar = Calendar()
    calendar.add("prodid", f"-//Consultation Map//{extract.campaign.settings.id}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # Translators: {meetings} is a count such as "9 hearings"
    undated_note = say.gettext("{meetings} without a date, not in this calendar").format(
        meetings=count_in_words(extract.campaign, undated, extract.language)
    )
    lines = [extract.words, origin_line(extract), undated_note if undated else "", extract.link()]
    calendar.add("x-wr-calname", _text(extract.title))
    calendar.add("x-wr-caldesc", _text("\n".join(line for line in lines if line)))
    return calendar


def _event(extract: Extract, row: dict[str, Any], spot: tuple[float, float] | None) -> Event:
    event = Event()
    vague = row["precision"] != "day"
    event.add("uid", _uid(extract, row["id"]))
    event.add("dtstamp", _stamp(extract))
    event.add("dtstart", date.fromisoformat(row["first_day"]))
    event.add("dtend", date.fromisoformat(row["last_day"]) + _DAY)
    event.add("summary", _text(f"{row['title']} ({row['dates']})" if vague else row["title"]))
    lasts = row["first_day"] != row["last_day"]
    event.add("transp", "TRANSPARENT" if vague or lasts else "OPAQUE")
    event.add("status", "TENTATIVE" if vague else "CONFIRMED")
    if where := ", ".join(part for part in (row["venue"], row["place"]) if part):
        event.add("location", _text(where))
    if spot:
        event.add("geo", vGeo(spot))
    if categories := [str(_text(row[name])) for name in ("kind", "region") if row[name]]:
        event.add("categories", vCategory(categories))
    if row["link"]:
        event.add("url", vUri(row["link"]))
    event.add("description", _text(_description(extract, row, vague=vague)))
    return event


def _description(extract: Extract, row: dict[str, Any], *, vague: bool) -> str:
    """Describe an event: what happened, who did it and the sources, one line each."""
    say = translations(extract.language)
    days_unknown = {
        "month": say.gettext("Only the month is known: {dates}."),
        "year": say.gettext("Only the year is known: {dates}."),
    }
    lines = [
        days_unknown[row["precision"]].format(dates=row["dates"]) if vague else "",
        row["summary"],
        *(
            _label(extract, fields.label_of(field, extract.language), row[field.name])
            for field in fields.FIELDS
            if field.in_calendar
        ),
        row["link"],
    ]
    return "\n".join(line for line in lines if line)


def _label(extract: Extract, label: str, text: str) -> str:
    say = translations(extract.language)
    # Translators: what the text is, and the text: "Hosts: Caritas"
    return say.gettext("{label}: {text}").format(label=label, text=text) if text else ""


def _nothing(extract: Extract) -> Journal:
    journal = Journal()
    journal.add("uid", _uid(extract, "nothing"))
    journal.add("dtstamp", _stamp(extract))
    say = translations(extract.language)
    journal.add("summary", _text(empty_notice(extract) or say.gettext("No dates are known.")))
    return journal


def _uid(extract: Extract, own_id: str) -> str:
    return _text(f"{own_id}@{extract.campaign.settings.id}.consultation-map")


def _stamp(extract: Extract) -> datetime:
    return datetime.combine(extract.day, time(), UTC)


def _text(text: str) -> vText:
    """Remove the characters that RFC 5545 does not allow (3.1: control characters)."""
    flat = text.replace("\r\n", "\n").replace("\r", "\n")
    return vText("".join(sign for sign in flat if sign >= " " or sign in "\n\t"))


def _spots(extract: Extract) -> dict[str, tuple[float, float]]:
    """Map the id of each placed consultation to latitude and longitude of its first place."""
    frame: pd.DataFrame = places(extract)
    placed = frame[frame["lat"].notna()].drop_duplicates("consultation")
    spots = zip(placed["lat"].round(6), placed["lon"].round(6), strict=True)
    return dict(zip(placed["consultation"], spots, strict=True))
