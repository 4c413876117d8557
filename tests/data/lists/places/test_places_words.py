"""Words for "online" and for no place, and splitting the text of a place."""

from __future__ import annotations

import pytest

from data.lists.places.splitting import formerly_ruled, is_ruled_country
from data.lists.places.texts import is_venue, join_parts, names_country, parts_of
from data.words.online import is_nowhere, is_online, speaks_of_presence, without_online


@pytest.mark.parametrize(
    "text",
    [
        "Online", "ONLINE", "on-line", "On line", "Virtual", "Virtual event", "virtual meeting",
        "Online only", "Online via Zoom", "Zoom", "via Zoom", "Zoom meeting", "MS Teams",
        "Microsoft Teams", "Teams", "Webinar", "webinars", "Webinaire", "Webinario", "Hybrid",
        "hybrid event", "Hybride", "Híbrido", "En ligne", "en línea", "Virtuel", "virtuelle",
        "Virtuell", "Visioconférence", "vidéoconférence", "Videoconferencia", "video conference",
        "teleconference", "A distancia", "à distance", "Remote", "Livestream", "live stream",
        "YouTube", "Google Meet", "Webex", "Skype", "Internet", "web-based",
        "in person and online", "Online and in-person", "عبر الإنترنت", "онлайн", "オンライン",
        "https://us02web.zoom.us/j/1?pwd=x", "https://teams.microsoft.com/l/meetup",
    ],
)  # fmt: skip
def test_many_words_mean_online(text: str) -> None:
    assert is_online(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "Nairobi", "Online Nairobi", "Zoom Torino", "conference", "in person", "Teamsville",
        "https://example.org", "the",
    ],
)  # fmt: skip
def test_other_words_are_not_online(text: str) -> None:
    assert not is_online(text)


@pytest.mark.parametrize(
    ("text", "rest", "said"),
    [
        ("Online from Geneva", "Geneva", "Online"),
        ("Virtual event hosted from Nairobi", "Nairobi", "Virtual event hosted"),
        ("Geneva online", "Geneva", "online"),
        ("Dakar en ligne", "Dakar", "en ligne"),
        ("Hybrid in Bangkok", "Bangkok", "Hybrid"),
    ],
)
def test_words_for_online_are_removed_from_a_place(text: str, rest: str, said: str) -> None:
    assert without_online(text) == (rest, said)


def test_a_place_without_such_words_is_unchanged() -> None:
    assert without_online("Onlinehausen") == ("Onlinehausen", "")


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "?", "TBC", "tbd", "To be confirmed", "À confirmer", "N/A", "Various",
        "Worldwide", "Por confirmar",
    ],
)  # fmt: skip
def test_many_words_mean_no_place(text: str) -> None:
    assert is_nowhere(text)


def test_in_person_is_about_presence_and_not_a_place() -> None:
    assert speaks_of_presence("in person")
    assert speaks_of_presence("Zoom")
    assert not speaks_of_presence("Nairobi")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Warsaw, Gdansk", ["Warsaw", "Gdansk"]),
        ("Lima (Peru)", ["Lima", "Peru"]),
        ("Lima (Peru), Quito (Ecuador)", ["Lima", "Peru", "Quito", "Ecuador"]),
        ("Paris/London", ["Paris", "London"]),
        ("Dakar et Bamako y Lima e Roma und Wien", ["Dakar", "Bamako", "Lima", "Roma", "Wien"]),
        ("Sarajevo, Bosnia and Herzegovina", ["Sarajevo", "Bosnia and Herzegovina"]),
        ("Port of Spain, Trinidad & Tobago", ["Port of Spain", "Trinidad & Tobago"]),
        ("Seoul, Korea, Republic of", ["Seoul", "Korea, Republic of"]),
        ("Yangon, Burma (Myanmar)", ["Yangon", "Burma (Myanmar)"]),
        ("Addis Ababa, Ethiopia (hybrid)", ["Addis Ababa", "Ethiopia", "hybrid"]),
        ("Rapperswil-Jona", ["Rapperswil-Jona"]),
        ("Rabat – Maroc", ["Rabat", "Maroc"]),
        ("Hall 3\nGeneva", ["Hall 3", "Geneva"]),
        ("الرباط، المغرب", ["الرباط", "المغرب"]),
        (" , ( ) ", []),
        ("", []),
    ],
)
def test_a_text_is_split_into_parts(text: str, parts: list[str]) -> None:
    assert [part.text for part in parts_of(text)] == parts


@pytest.mark.parametrize(
    "text", ["Warsaw, Gdansk", "Lima (Peru)", "Paris / London", "A – B", "A: B"]
)
def test_parts_are_joined_as_they_were(text: str) -> None:
    assert join_parts(parts_of(text)) == text


@pytest.mark.parametrize(
    ("text", "is_country"),
    [
        ("Kenya", True),
        ("Burma (Myanmar)", True),
        ("Korea, Republic of", True),
        ("Lima (Peru)", False),
        ("Conakry, Guinea", False),
        ("Nairobi", False),
        ("", False),
    ],
)
def test_a_country_is_told_apart_from_a_city_in_it(text: str, is_country: bool) -> None:  # noqa: FBT001
    assert names_country(text) == is_country


def test_buildings_are_recognized_by_their_words() -> None:
    assert is_venue("Hotel Ivoire")
    assert is_venue("Palais des Nations")
    assert is_venue("Ministère des Affaires étrangères")
    assert not is_venue("Cornwall")


def test_colonies_are_known_by_their_rulers() -> None:
    assert is_ruled_country("Malta", ("GB",))
    assert is_ruled_country("Bermuda", ("GB",))
    assert not is_ruled_country("Malta", ("FR",))
    assert not is_ruled_country("Valletta", ("GB",))
    assert formerly_ruled("CH") == ()
