"""`[source]` in campaign.toml, and which machines it lets a server ask."""

from __future__ import annotations

import tomllib

import pytest

from data.follow.addresses import is_public, target_of
from data.model.errors import SourceError
from data.model.source_settings import HOSTS, SourceSettings, source_settings

URL = "https://docs.google.com/spreadsheets/d/e/x/pub?output=csv"

WRONG = [
    # lines of [source], what is said
    ("", "url is no http"),
    ('url = "ftp://example.org/a.csv"', "url is no http"),
    ('url = "https://user:word@example.org/a.csv"', "url is no http"),
    ('url = "https://example.org:port/"', "url is no http"),
    ('url = "https://[::1/"', "url is no http"),
    ("url = 3", "url is no http"),
    (f'url = "{URL}"\nevery = "soon"', "every is not a time"),
    (f'url = "{URL}"\nevery = 5', "every is not a time"),
    (f'url = "{URL}"\non_failure = "panic"', "on_failure is none of these: keep, warn"),
    (f'url = "{URL}"\nhosts = "example.org"', "hosts is not a list"),
]


@pytest.mark.parametrize(("lines", "words"), WRONG)
def test_a_wrong_setting_is_named(lines: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        source_settings(tomllib.loads(f"[source]\n{lines}"))


@pytest.mark.parametrize(
    ("every", "seconds"),
    [
        ("1 minute", 60),
        ("30 minutes", 1800),
        ("1 hour", 3600),
        ("2h", 7200),
        ("1 day", 86_400),
        ("1m", 60),
    ],
)
def test_how_often_is_written_as_people_say_it(every: str, seconds: int) -> None:
    settings = source_settings({"source": {"url": URL, "every": every}})
    assert settings is not None
    assert settings.every == seconds


def test_without_a_source_there_is_none() -> None:
    assert source_settings({}) is None
    assert source_settings({"source": "https://example.org"}) is None


ALLOWED = [
    # host, hosts of the campaign, hosts of the environment, whether it may be asked
    ("docs.google.com", (), "", True),
    ("doc-0s-sheets.googleusercontent.com", (), "", True),
    ("googleusercontent.com.evil.example", (), "", False),
    ("files.example.org", (), "", False),
    ("files.example.org", ("files.example.org",), "", True),
    ("a.example.org", ("*.example.org",), "", True),
    ("example.org", ("*.example.org",), "", False),
    ("docs.google.com", (), "example.org", False),
    ("docs.google.com", (), "example.org docs.google.com", True),
    ("files.example.org", ("files.example.org",), "docs.google.com", False),
]


@pytest.mark.parametrize(("host", "hosts", "environment", "may"), ALLOWED)
def test_only_listed_hosts_may_be_asked(
    monkeypatch: pytest.MonkeyPatch,
    host: str,
    hosts: tuple[str, ...],
    environment: str,
    *,
    may: bool,
) -> None:
    monkeypatch.setenv(HOSTS, environment)
    assert SourceSettings(URL, hosts=hosts).allows(host) is may


MACHINES = [
    ("93.184.216.34", True),
    ("2606:2800:220:1::1", True),
    ("127.0.0.1", False),
    ("10.1.2.3", False),
    ("172.16.0.1", False),
    ("192.168.1.1", False),
    ("169.254.169.254", False),
    ("100.64.0.1", False),
    ("0.0.0.0", False),  # noqa: S104 -- what means this machine
    ("224.0.0.1", False),
    ("255.255.255.255", False),
    ("::1", False),
    ("::", False),
    ("fe80::1%eth0", False),
    ("fd00::1", False),
    ("::ffff:127.0.0.1", False),
    ("::ffff:93.184.216.34", True),
    ("64:ff9b::7f00:1", False),
    ("::ffff:192.88.99.1", False),
    ("2002:7f00:1::", False),
    ("2001:0:7f00:1::", False),
    # Relays to whatever stands inside them, old ranges, and those of documents.
    ("64:ff9b::5db8:d822", False),
    ("64:ff9b:1::5db8:d822", False),
    ("2002:5db8:d822::", False),
    ("192.88.99.1", False),
    ("192.0.0.8", False),
    ("192.0.2.1", False),
    ("198.18.0.1", False),
    ("240.0.0.1", False),
    ("fec0::1", False),
    ("::7f00:1", False),
    ("3fff::1", False),
    ("2001:db8::1", False),
    ("5f00::1", False),
    ("100::1", False),
    ("a name", False),
]


@pytest.mark.parametrize(("machine", "is_outside"), MACHINES)
def test_addresses_inside_a_network_are_known(machine: str, *, is_outside: bool) -> None:
    assert is_public(machine) is is_outside


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://2130706433/",
        "http://127.1/",
    ],
)
def test_this_machine_is_asked_only_if_the_campaign_says_so(url: str) -> None:
    with pytest.raises(SourceError, match=r"inside this network|can't be reached"):
        target_of(url, SourceSettings(url))
    try:
        assert target_of(url, SourceSettings(url, is_private=True)).machines
    except SourceError as error:
        assert "reached" in error.problem  # noqa: PT017 -- a machine without IPv6
