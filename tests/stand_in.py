"""A server of the tests' own that answers as Nominatim does: nothing ever leaves the machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from typing import Any
from urllib.parse import parse_qs, urlsplit


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
    "Qunuvale, South Africa": [answer("Qunuvale", -31.78, 28.62, "za")],
    "Twice": [answer("Twice", 1.0, 2.0, "ke"), answer("Twice", 1.1, 2.1, "ke")],
    "Tornsville": [answer("Tornsville", 1.0, 2.0, "ke"), answer("Tornsville", 50.0, 2.1, "fr")],
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


class Server(ThreadingHTTPServer):
    """The stand-in; `asked` has the time, the query and the headers of each question."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), StandIn)
        self.asked: list[tuple[float, dict[str, list[str]], dict[str, str]]] = []

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


@contextmanager
def stand_in() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
