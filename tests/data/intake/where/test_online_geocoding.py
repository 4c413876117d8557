"""Online geocoding, tried on a server of the test's own: nothing ever leaves the machine."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from data.intake.where import online_geocoding
from data.intake.where.geocoding_cache import GeocodingCache
from data.intake.where.online_geocoding import (
    LookedUp,
    OnlineSettings,
    found_online,
    look_up,
    names_to_send,
)
from data.intake.where.place_questions import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ME = OnlineSettings("me@example.org", "A campaign")


def answer(name: str, lat: float, lon: float, code: str, kind: str = "place") -> dict[str, Any]:
    return {
        "lat": str(lat),
        "lon": str(lon),
        "name": name,
        "display_name": f"{name}, Somewhere",
        "class": kind,
        "address": {"country_code": code, "state": "A state"},
    }


ANSWERS: dict[str, Any] = {
    "Qunu, South Africa": [answer("Qunu", -31.78, 28.62, "za")],
    "Twice": [answer("Twice", 1.0, 2.0, "ke"), answer("Twice", 1.1, 2.1, "ke")],
    "Torn": [answer("Torn", 1.0, 2.0, "ke"), answer("Torn", 50.0, 2.1, "fr")],
    "A hotel": [answer("A hotel", 1.0, 2.0, "ke", kind="tourism")],
    "Elsewhere, Kenya": [answer("Elsewhere", 50.0, 2.0, "fr")],
    "Broken": [{"lat": "north"}, answer("Off", 99.0, 0.0, "ke")],
}


class StandIn(BaseHTTPRequestHandler):
    """Answers as Nominatim does, and notes what it is asked."""

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        self.server.asked.append((monotonic(), query, dict(self.headers)))
        text = query["q"][0]
        body = json.dumps(ANSWERS.get(text, [])).encode()
        self.send_response(500 if text == "Fails" else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def cache(tmp_path: Path) -> GeocodingCache:
    return GeocodingCache(tmp_path / "cache")


def names(*cities: str) -> pd.DataFrame:
    rows = [
        (city, name.strip(), country.strip(), 1)
        for city in cities
        for name, _, country in [city.partition(",")]
    ]
    return pd.DataFrame(rows, columns=["key", "city", "country", "rows"])


def ask(server: ThreadingHTTPServer, cache: GeocodingCache, *cities: str) -> LookedUp:
    """Look names up at the stand-in."""
    place = f"127.0.0.1:{server.server_address[1]}"
    return look_up(names(*cities), ME, cache, server=place, scheme="http")


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the tests that don't measure it the second between two questions."""
    monkeypatch.setattr(online_geocoding, "SECONDS_BETWEEN", 0.0)


def test_counting_the_names_sends_nothing(
    server: ThreadingHTTPServer, cache: GeocodingCache
) -> None:
    cache.keep("Known", ())

    assert names_to_send(names("Known", "New"), cache)["city"].to_list() == ["New"]
    assert names_to_send(names(), cache).empty
    assert server.asked == []


@pytest.mark.usefixtures("unhurried")
def test_a_name_is_found_and_who_asks_is_told(
    server: ThreadingHTTPServer, cache: GeocodingCache
) -> None:
    looked_up = ask(server, cache, "Qunu, South Africa")

    ((_, query, headers),) = server.asked
    assert (looked_up.asked, looked_up.problem) == (1, "")
    assert headers["User-Agent"] == "A campaign (me@example.org)"
    assert query["q"] == ["Qunu, South Africa"]
    assert query["countrycodes"] == ["za"]
    answers, questions = found_online(names("Qunu, South Africa"), cache)
    assert questions == []
    assert answers == {
        "Qunu, South Africa": Candidate("Qunu", "A state", "South Africa", 0, -31.78, 28.62)
    }


def test_questions_are_a_second_apart(server: ThreadingHTTPServer, cache: GeocodingCache) -> None:
    ask(server, cache, "Qunu, South Africa", "Twice", "Torn")

    times = [time for time, *_ in server.asked]
    assert len(times) == 3
    assert all(after - before >= 0.99 for before, after in pairwise(times))


@pytest.mark.usefixtures("unhurried")
def test_nothing_is_asked_twice(server: ThreadingHTTPServer, cache: GeocodingCache) -> None:
    ask(server, cache, "Qunu, South Africa", "Nothing at all")

    assert names_to_send(names("Qunu, South Africa", "Nothing at all"), cache).empty


@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize(
    ("name", "answered", "asked"),
    [
        ("Twice", 1, 0),  # the same place told twice
        ("Torn", 0, 1),  # two places: a person must say
        ("A hotel", 0, 0),  # no town
        ("Elsewhere, Kenya", 0, 0),  # in another country
        ("Nothing at all", 0, 0),
    ],
)
def test_only_one_place_is_taken(
    server: ThreadingHTTPServer, cache: GeocodingCache, name: str, answered: int, asked: int
) -> None:
    ask(server, cache, name)

    answers, questions = found_online(names(name), cache)
    assert (len(answers), len(questions)) == (answered, asked)


@pytest.mark.usefixtures("unhurried")
def test_an_answer_without_sense_is_a_failure(
    server: ThreadingHTTPServer, cache: GeocodingCache
) -> None:
    looked_up = ask(server, cache, "Broken")

    assert looked_up.asked == 0
    assert looked_up.problem


@pytest.mark.usefixtures("unhurried")
def test_a_failure_stops_and_keeps_what_was_found(
    server: ThreadingHTTPServer, cache: GeocodingCache
) -> None:
    looked_up = ask(server, cache, "Twice", "Fails", "Torn")

    assert looked_up.asked == 1
    assert looked_up.problem
    assert names_to_send(names("Twice", "Fails", "Torn"), cache)["city"].to_list() == [
        "Fails",
        "Torn",
    ]


@pytest.mark.usefixtures("unhurried")
def test_progress_is_told(server: ThreadingHTTPServer, cache: GeocodingCache) -> None:
    told: list[int] = []
    place = f"127.0.0.1:{server.server_address[1]}"

    look_up(names("Twice", "Torn"), ME, cache, on_progress=told.append, server=place, scheme="http")

    assert told == [1, 2]
