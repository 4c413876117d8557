"""A web server on this machine that gives a list, rightly or in every wrong way."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HEADER = "id,Title,Date,City,Country,Organizers\n"
ROWS = [
    "a,Opening,2016-04-29,Dakar,Senegal,Alpha League\n",
    "b,Middle,2016-05-02,Lima,Peru,Beta Union\n",
    "c,Closing,2016-06-01,Quito,Ecuador,Beta Union\n",
    "d,Follow-up,2016-07-01,Nairobi,Kenya,Alpha League\n",
    "e,Review,2016-08-01,Geneva,Switzerland,Gamma Club\n",
    "f,Outlook,2016-09-01,Beirut,Lebanon,Gamma Club\n",
]
LIST = (HEADER + "".join(ROWS)).encode()
NEXT = LIST + b"g,Encore,2016-10-01,Amman,Jordan,Alpha League\n"


class Web(ThreadingHTTPServer):
    """Gives `body` with `status` and `headers`; `asked` has path and headers of each request,
    `queries` what was posted.

    `is_cut`: only half of the body comes. `delay`: seconds between two letters of it. `raw`: the
    bytes of a whole answer, in place of all of these.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.reset()

    def reset(self) -> None:
        """Give the list, as it should be."""
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.queries: list[str] = []
        self.body = LIST
        self.status = 200
        self.headers: dict[str, str] = {}
        self.is_cut = False
        self.delay = 0.0
        self.raw = b""

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/list.csv"

    def handle_error(self, *_: object) -> None:
        """Say nothing: a client that has had enough hangs up."""


class _Handler(BaseHTTPRequestHandler):
    server: Web

    def do_GET(self) -> None:
        web = self.server
        web.asked.append((self.path, dict(self.headers)))
        if web.raw:
            self.wfile.write(web.raw)
            self.close_connection = True
            return
        tag = web.headers.get("ETag")
        if tag and self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(web.status)
        for name, value in web.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(web.body)))
        self.end_headers()
        if web.delay:
            for letter in web.body:
                self.wfile.write(bytes([letter]))
                self.wfile.flush()
                time.sleep(web.delay)
        else:
            self.wfile.write(web.body[: len(web.body) // 2] if web.is_cut else web.body)

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        self.server.queries.append(json.loads(self.rfile.read(size))["query"])
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve() -> Iterator[Web]:
    """Run a web server in a thread."""
    web = Web()
    thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.shutdown()
        web.server_close()
        thread.join()
