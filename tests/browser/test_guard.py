"""The served app against strangers: other websites, other names, visitors who leave things."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import create_connection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.browser.opening import OpenPage
from tests.browser.server import Server

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

_STREAM = "/_stcore/stream"
_FORGET_SECONDS = 600


def _status(
    url: str, path: str = "/", method: str = "GET", body: bytes = b"", **headers: str
) -> int:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=20)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, urlsplit(url).path + path, body, names)
        return connection.getresponse().status
    finally:
        connection.close()


def _socket(url: str, origin: str | None = None, name: str = "") -> ClientConnection:
    """Open a WebSocket as a page of an origin does that knows the server by a name."""
    address = urlsplit(url)
    return connect(
        f"ws://{name or address.netloc}{address.path}{_STREAM}",
        sock=create_connection((address.hostname, address.port)),
        origin=origin,
        subprotocols=["streamlit"],
        max_size=2**27,
    )


@contextmanager
def _recorder() -> Iterator[tuple[str, list[str]]]:
    """Serve a page that has a frame, and write down what is asked."""
    asked: list[str] = []

    class Recorder(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            frame = urlsplit(self.path).query
            body = f'<iframe title="view" src="{frame}" width="900" height="600"></iframe>'.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_CONNECT = do_GET  # noqa: N815 (its name is the protocol's)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:1", "null"])
def test_a_page_of_somebody_else_is_refused(server: str, origin: str) -> None:
    assert _status(server, "/_stcore/health", Origin=origin) == 403
    with pytest.raises(InvalidStatus, match="403"), _socket(server, origin=origin):
        pass


def test_a_name_of_somebody_else_is_refused(server: str) -> None:
    assert _status(server, Host="rebind.example") == 403


def test_a_refused_page_makes_the_server_ask_nobody(tmp_path: Path) -> None:
    with _recorder() as (proxy, asked):
        settings = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), proxy)
        own = Server(tmp_path, **settings, no_proxy="", NO_PROXY="")
        try:
            own.wait_until_ready()
            for _ in range(3):
                with pytest.raises(InvalidStatus), _socket(own.url, origin="http://evil.example"):
                    pass
            with _socket(own.url, origin=own.url):
                pass
        finally:
            own.stop()
    assert asked == []


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start a server for a network that soon forgets who has left."""
    own = Server(
        tmp_path_factory.mktemp("network"),
        STREAMLIT_SERVER_ADDRESS="0.0.0.0",  # noqa: S104 (that is what is tried)
        STREAMLIT_SERVER_ALLOWED_HOSTS="map.example.org",
        STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL="1",
    )
    own.wait_until_ready()
    yield own
    own.stop()


@pytest.mark.long
def test_a_server_for_a_network_answers_to_its_addresses_and_to_what_it_is_called(
    own: Server,
) -> None:
    for name in ("192.0.2.1:8501", "map.example.org"):
        with _socket(own.url, name=name) as socket:
            assert _session(socket)
    with pytest.raises(InvalidStatus), _socket(own.url, name="rebind.example"):
        pass


@pytest.mark.parametrize("path", ["/", "/about", "/_stcore/health", "/missing.js"])
def test_every_answer_has_a_policy(server: str, path: str) -> None:
    connection = HTTPConnection(urlsplit(server).netloc)
    connection.request("GET", urlsplit(server).path + path)
    answer = connection.getresponse()
    connection.close()
    assert "frame-ancestors 'self'" in (answer.getheader("Content-Security-Policy") or "")
    assert answer.getheader("X-Content-Type-Options") == "nosniff"


@pytest.mark.long
def test_another_website_shows_what_is_made_for_it_and_nothing_else(
    open_page: OpenPage, server: str
) -> None:
    page = open_page("/", alone=True)
    with _recorder() as (website, _):
        page.goto(f"{website}/?{server}/?embed=true&show=map")
        shown = page.frame_locator("iframe[title=view]")
        expect(shown.frame_locator("iframe").locator(".cm-mark").first).to_be_visible()
        page.goto(f"{website}/?{server}/")
        page.wait_for_load_state("networkidle")
        assert "chrome-error" in page.frames[1].url


@pytest.mark.long
def test_what_a_visitor_left_goes_soon_after_the_visitor(own: Server) -> None:
    with _socket(own.url) as socket:
        session = _session(socket)
        assert _upload(own.url, session) == 204
        assert _uploaded(own.url) > 0
    deadline = time.monotonic() + _FORGET_SECONDS
    while _uploaded(own.url) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert _uploaded(own.url) == 0


def _session(socket: ClientConnection) -> str:
    """Run the page and give the id of the session."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    socket.send(message.SerializeToString())
    answer, session = ForwardMsg(), ""
    while answer.WhichOneof("type") != "script_finished":
        answer.ParseFromString(socket.recv())
        if answer.WhichOneof("type") == "new_session":
            session = answer.new_session.initialize.session_id
    return session


def _upload(url: str, session: str) -> int:
    """Bring a file of a megabyte, as the page's script does."""
    base = urlsplit(url).path
    connection = HTTPConnection(urlsplit(url).netloc)
    connection.request("GET", f"{base}/_stcore/health")
    answer = connection.getresponse()
    answer.read()
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    body = (
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'
        + b"a" * 1_000_000
        + b"\r\n--x--\r\n"
    )
    headers = {
        "Content-Type": "multipart/form-data; boundary=x",
        "Cookie": cookie,
        "X-Xsrftoken": cookie.partition("=")[2],
    }
    connection.request("PUT", f"{base}/_stcore/upload_file/{session}/file", body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


def _uploaded(url: str) -> int:
    """Bytes that the server holds of uploaded files, as its metrics say."""
    connection = HTTPConnection(urlsplit(url).netloc)
    metrics = "/_stcore/metrics?families=cache_memory_bytes"
    connection.request("GET", urlsplit(url).path + metrics)
    text = connection.getresponse().read().decode()
    connection.close()
    found = re.findall(r"UploadedFileManager[^\n]* (\d+)\n", text)
    return sum(int(number) for number in found)
