from __future__ import annotations

from pathlib import Path

import pytest

from data.figures.record import Document, Linked, Party, Photo, record
from data.model.campaign import Campaign
from tests.builders import campaign_from, sample_campaign
from tests.shipped import shipped_campaign


@pytest.fixture
def sample(tmp_path: Path) -> Campaign:
    return sample_campaign(tmp_path)


def test_a_record_says_what_where_when_and_who(sample: Campaign) -> None:
    known = record(sample, "dakar", "en")
    assert (known.number, known.title, known.kind) == (1, "Hearing in Dakar", "Meeting")
    assert (known.region, known.where) == ("West Africa", "Dakar, Senegal")
    assert known.when == "7 December 2015"
    caritas = Party("caritas", "Caritas Senegal")
    assert (known.organizers, known.hosts) == ((caritas,), (caritas,))
    assert known.partners == (Party("iom", "International Organization for Migration"),)


def test_a_record_speaks_the_language_asked_for(sample: Campaign) -> None:
    known = record(sample, "dakar", "fr")
    assert (known.title, known.region) == ("Audition à Dakar", "Afrique de l'Ouest")
    assert (known.where, known.when) == ("Dakar, Sénégal", "7 décembre 2015")


def test_nothing_known_is_empty_not_guessed(tmp_path: Path) -> None:
    known = record(campaign_from(tmp_path, [{"title": "Alone"}]), "c1", "en")
    assert (known.kind, known.region, known.where, known.venue, known.when) == ("",) * 5
    assert (known.participants, known.summary, known.notes) == ("",) * 3
    assert (known.organizers, known.hosts, known.partners, known.sources) == ((),) * 4
    assert (known.fed, known.fed_by, known.documents, known.photos) == ((),) * 4
    assert not known.elsewhere


def test_links_are_said_from_both_ends_with_the_days_between(sample: Campaign) -> None:
    assert record(sample, "dakar", "en").fed == (
        Linked("dakar-states", 2, "States in Dakar", "Dakar", 1),
    )
    assert record(sample, "dakar-states", "en").fed_by == (
        Linked("dakar", 1, "Hearing in Dakar", "Dakar", 1),
    )


def test_days_to_a_vague_date_are_unknown(sample: Campaign) -> None:
    (link,) = record(sample, "dakar-states", "en").fed
    assert (link.id, link.where, link.days) == ("cities", "Genève · Brussels", None)


def test_several_links_stand_in_date_order(tmp_path: Path) -> None:
    rows = [
        {"id": "late", "start": "2016-05-01", "feeds_into": "end"},
        {"id": "early", "start": "2016-01-01", "feeds_into": "end"},
        {"id": "end", "start": "2016-06-01"},
    ]
    known = record(campaign_from(tmp_path, rows), "end", "en")
    assert [link.id for link in known.fed_by] == ["early", "late"]


@pytest.mark.parametrize(
    ("consultation", "elsewhere"),
    [
        ("brussels-2015", True),  # for Eastern Europe & Central Asia
        ("valletta-states-2016", True),  # for the Middle East & North Africa
        ("beirut-2016", False),
        ("new-york-2016", False),  # for no region
        ("webinar", False),  # nowhere
    ],
)
def test_meeting_outside_the_region_is_noticed(consultation: str, elsewhere: bool) -> None:  # noqa: FBT001
    assert record(shipped_campaign(), consultation, "en").elsewhere is elsewhere


def test_a_region_without_countries_has_no_outside(tmp_path: Path) -> None:
    row = {"region": "europe", "city": "Dakar", "country": "Senegal"}
    campaign = campaign_from(tmp_path, [row], regions=[{"id": "europe", "name": "Europe"}])
    assert not record(campaign, "c1", "en").elsewhere


def test_documents_and_photos_come_along(sample: Campaign) -> None:
    assert record(sample, "dakar", "en").documents == (Document("Report", "report", "", ""),)
    assert record(sample, "cities", "en").photos == (Photo("Everybody", "", "", ""),)


def test_a_document_without_a_title_is_called_by_its_address(tmp_path: Path) -> None:
    documents = [
        {"id": "one", "consultation": "c1", "url": "https://a.org"},
        {"id": "two", "consultation": "c1"},
    ]
    campaign = campaign_from(tmp_path, [{}], documents=documents)
    titles = [document.title for document in record(campaign, "c1", "en").documents]
    assert titles == ["https://a.org", "two"]


def test_sources_are_listed_once(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, [{"sources": "A book; https://a.org; A book"}])
    assert record(campaign, "c1", "en").sources == ("A book", "https://a.org")


def test_an_unknown_id_is_an_error(sample: Campaign) -> None:
    with pytest.raises(KeyError):
        record(sample, "nowhere", "en")
