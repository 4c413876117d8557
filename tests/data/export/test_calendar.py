"""The calendar, parsed by icalendar and by a reader of lines of our own (RFC 5545)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from data.export.calendar import ics_file
from data.filters.choice import Choice
from data.model.campaign import Campaign
from tests.builders import campaign_from, sample_campaign
from tests.extracts import ALL, HOSTILE, NOTHING, extract_of, hostile_campaign

NAME = re.compile(r"^[A-Z0-9-]+(;[A-Z-]+=[^:;]+)*:")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return sample_campaign(tmp_path_factory.mktemp("sample"))


def written(campaign: Campaign, choice: Choice = ALL, **how: str) -> bytes:
    content = ics_file(extract_of(campaign, choice, **how))
    expect_lines_of_rfc_5545(content)
    return content


def expect_lines_of_rfc_5545(content: bytes) -> None:
    """Expect CRLF, lines of at most 75 octets, and nothing but properties on them."""
    assert content.endswith(b"\r\n")
    assert content.count(b"\r") == content.count(b"\n") == content.count(b"\r\n")
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(NAME.match(line) for line in unfolded(content))


def unfolded(content: bytes) -> list[str]:
    text = content.replace(b"\r\n ", b"").decode()
    return text.removesuffix("\r\n").split("\r\n")


def events(content: bytes) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(content)
    return {str(one["UID"]).split("@")[0]: one for one in calendar.walk("VEVENT")}


def test_an_event_lasts_all_its_days(sample: Campaign) -> None:
    found = events(written(sample))
    assert list(found) == ["dakar", "dakar-states", "new-year", "some-day", "cities"]
    assert [found["dakar"].decoded(name) for name in ("DTSTART", "DTEND")] == [
        date(2015, 12, 7), date(2015, 12, 8),
    ]  # fmt: skip
    assert [found["new-year"].decoded(name) for name in ("DTSTART", "DTEND")] == [
        date(2015, 12, 30), date(2016, 1, 3),
    ]  # fmt: skip
    assert found["dakar"]["TRANSP"] == "OPAQUE"


def test_an_event_has_title_place_and_link(sample: Campaign) -> None:
    event = events(written(sample, language="fr"))["dakar"]
    assert event["SUMMARY"] == "Audition à Dakar"
    assert event["LOCATION"] == "Dakar, Sénégal"
    assert [round(degrees) for degrees in (event["GEO"].latitude, event["GEO"].longitude)] == [
        15, -17,
    ]  # fmt: skip
    assert event["URL"] == "https://example.org/map/?kind=all&c=dakar&lang=fr"
    assert [str(one) for one in event["CATEGORIES"].cats] == ["Meeting", "Afrique de l'Ouest"]
    assert event["UID"] == "dakar@sample.consultation-map"
    assert event.decoded("DTSTAMP") == datetime(2026, 11, 24, tzinfo=UTC)
    assert "Caritas Senegal" in event["DESCRIPTION"]


def test_a_partial_date_lasts_its_month_or_year_and_blocks_no_time(sample: Campaign) -> None:
    found = events(written(sample))
    month, year = found["cities"], found["some-day"]
    assert [month.decoded(name) for name in ("DTSTART", "DTEND")] == [
        date(2016, 4, 1), date(2016, 5, 1),
    ]  # fmt: skip
    assert [year.decoded(name) for name in ("DTSTART", "DTEND")] == [
        date(2016, 1, 1), date(2017, 1, 1),
    ]  # fmt: skip
    assert month["SUMMARY"] == "In two cities (April 2016)"
    assert month["DESCRIPTION"].startswith("Only the month is known: April 2016.")
    assert year["DESCRIPTION"].startswith("Only the year is known: 2016.")
    for event in (month, year):
        assert (event["TRANSP"], event["STATUS"]) == ("TRANSPARENT", "TENTATIVE")


def test_the_calendar_describes_itself_and_counts_undated_consultations(sample: Campaign) -> None:
    calendar = icalendar.Calendar.from_ical(written(sample))
    assert calendar["VERSION"] == "2.0"
    assert str(calendar["X-WR-CALNAME"]) == "A sample"
    said = str(calendar["X-WR-CALDESC"])
    assert "1 consultation without a date\\, not in this calendar" in said
    assert sample.version in said


def test_the_same_consultation_has_the_same_uid_in_every_file(sample: Campaign) -> None:
    one, other = written(sample), written(sample, Choice(regions=("africa",)), language="fr")
    uids = [{str(event["UID"]) for event in events(file).values()} for file in (one, other)]
    assert uids[1] < uids[0]


def test_an_empty_selection_gives_a_calendar_that_says_so(sample: Campaign) -> None:
    content = written(sample, NOTHING)
    assert events(content) == {}
    journal = icalendar.Calendar.from_ical(content).walk("VJOURNAL")[0]
    assert journal["SUMMARY"] == "Nothing matches this selection."


def test_a_selection_without_dates_gives_a_calendar_that_says_so(tmp_path: Path) -> None:
    content = written(campaign_from(tmp_path, [{}]))
    assert b"SUMMARY:No dates are known." in content


def test_hostile_texts_stay_inside_their_event(tmp_path: Path) -> None:
    content = written(hostile_campaign(tmp_path))
    lines = unfolded(content)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(HOSTILE)
    summaries = [str(one["SUMMARY"]) for one in events(content).values()]
    assert summaries == [text.strip().replace("\r\n", "\n") for text in HOSTILE]


def test_a_page_without_an_address_gives_events_without_a_link(sample: Campaign) -> None:
    assert all("URL" not in event for event in events(written(sample, address="")).values())
