from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.responses import PlainTextResponse
from streamlit import config

from components.server import hosts
from components.server.hosts import HostAndOrigin, host_name, is_loopback
from tests.components.server.conftest import Ask

_EVERYWHERE = "0.0.0.0"  # noqa: S104 (an address to test with)
_OPTIONS = ("server.address", "server.allowedHosts", "server.corsAllowedOrigins")


@pytest.fixture
def listens() -> Iterator[str]:
    """Restore `server.address` after a test that sets it."""
    before = {name: config.get_option(name) for name in _OPTIONS}
    config.set_option("server.address", "127.0.0.1")
    yield "server.address"
    for name, value in before.items():
        config.set_option(name, value)


@pytest.mark.parametrize(
    ("host", "origin", "passes"),
    [
        ("127.0.0.1:8501", None, True),
        ("localhost", None, True),
        ("LOCALHOST:1", None, True),
        ("[::1]:8501", None, True),
        ("127.0.0.1:8501", "http://127.0.0.1:8501", True),
        ("localhost", "http://localhost:80", True),
        ("localhost", "https://localhost", True),
        ("rebind.example:8501", None, False),
        ("rebind.example:8501", "http://rebind.example:8501", False),
        ("192.168.1.5", None, False),
        ("", None, False),
        ("127.0.0.1@evil.example", None, False),
        ("127.0.0.1:x", None, False),
        ("127.0.0.1:8501", "http://evil.example", False),
        ("127.0.0.1:8501", "http://127.0.0.1:9999", False),
        ("127.0.0.1:8501", "http://localhost:8501", False),
        ("127.0.0.1:8501", "null", False),
        ("127.0.0.1:8501", "", False),
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_only_own_names_and_own_pages_are_allowed(
    *, ask: Ask, listens: str, kind: str, host: str, origin: str | None, passes: bool
) -> None:
    headers = {"host": host} | ({} if origin is None else {"origin": origin})
    answer = ask(HostAndOrigin, kind=kind, **headers)
    assert answer.passed == passes
    if kind == "http":
        assert answer.status == (200 if passes else 403)


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("name", ["host", "origin"])
def test_a_request_with_two_names_is_refused(ask: Ask, listens: str, kind: str, name: str) -> None:
    value = {"host": "localhost", "origin": "http://localhost"}
    twice = {"host": "localhost", name: value[name], f"{name}__again": value[name]}
    assert not ask(HostAndOrigin, kind=kind, **twice).passed


@pytest.mark.parametrize(
    ("address", "names", "host", "passes"),
    [
        (_EVERYWHERE, [], "192.168.1.5:8501", True),
        (_EVERYWHERE, [], "rebind.example", False),
        (_EVERYWHERE, ["map.example.org"], "map.example.org", True),
        ("map.example.org", [], "map.example.org", True),
        ("map.example.org", [], "other.example.org", False),
        ("127.0.0.1", ["*"], "any.example", True),
        # Behind a proxy, of which it is also opened on this machine.
        ("127.0.0.1", ["map.example.org"], "localhost:8080", True),
        (_EVERYWHERE, ["map.example.org"], "localhost:8080", True),
    ],
)
def test_a_server_answers_to_its_address_and_to_allowed_names(
    *, ask: Ask, listens: str, address: str, names: list[str], host: str, passes: bool
) -> None:
    config.set_option(listens, address)
    config.set_option("server.allowedHosts", names)
    assert ask(HostAndOrigin, host=host).passed == passes


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [
        ({"host": "localhost", "origin": "https://evil.example"}, "pages of other websites"),
        ({"host": "rebind.example"}, "does not answer to this address"),
    ],
)
def test_a_refusal_names_its_reason(
    monkeypatch: pytest.MonkeyPatch, listens: str, ask: Ask, headers: dict[str, str], sentence: str
) -> None:
    texts: list[str] = []

    class Refusal(PlainTextResponse):
        def __init__(self, text: str, status: int) -> None:
            texts.append(text)
            super().__init__(text, status)

    monkeypatch.setattr(hosts, "PlainTextResponse", Refusal)
    assert ask(HostAndOrigin, **headers).status == 403
    assert sentence in texts[0]


def test_a_server_on_all_addresses_answers_to_the_machines_name(
    ask: Ask, listens: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.set_option(listens, _EVERYWHERE)
    monkeypatch.setattr("socket.gethostname", lambda: "Laptop")
    assert ask(HostAndOrigin, host="laptop:8501").passed
    assert ask(HostAndOrigin, host="laptop.local").passed


def test_an_origin_may_be_allowed_by_name(ask: Ask, listens: str) -> None:
    config.set_option("server.corsAllowedOrigins", ["https://ngo.example"])
    assert ask(HostAndOrigin, host="localhost", origin="https://ngo.example").passed


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("Example.org.", "example.org"),
        ("[::1]", "::1"),
        ("a/b", ""),
        ("a?b", ""),
        ("a b", "a b"),
        ("[::1", ""),
    ],
)
def test_the_name_in_a_header_is_empty_if_malformed(host: str, name: str) -> None:
    assert host_name(host) == name


@pytest.mark.parametrize(
    ("address", "loopback"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), (_EVERYWHERE, False), ("", False)],
)
def test_loopback_is_this_machine_alone(address: str, *, loopback: bool) -> None:
    assert is_loopback(address) == loopback
