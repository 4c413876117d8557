"""Contacts that a list has anywhere are in no file, feed, page or report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.export.feed import read_feed
from data.export.formats import format_named
from data.filters.query import Query
from data.importing.campaign_folder import campaign_zip, load_zipped_campaign
from data.importing.import_list import ImportedList, import_table
from data.importing.recipe import Recipe
from data.importing.report import report_csv
from data.lists.readers.read_file import read_bytes
from data.lists.tables.shape import with_one_shape
from data.site.site import publish
from tests.extracts import ADDRESS, DAY, extract_of
from tests.file_texts import texts_of

LIST = """\
Meetings, questions to title@example.org or +254 20 765 4321,,,,,,,,
Title,Date,Place,Organizer,Summary,Notes,Kind,Ask kind@example.org,Contact
Africa desk africa@example.org,,,,,,,,
Opening (write to open@example.org),2023-04-03,"Nairobi, Kenya",Caritas caritas@example.org,\
Call +254 20 123 4567,see notes@example.org,Forum,x,"Ana, ana@example.org"
Second,2023-05-03,"Dakar, place@example.org",Oxfam,"Tel: 0221 123 4567, mailto:sum@example.org",\
,Forum,y,+221 33 123 45 67
Americas,,,,,,,,
Closing,2023-06-03,"Hall +51 1 234 5678, Lima, Peru",Oxfam,,,Panel kind2@example.org,z,
Late,when@example.org,Quito,Oxfam,,,Forum,,
"""
CONTACT = re.compile(
    r"[\w.]+@(?!context|id|type|graph)[\w-]+\.\w+|765 ?4321|123 ?4567|45 67|234 ?5678"
)
OWN = {"site@localhost"}
TEXTS = ("csv", "xlsx", "json", "geojson", "ics", "parquet", "html")


@pytest.fixture(scope="module")
def found() -> ImportedList:
    return import_table(with_one_shape(read_bytes("list.csv", LIST.encode())), Recipe())


@pytest.fixture(scope="module")
def saved(found: ImportedList) -> Query:
    """The list saved as a folder, and opened again."""
    packed = campaign_zip(found.campaign, Recipe())
    return Query.everything(load_zipped_campaign("list.zip", packed))


def contacts_in(text: str) -> list[str]:
    return [each for each in CONTACT.findall(text) if each not in OWN]


def test_the_pattern_of_this_test_finds_the_contacts_of_the_list() -> None:
    assert len(contacts_in(LIST)) == 16


def test_they_are_counted_and_not_in_the_report(found: ImportedList) -> None:
    assert found.report.rows_unaccounted == 0
    assert found.contacts.emails
    assert found.contacts.telephones
    assert contacts_in(report_csv(found.report, "en").decode()) == []
    asked = [*found.questions, *found.unknown_places, *found.merges]
    assert contacts_in(repr(asked)) == []
    assert contacts_in(found.duplicates.to_csv()) == []


def test_they_are_in_no_frame_of_the_campaign(saved: Query) -> None:
    frames = (saved.consultations, saved.places, saved.roles, saved.organizations, saved.regions)
    assert contacts_in(" ".join(frame.to_csv() for frame in frames)) == []
    assert contacts_in(repr(saved.settings)) == []


@pytest.mark.parametrize("form", TEXTS)
def test_they_are_in_no_file(saved: Query, form: str) -> None:
    content = format_named(form).write(extract_of(saved))
    assert contacts_in(" ".join(texts_of(form, content))) == []


def test_they_are_in_no_feed(saved: Query) -> None:
    feed = read_feed("json", "", saved, ADDRESS)
    assert contacts_in(feed.write().decode()) == []


def test_they_are_on_no_published_page(
    saved: Query, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Pictures take longest, and no text can be read back from them.
    monkeypatch.setattr("data.site.site.preview", lambda *_: ("pictures/map.png", b""))
    publish(saved, tmp_path, ADDRESS, DAY)
    pages = [*tmp_path.rglob("*.html"), *tmp_path.rglob("*.json"), *tmp_path.rglob("*.csv")]
    assert pages
    assert [page for page in pages if contacts_in(page.read_text(encoding="utf-8"))] == []
