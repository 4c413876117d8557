"""The app as a visitor meets it: served by Streamlit in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from data import ROOT

HOST = "127.0.0.1"
START_SECONDS = 600
BASE = "STREAMLIT_SERVER_BASE_URL_PATH"
"""Variable of a path such as `/map`: set, it moves every server and page of the tests there."""
APP = "components/server/asgi.py"
"""What `make run` serves."""


class Server:
    """One running app; `url` is its address and `log` the file with what it said.

    `settings` are further variables of its environment.
    """

    def __init__(
        self, folder: Path, campaign: Path | None = None, app: str = APP, **settings: str
    ) -> None:
        self._port = port = _free_port()
        self._campaign, self._app, self._settings = campaign, app, settings
        self._base = base_path(settings)
        self.url = f"http://{HOST}:{port}{self._base}"
        self.log = folder / f"server-{port}.log"
        self.start()

    def start(self) -> None:
        """Start it, or start it again on the same port."""
        command = ["streamlit", "run", self._app, f"--server.port={self._port}"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=ROOT,
                env=_environment(self._campaign) | self._settings,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._is_healthy():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"The app did not start:\n{self.log.read_text()}")
            time.sleep(0.05)

    def _is_healthy(self) -> bool:
        connection = HTTPConnection(HOST, self._port, timeout=2)
        try:
            connection.request("GET", f"{self._base}/_stcore/health")
            return connection.getresponse().status == HTTPStatus.OK
        except (HTTPException, OSError):
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """End it as a power cut does."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def base_path(settings: Mapping[str, str] = os.environ) -> str:
    """Return the path under which servers answer: "", or with `BASE` in the environment "/map"."""
    base = settings.get(BASE, os.environ.get(BASE, "")).strip("/")
    return f"/{base}" if base else ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _environment(campaign: Path | None) -> dict[str, str]:
    environment = {k: v for k, v in os.environ.items() if k != "CONSULTATION_CAMPAIGN"}
    return environment | ({"CONSULTATION_CAMPAIGN": str(campaign)} if campaign else {})
