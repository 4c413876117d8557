"""Online geocoding is off unless a campaign switches it on; what was asked is kept on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.intake.where.geocoding_cache import GeocodingCache
from data.intake.where.online_geocoding import OnlineSettings, online_settings
from data.intake.where.place_questions import Candidate

if TYPE_CHECKING:
    from pathlib import Path

ME = OnlineSettings("me@example.org", "A campaign")


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"geocoding": True},
        {"geocoding": {}},
        {"geocoding": {"email": "me@example.org"}},
        {"geocoding": {"online": "true", "email": "me@example.org"}},
        {"geocoding": {"online": 1, "email": "me@example.org"}},
        {"geocoding": {"online": False, "email": "me@example.org"}},
        {"geocoding": {"online": True}},
        {"geocoding": {"online": True, "email": ""}},
        {"geocoding": {"online": True, "email": "nobody"}},
        {"geocoding": {"online": True, "email": "a@b\r\nX-Header: 1"}},
        {"geocoding": {"online": True, "email": 5}},
    ],
)
def test_it_is_off_unless_a_campaign_says_so_and_who_asks(said: dict[str, Any]) -> None:
    assert online_settings(said) is None


def test_a_campaign_switches_it_on() -> None:
    said = {"online": True, "email": "me@example.org", "user_agent": "A campaign"}

    assert online_settings({"geocoding": said}) == ME
    del said["user_agent"]
    assert online_settings({"geocoding": said}) == OnlineSettings("me@example.org")


def test_what_is_kept_is_read_again_by_another_session(tmp_path: Path) -> None:
    found = (Candidate("Qunu", "", "South Africa", 0, -31.78, 28.62),)
    GeocodingCache(tmp_path).keep("../../Qunu | ZA", found)

    assert GeocodingCache(tmp_path).get("../../Qunu | ZA") == found
    assert GeocodingCache(tmp_path).get("Qunu") is None
    assert [path.parent for path in tmp_path.rglob("*")] == [tmp_path]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"key": "Qunu"}', '{"key": "Qunu", "candidates": [1]}']
)
def test_a_broken_file_counts_as_not_there(tmp_path: Path, text: str) -> None:
    cache = GeocodingCache(tmp_path)
    cache.keep("Qunu", ())
    (path,) = tmp_path.iterdir()
    path.write_text(text, encoding="utf-8")

    assert cache.get("Qunu") is None
