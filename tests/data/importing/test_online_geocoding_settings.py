"""Online geocoding is off unless a campaign switches it on; answers are cached on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from data.importing.online_geocoder import GeocodingCache
from data.importing.online_settings import (
    OnlineSettings,
    online_settings,
    settings_of_served_campaign,
)
from data.lists.places.questions import Candidate

ME = OnlineSettings("me@example.org", "A campaign")


@pytest.mark.parametrize(
    "campaign_toml",
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
        {"geocoding": {"online": True, "email": "me@example.org", "server": 5}},
        {"geocoding": {"online": True, "email": "me@example.org", "server": ""}},
        {"geocoding": {"online": True, "email": "me@example.org", "server": "file:///etc"}},
        {"geocoding": {"online": True, "email": "me@example.org", "server": "https://[x"}},
        {"geocoding": {"online": True, "email": "me@example.org", "server": "https://a:b@c.org"}},
    ],
)
def test_it_is_off_unless_a_campaign_says_so_and_gives_an_email(
    campaign_toml: dict[str, Any],
) -> None:
    assert online_settings(campaign_toml) is None


def test_a_campaign_switches_it_on() -> None:
    table = {"online": True, "email": "me@example.org", "user_agent": "A campaign"}

    assert online_settings({"geocoding": table}) == ME
    del table["user_agent"]
    assert online_settings({"geocoding": table}) == OnlineSettings("me@example.org")


@pytest.mark.parametrize(
    ("server", "scheme", "host"),
    [
        ("nominatim.example.org", "https", "nominatim.example.org"),
        ("https://example.org/geo/", "https", "example.org/geo"),
        ("http://127.0.0.1:8080", "http", "127.0.0.1:8080"),
    ],
)
def test_a_campaign_may_name_a_server_of_its_own(server: str, scheme: str, host: str) -> None:
    table = {"online": True, "email": "me@example.org", "server": server}
    settings = online_settings({"geocoding": table})
    assert settings == OnlineSettings("me@example.org", server=host, scheme=scheme)


@pytest.mark.parametrize("text", [None, "geocoding", "title = 'A'", b"\xff\xfe"])
def test_a_folder_without_valid_settings_has_it_off(
    tmp_path: Path, text: str | bytes | None
) -> None:
    if text is not None:
        data = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "campaign.toml").write_bytes(data)
    assert settings_of_served_campaign(tmp_path) is None


def test_the_shipped_campaign_has_it_off() -> None:
    assert settings_of_served_campaign(Path("data/campaigns/micic")) is None


def test_a_cached_answer_is_read_by_another_session(tmp_path: Path) -> None:
    candidates = (Candidate("Qunu", "", "South Africa", 0, -31.78, 28.62),)
    GeocodingCache(tmp_path).keep("../../Qunu | ZA", candidates)

    assert GeocodingCache(tmp_path).get("../../Qunu | ZA") == candidates
    assert GeocodingCache(tmp_path).get("Qunu") is None
    assert [path.parent for path in tmp_path.rglob("*")] == [tmp_path]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"key": "Qunu"}', '{"key": "Qunu", "candidates": [1]}']
)
def test_a_broken_cache_file_counts_as_missing(tmp_path: Path, text: str) -> None:
    cache = GeocodingCache(tmp_path)
    cache.keep("Qunu", ())
    (path,) = tmp_path.iterdir()
    path.write_text(text, encoding="utf-8")

    assert cache.get("Qunu") is None
