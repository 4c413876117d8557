from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from components.server import headers
from components.server.headers import FIXED, SecurityHeaders, frame_sources, policy, tile_source
from data.filters.query import Query
from data.model.campaign import Campaign
from tests.components.server.conftest import Ask, scope_of
from tests.shipped import shipped_campaign


@pytest.fixture(autouse=True)
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[Campaign]:
    """Give the list with the campaign that the server has loaded; empty while it loads."""
    versions: list[Campaign] = []
    monkeypatch.setattr(headers, "loaded_campaign", lambda: versions[-1] if versions else None)
    return versions


@pytest.mark.parametrize("path", ["/", "/regions", "/_stcore/health", "/media/a.csv", "/missing"])
def test_every_route_has_the_headers(ask: Ask, path: str) -> None:
    answer = ask(SecurityHeaders, path)
    assert FIXED.items() <= answer.headers.items()
    assert "default-src" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "ancestors"),
    [
        ("/", "'self'"),
        ("/your_data", "'self'"),
        ("/?embed=false", "'self'"),
        ("/?embed=true&show=map", "*"),
        ("/base/?embed=true", "*"),
        ("/your_data?embed=true", "'self'"),
        ("/base/your_data?embed=true", "'self'"),
        ("/your_data/?embed=true", "'self'"),
        ("/about?embed=true", "'self'"),
        ("/component/streamlit_folium.st_folium/index.html", "*"),
    ],
)
def test_other_websites_may_frame_only_embedded_views(path: str, ancestors: str) -> None:
    assert f"frame-ancestors {ancestors}" in policy(scope_of(path, "http", "GET", "", []))


@pytest.mark.parametrize(
    ("websites", "sources"),
    [
        (("*",), "*"),
        ((), "'self'"),
        (("https://example.org/", "https://*.example.org:8443"),
         "'self' https://example.org https://*.example.org:8443"),
        (("https://a.example; script-src *", "javascript:x", "'none'"), "'self'"),
    ],
)  # fmt: skip
def test_the_campaign_names_the_websites_that_may_frame_it(
    websites: tuple[str, ...], sources: str
) -> None:
    assert frame_sources(websites) == sources


def test_the_policy_allows_frames_as_the_served_campaign_says(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "campaign.toml").write_text('embed_on = ["https://ngo.example"]\n')
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(tmp_path))
    embedded = ask(SecurityHeaders, "/?embed=true").headers["content-security-policy"]
    assert embedded.endswith("frame-ancestors 'self' https://ngo.example")
    whole = ask(SecurityHeaders, "/").headers["content-security-policy"]
    assert whole.endswith("frame-ancestors 'self'")


def test_the_policy_follows_a_new_version_of_the_campaign(ask: Ask, loaded: list[Campaign]) -> None:
    shipped = shipped_campaign()
    settings = replace(shipped.settings, embed_on=("https://new.example",))
    policies = []
    for campaign in (shipped, Query.everything(replace(shipped.campaign, settings=settings))):
        loaded.append(campaign)
        policies.append(ask(SecurityHeaders, "/?embed=true").headers["content-security-policy"])
    assert ["new.example" in text for text in policies] == [False, True]


def test_an_opened_download_runs_no_script() -> None:
    assert policy(scope_of("/media/a.html", "http", "GET", "", [])).endswith("sandbox")


def test_only_the_frame_of_the_map_may_evaluate_scripts() -> None:
    page, frame = (
        policy(scope_of(path, "http", "GET", "", [])) for path in ("/", "/component/x/index.html")
    )
    assert "unsafe-eval" not in page
    assert "unsafe-eval" in frame


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://{s}.tile.example.org/{z}/{x}/{y}.png", "https://*.tile.example.org"),
        ("http://127.0.0.1:8080/{z}/{x}/{y}.png", "http://127.0.0.1:8080"),
        ("https://tiles.example/", "https://tiles.example"),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("https://a.example; script-src *", ""),
    ],
)
def test_tiles_may_come_from_the_source_in_the_settings(url: str, source: str) -> None:
    assert tile_source(url) == source


def test_the_policy_allows_the_tiles_of_the_served_campaign(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "campaign.toml").write_text('[tiles]\nurl = "https://t.example/{z}"\n')
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(tmp_path))
    assert "https://t.example;" in ask(SecurityHeaders).headers["content-security-policy"]


@pytest.mark.parametrize(
    ("client", "sent", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("192.168.1.5", {}, 404),
        ("127.0.0.1", {"x_forwarded_for": "203.0.113.1"}, 404),
        ("127.0.0.1", {"x_forwarded_host": "map.example"}, 404),
        ("127.0.0.1", {"forwarded": "for=203.0.113.1"}, 404),
        ("127.0.0.1", {"x_real_ip": "203.0.113.1"}, 404),
        ("127.0.0.1", {"via": "1.1 proxy"}, 404),
    ],
)
def test_metrics_are_for_this_machine_alone(
    ask: Ask, client: str, sent: dict[str, str], status: int
) -> None:
    assert ask(SecurityHeaders, "/_stcore/metrics", client=client, **sent).status == status
