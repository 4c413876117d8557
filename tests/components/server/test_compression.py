"""What browsers load is compressed: files once, under a tag of their own, and parts never."""

from __future__ import annotations

import gzip
import hashlib
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest

from components.server import compression
from components.server.compression import Compression
from tests.components.server.conftest import scope_of
from tests.loops import run_apart

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

TEXT = b"const markers = [];\n" * 200
DIGEST = hashlib.sha256(TEXT).hexdigest()
SCRIPT, STYLE, PICTURE = "application/javascript", "text/css; charset=utf-8", "image/png"
BROWSER = "gzip, deflate, br"


class Got(NamedTuple):
    """An answer as a browser gets it, and the headers that the app behind saw."""

    status: int
    headers: dict[str, str]
    body: bytes
    asked: dict[str, str]


class Files:
    """An app that has a file at every address, as Streamlit's: with a tag under `/static/`."""

    def __init__(self, kind: str = SCRIPT, body: bytes = TEXT) -> None:
        """Serve one body."""
        self.kind, self.body, self.asked = kind, body, dict[str, str]()
        self.front = Compression(self._serve)

    async def _serve(self, scope: Scope, _receive: Receive, send: Send) -> None:
        self.asked = {name.decode(): text.decode() for name, text in scope["headers"]}
        headers = [(b"content-type", self.kind.encode()), (b"cache-control", b"public")]
        if "/static/" in scope["path"]:
            headers += [(b"etag", b'"tag"'), (b"accept-ranges", b"bytes")]
        if self.asked.get("if-none-match") == '"tag"':
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        headers.append((b"content-length", str(len(self.body)).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        body = b"" if scope["method"] == "HEAD" else self.body
        for part in (body[:100], body[100:]):
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    def get(self, path: str, method: str = "GET", **headers: str) -> Got:
        """Return the answer to a browser, which accepts gzip unless it says otherwise."""
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {"type": "http.request"}

        named = {"accept_encoding": BROWSER} | headers
        run_apart(self.front(scope_of(path, "http", method, "", named.items()), receive, send))
        got = {name.decode(): text.decode() for name, text in sent[0]["headers"]}
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return Got(sent[0]["status"], got, body, self.asked)


@pytest.mark.parametrize("path", ["/static/js/index.js", "/map/static/x.js", "/component/a/map.js"])
def test_a_file_is_compressed_and_can_be_told_from_the_plain_one(path: str) -> None:
    got = Files().get(path)
    assert gzip.decompress(got.body) == TEXT
    assert got.headers["content-encoding"] == "gzip"
    assert int(got.headers["content-length"]) == len(got.body) < len(TEXT)
    assert got.headers["etag"].endswith('-gzip"')
    assert got.headers["vary"].lower() == "accept-encoding"
    assert "accept-ranges" not in got.headers


UNCHANGED = [
    ("a browser without gzip", SCRIPT, TEXT, "/static/x.js", {"accept_encoding": "br"}),
    ("one that refuses gzip", SCRIPT, TEXT, "/static/x.js", {"accept_encoding": "gzip;q=0, br"}),
    ("a part of a file", SCRIPT, TEXT, "/static/x.js", {"range": "bytes=0-9"}),
    ("a picture", PICTURE, TEXT, "/static/x.png", {}),
    ("a small file", SCRIPT, TEXT[:60], "/static/x.js", {}),
    ("a feed", "application/json", TEXT, "/api/consultations.json", {}),
    ("a download", "text/css", TEXT, "/media/x.css", {}),
]


@pytest.mark.parametrize(
    ("kind", "body", "path", "headers"),
    [case[1:] for case in UNCHANGED],
    ids=[case[0] for case in UNCHANGED],
)
def test_the_rest_passes_as_it_is(
    kind: str, body: bytes, path: str, headers: dict[str, str]
) -> None:
    got = Files(kind, body).get(path, **headers)
    assert got.body == body
    assert "content-encoding" not in got.headers


@pytest.mark.parametrize("kind", ["lifespan", "websocket"])
def test_what_is_no_request_passes(kind: str) -> None:
    passed: list[str] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        passed.append(scope["type"])

    async def nothing(*_messages: Message) -> Message:
        return {}

    run_apart(Compression(app)({"type": kind}, nothing, nothing))
    assert passed == [kind]


def test_a_weighted_gzip_is_accepted() -> None:
    assert (
        "content-encoding" in Files().get("/static/x.js", accept_encoding="br, gzip;q=0.5").headers
    )


def test_a_head_request_gets_the_headers_of_the_file_alone() -> None:
    files = Files()
    whole, head = files.get("/static/x.js"), files.get("/static/x.js", "HEAD")
    assert head.headers == whole.headers
    assert head.body == b""


@pytest.mark.parametrize("path", ["/static/x.js", "/component/a/map.js"])
def test_a_file_that_a_browser_has_is_not_sent_again(path: str) -> None:
    files = Files()
    tag = files.get(path).headers["etag"]
    again = files.get(path, if_none_match=tag)
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)


def test_only_an_address_with_the_hash_of_the_file_lasts_for_ever() -> None:
    files = Files()
    right = files.get(f"/component/a/map.js?v={DIGEST[:8]}").headers["cache-control"]
    wrong = files.get("/component/a/map.js?v=00000000").headers["cache-control"]
    assert ("immutable" in right, wrong) == (True, "public")


def test_a_page_is_compressed_anew() -> None:
    got = Files("text/html; charset=utf-8").get("/about")
    assert gzip.decompress(got.body) == TEXT
    assert "etag" not in got.headers


def test_a_file_is_compressed_once_and_few_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: Counter[bytes] = Counter()

    def compress(body: bytes, *_arguments: int, mtime: int) -> bytes:
        calls[body[:1]] += 1
        return bytes(100 + mtime)

    monkeypatch.setattr(compression.gzip, "compress", compress)
    monkeypatch.setattr(compression, "MOST_CACHED", 250)
    files = Files()
    for letter in (b"a", b"b", b"a", b"c", b"b"):
        files.body = letter * 1000
        files.get("/static/x.js")
    # Two fit: `a` was used after `b`, so `c` replaces `b`.
    assert calls == {b"a": 1, b"b": 2, b"c": 1}
