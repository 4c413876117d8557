"""Online geocoding, tested with a local server: nothing leaves the machine."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from geopy.extra.rate_limiter import RateLimiter

from data.importing import online_geocoder as online_geocoding
from data.importing.online_geocoder import (
    GeocodingCache,
    LookedUp,
    OnlineStep,
    online_step,
)
from data.importing.online_settings import OnlineSettings
from data.lists.places.questions import Candidate, Question
from tests.stand_in import Server, stand_in

ME = OnlineSettings("me@example.org", "A campaign", scheme="http")


@pytest.fixture
def server() -> Iterator[Server]:
    with stand_in() as server:
        yield server


@pytest.fixture
def cache(tmp_path: Path) -> GeocodingCache:
    return GeocodingCache(tmp_path / "cache")


def names(*cities: str) -> list[Question]:
    return [
        Question(city, name.strip(), country.strip(), 1, ())
        for city in cities
        for name, _, country in [city.partition(",")]
    ]


def step_of(cache: GeocodingCache, *cities: str, server: str = "") -> OnlineStep:
    return online_step(names(*cities), replace(ME, server=server), cache)


def unsent(cache: GeocodingCache, *cities: str) -> list[str]:
    """Return the names that would be sent."""
    return [name.city for name in step_of(cache, *cities).to_send]


def ask(server: Server, cache: GeocodingCache, *cities: str) -> LookedUp:
    """Look names up at the stand-in."""
    return step_of(cache, *cities, server=server.host).send()


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skip the second between two questions in tests that don't measure it."""
    monkeypatch.setattr(online_geocoding, "SECONDS_BETWEEN", 0.0)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the list of waiting times, on a clock that only waiting moves.

    On a busy machine a question may be late, and the next one seem too early.
    """
    now = [0.0]
    waits = []

    def sleep(_: RateLimiter, seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(RateLimiter, "_clock", lambda _: now[0])
    monkeypatch.setattr(RateLimiter, "_sleep", sleep)
    return waits


def test_counting_the_names_sends_nothing(server: Server, cache: GeocodingCache) -> None:
    cache.keep("Known", ())

    assert unsent(cache, "Known", "New") == ["New"]
    assert step_of(cache).to_send == []
    assert server.asked == []


@pytest.mark.usefixtures("unhurried")
def test_a_name_is_found_and_the_server_is_told_who_asks(
    server: Server, cache: GeocodingCache
) -> None:
    looked_up = ask(server, cache, "Qunuvale, South Africa")

    ((_, query, headers),) = server.asked
    assert (looked_up.asked, looked_up.problem) == (1, "")
    assert headers["User-Agent"] == "A campaign (me@example.org)"
    assert query["q"] == ["Qunuvale, South Africa"]
    assert query["countrycodes"] == ["za"]
    step = step_of(cache, "Qunuvale, South Africa")
    assert step.questions == []
    assert step.answers == {
        "Qunuvale, South Africa": Candidate(
            "Qunuvale", "A state", "South Africa", 0, -31.78, 28.62, 0, "OpenStreetMap"
        )
    }


def test_questions_are_a_second_apart(
    server: Server, cache: GeocodingCache, waits: list[float]
) -> None:
    ask(server, cache, "Qunuvale, South Africa", "Twice", "Tornsville")
    assert len(server.asked) == 3
    assert waits == [1.0, 1.0]


@pytest.mark.usefixtures("unhurried")
def test_nothing_is_asked_twice(server: Server, cache: GeocodingCache) -> None:
    ask(server, cache, "Qunuvale, South Africa", "Nothing at all")

    assert unsent(cache, "Qunuvale, South Africa", "Nothing at all") == []


@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize(
    ("name", "answered", "asked"),
    [
        ("Twice", 1, 0),  # the same place told twice
        ("Tornsville", 0, 1),  # two places: a person must say
        ("A hotel", 0, 0),  # no town
        ("Elsewhere, Kenya", 0, 0),  # in another country
        ("Nothing at all", 0, 0),
    ],
)
def test_only_a_single_place_is_an_answer(
    server: Server, cache: GeocodingCache, name: str, answered: int, asked: int
) -> None:
    ask(server, cache, name)

    step = step_of(cache, name)
    assert (len(step.answers), len(step.questions)) == (answered, asked)
    assert step.missed == (not answered and not asked)


@pytest.mark.usefixtures("unhurried")
def test_an_invalid_answer_is_a_failure(server: Server, cache: GeocodingCache) -> None:
    looked_up = ask(server, cache, "Broken")

    assert looked_up.asked == 0
    assert looked_up.problem


@pytest.mark.usefixtures("unhurried")
def test_a_failure_stops_and_earlier_answers_stay_cached(
    server: Server, cache: GeocodingCache
) -> None:
    looked_up = ask(server, cache, "Twice", "Fails", "Tornsville")

    assert looked_up.asked == 1
    assert looked_up.problem
    assert unsent(cache, "Twice", "Fails", "Tornsville") == ["Fails", "Tornsville"]


@pytest.mark.usefixtures("unhurried")
def test_progress_is_reported(server: Server, cache: GeocodingCache) -> None:
    told: list[int] = []

    step_of(cache, "Twice", "Tornsville", server=server.host).send(told.append)

    assert told == [1, 2]


def test_two_sessions_together_ask_once_a_second(
    server: Server, cache: GeocodingCache, waits: list[float]
) -> None:
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda name: ask(server, cache, name), ["Twice", "Tornsville"]))
    assert len(server.asked) == 2
    assert waits == [1.0]


@pytest.mark.usefixtures("unhurried")
def test_one_consent_sends_a_limited_number_of_names(
    server: Server, cache: GeocodingCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(online_geocoding, "MOST_AT_A_TIME", 2)

    assert ask(server, cache, "Twice", "Tornsville", "A hotel").asked == 2


def test_nothing_is_sent_if_its_answer_could_not_be_cached(server: Server, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")

    assert ask(server, GeocodingCache(tmp_path / "cache"), "Twice").problem
    assert server.asked == []
