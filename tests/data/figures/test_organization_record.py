from __future__ import annotations

from pathlib import Path

import pytest

from data.figures.organization_record import Companion, organization_record
from data.filters.choice import Choice
from data.filters.select import select
from data.model.campaign import Campaign
from tests.builders import campaign_from, sample_campaign


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    return sample_campaign(tmp_path)


def test_a_record_has_what_an_organization_did_where_and_when(campaign: Campaign) -> None:
    known = organization_record(campaign, "iom", "en")
    assert known.name == "International Organization for Migration"
    assert known.also == ("IOM",)
    assert known.roles == "organized 3, partner in 1"
    assert [part.meeting.number for part in known.parts] == [1, 2, 3, 5]
    first = known.parts[0]
    assert (first.meeting.id, first.involvement) == ("dakar", "partner")
    assert (first.meeting.where, first.meeting.when) == ("Dakar, Senegal", "7 December 2015")
    assert first.meeting.region == "West Africa"


def test_a_record_has_companions_most_often_first(campaign: Campaign) -> None:
    known = organization_record(campaign, "iom", "en")
    assert known.companions == (
        Companion("cross", "Red Cross", "", 2),
        Companion("caritas", "Caritas Senegal", "", 1),
    )


def test_a_record_follows_the_selection(campaign: Campaign) -> None:
    known = organization_record(select(campaign, Choice(regions=("americas",))), "iom", "en")
    assert [part.meeting.id for part in known.parts] == ["new-year"]
    assert known.roles == "organized 1"


def test_an_organization_without_a_role_here_has_its_name(campaign: Campaign) -> None:
    known = organization_record(select(campaign, Choice(words="nowhere")), "caritas", "en")
    assert known.also == ("Caritas Sénégal", "Caritas Dakar")
    assert (known.roles, known.parts, known.companions) == ("", (), ())


def test_a_place_or_date_that_is_unknown_is_empty(campaign: Campaign) -> None:
    (part,) = organization_record(campaign, "somebody-new", "en").parts
    known = part.meeting
    assert (known.where, known.when, known.title, known.region) == ("", "", "Webinar", "Global")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("", ""),
        ("https://example.org/a", "https://example.org/a"),
        ("javascript:alert(1)", ""),
        ("ftp://example.org", ""),
    ],
)
def test_only_an_address_that_may_be_a_link_is_kept(tmp_path: Path, url: str, address: str) -> None:
    campaign = campaign_from(tmp_path, organizations=[{"id": "x", "name": "X", "url": url}])
    assert organization_record(campaign, "x", "en").address == address


def test_an_unknown_organization_is_an_error(campaign: Campaign) -> None:
    with pytest.raises(KeyError):
        organization_record(campaign, "nobody", "en")
