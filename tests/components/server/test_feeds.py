"""Feeds: what programs and calendars get, behind the guards of the server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import icalendar
import pytest
from starlette.applications import Starlette
from streamlit import config

from components.server import feeds
from components.server.feeds import Feeds
from components.server.headers import SecurityHeaders
from components.server.hosts import HostAndOrigin
from data.export import formats
from data.follow.changes import Change
from data.follow.status import Status
from data.model.campaign import Campaign
from tests.builders import sample_campaign
from tests.components.server.conftest import scope_of
from tests.loops import run_apart
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    from starlette.types import Message

PUBLIC = "map.example.org"
JSON = "/api/consultations.json"
STATUS = Status(success=80.0, changes=(Change(50.0, "abc", 6, {"new": 1, "gone": 0}),))


class Got(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def get(
    path: str,
    *,
    campaign: Campaign | None = None,
    method: str = "GET",
    loads: bool = False,
    **headers: str,
) -> Got:
    """Send a request through the guards; `loads`: no campaign is there yet."""
    served = None if loads else campaign or shipped_campaign()
    app = Starlette(routes=Feeds(lambda: served, lambda: STATUS).routes())
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = scope_of(path, "http", method, "127.0.0.1", ({"host": PUBLIC} | headers).items())
    scope |= {"scheme": "http", "server": ("127.0.0.1", 80), "root_path": ""}
    run_apart(_ask(SecurityHeaders(HostAndOrigin(app)), scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    answered = {name.decode(): text.decode() for name, text in sent[0]["headers"]}
    return Got(sent[0]["status"], answered, body)


async def _ask(app: Any, *args: Any) -> None:
    await app(*args)


@pytest.fixture(autouse=True)
def _public_name() -> Iterator[None]:
    before = {name: config.get_option(name) for name in ("server.allowedHosts", "server.address")}
    config.set_option("server.allowedHosts", ["localhost", "127.0.0.1", PUBLIC])
    yield
    for name, value in before.items():
        config.set_option(name, value)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return sample_campaign(tmp_path_factory.mktemp("sample"))


KINDS = [
    # feed, media type, a text that the file must have, and one that it must not
    # (a demand of several meetings names those outside the selection too)
    ("json", "application/json", '"id": "beirut-2016"', '"id": "dakar-2015"'),
    ("geojson", "application/geo+json", '"FeatureCollection"', "dakar-2015"),
    ("csv", "text/csv; charset=utf-8", "beirut-2016", "dakar-2015"),
    ("ics", "text/calendar; charset=utf-8", "beirut-2016@micic.consultation-map", "dakar-2015"),
]


@pytest.mark.parametrize(("name", "mime", "text", "other"), KINDS)
def test_a_feed_is_the_selection_of_its_address_in_its_format(
    name: str, mime: str, text: str, other: str
) -> None:
    got = get(f"/api/consultations.{name}?region=mena&lang=en")
    assert (got.status, got.headers["content-type"]) == (200, mime)
    assert text in got.body.decode()
    assert other not in got.body.decode()
    assert "public" not in got.headers["cache-control"]
    assert "sandbox" in got.headers["content-security-policy"]


def test_names_are_in_the_language_of_the_address_and_links_lead_to_the_page() -> None:
    about = get(f"{JSON}?region=mena&lang=fr").json["about"]
    assert about["campaign"] == "Migrants dans les pays en crise (MICIC)"
    assert about["link"] == f"http://{PUBLIC}/?region=mena&lang=fr"


def test_a_calendar_can_be_subscribed() -> None:
    first, second = (get(f"/api/consultations.ics?lang={code}") for code in ("en", "fr"))
    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    assert first.headers["content-disposition"].startswith("inline")
    uids = [
        [str(event["UID"]) for event in icalendar.Calendar.from_ical(got.body).walk("VEVENT")]
        for got in (first, second)
    ]
    assert uids[0] == uids[1]
    assert len(uids[0]) == len(set(uids[0])) == 8


def test_what_changed_is_a_feed() -> None:
    path = "/api/changes.atom?lang=fr"
    got = get(path)
    assert (got.status, got.headers["content-type"]) == (200, "application/atom+xml")
    assert "<title>1 nouvelle</title>" in got.body.decode()
    again = get(path, if_none_match=got.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    head = get(path, method="HEAD")
    assert (head.status, head.body) == (200, b"")


def test_a_copy_that_is_current_is_not_sent_again() -> None:
    tag = get(JSON).headers["etag"]
    for known in (tag, f'"x", {tag.removeprefix("W/")}', "*"):
        again = get(JSON, if_none_match=known)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == tag


def test_the_tag_depends_on_campaign_parameters_format_and_address(sample: Campaign) -> None:
    tags = [
        get(JSON).headers["etag"],
        get(JSON, campaign=sample).headers["etag"],
        get(f"{JSON}?lang=fr").headers["etag"],
        get(f"{JSON}?region=mena").headers["etag"],
        get("/api/consultations.geojson").headers["etag"],
        get(JSON, host="localhost").headers["etag"],
    ]
    assert len(set(tags)) == len(tags)
    assert get(f"{JSON}?lang=en&c=dakar-2015&sort=title").headers["etag"] == tags[0]


def test_head_has_the_headers_of_get_without_a_body() -> None:
    head, whole = (get(JSON, method=method) for method in ("HEAD", "GET"))
    assert (head.status, head.body) == (200, b"")
    assert head.headers == {
        name: text for name, text in whole.headers.items() if name != "content-length"
    }


WRONG = [
    # address, status, problem, action
    (f"{JSON}?regon=mena", 400, "There is no parameter regon.", "Parameters: region, kind"),
    (f"{JSON}?region=xx", 400, "region has no value xx.", "Possible values: asia, "),
    (f"{JSON}?lang=xx", 400, "lang has no value xx.", "Possible values: en, fr, es, pt."),
    (f"{JSON}?c=nowhere", 400, "c has no value nowhere.", "Leave it out."),
    (f"{JSON}?from=soon", 400, "from has no value soon.", "Possible values: 2016, "),
    (f"{JSON}?from=2016&to=2015", 400, "The time ends before it begins.", "Swap from and to."),
    (f"{JSON}?limit=9", 410, "limit is no longer available.", "Leave page and limit out."),
    (f"{JSON}?page=2", 410, "page is no longer available.", "Leave page and limit out."),
    (f"{JSON}?words={'x' * 201}", 400, "The search words are too long.", "Use up to 200"),
    (f"{JSON}?{'region=mena&' * 501}", 400, "The address has too many parameters.", "Name fewer."),
    (f"{JSON}?list=own", 400, "There is no parameter list.", "Parameters: region"),
    ("/api/changes.json", 410, "changes.json is no longer available.", "Available feeds: json"),
    ("/api/openapi.json", 410, "openapi.json is no longer available.", "Available feeds: json"),
    ("/api/consultations.xlsx", 404, "There is no feed xlsx.", "Available feeds: json, geojson"),
    ("/api/consultations", 404, "There is no feed consultations.", "Available feeds: json"),
    ("/api/", 404, "There is no feed api.", "Available feeds: json, geojson"),
    ("/api/other.json", 404, "There is no feed other.json.", "Available feeds: json, geojson"),
]


@pytest.mark.parametrize(("path", "status", "problem", "action"), WRONG)
def test_what_is_wrong_is_explained(path: str, status: int, problem: str, action: str) -> None:
    got = get(path)
    assert (got.status, got.headers["content-type"]) == (status, "application/json")
    assert got.json["problem"].startswith(problem)
    assert got.json["action"].startswith(action)
    assert got.headers["cache-control"] == "no-store"
    assert got.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("name", ["json", "ics"])
def test_what_needs_a_background_job_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for form in formats.FORMATS:
        monkeypatch.setitem(form.__dict__, "quick_rows", 8)
    got = get(f"/api/consultations.{name}")
    assert got.status == 413
    assert got.json["problem"].startswith("Too many at once: 9.")
    assert got.json["action"].startswith("Select fewer")


def test_a_campaign_that_still_loads_is_asked_for_again() -> None:
    got = get(JSON, loads=True)
    assert (got.status, got.headers["retry-after"]) == (503, "5")
    assert got.json["problem"] == "The campaign is not loaded yet."


def test_a_crowd_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "IN_LINE", -feeds.AT_ONCE)
    got = get(JSON)
    assert (got.status, got.json["problem"]) == (503, "Too many requests at once.")


ORIGIN = "https://blog.example"
FROM_ELSEWHERE = [
    # method, host, path, status, whether the other website may read it
    ("GET", PUBLIC, JSON, 200, True),
    ("HEAD", PUBLIC, JSON, 200, True),
    ("POST", PUBLIC, JSON, 403, False),
    ("OPTIONS", PUBLIC, JSON, 403, False),
    ("GET", PUBLIC, "/healthz", 403, False),
    ("GET", PUBLIC, "/", 403, False),
    # A campaign on somebody's own machine is not for websites.
    ("GET", "localhost", JSON, 403, False),
    ("GET", "127.0.0.1:8501", JSON, 403, False),
    ("GET", "evil.example", JSON, 403, False),
]


@pytest.mark.parametrize(("method", "host", "path", "status", "may_read"), FROM_ELSEWHERE)
def test_other_websites_may_read_feeds_alone(
    method: str, host: str, path: str, status: int, *, may_read: bool
) -> None:
    got = get(path, method=method, host=host, origin=ORIGIN)
    assert got.status == status
    assert ("access-control-allow-origin" in got.headers) == may_read


def test_the_addresses_have_the_base_path() -> None:
    config.set_option("server.baseUrlPath", "/map/")
    try:
        got = get("/map/api/consultations.json", origin=ORIGIN)
        assert got.json["about"]["link"] == f"http://{PUBLIC}/map/?lang=en"
        assert get(JSON).status == 404
    finally:
        config.set_option("server.baseUrlPath", "")
