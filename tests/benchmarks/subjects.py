"""The pages that are measured, how they are served, and how one knows that they are painted."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.delivered import has_clusters
from tests.browser.server import APP, HOST, ROOT, Server

HERE = Path(__file__).parent
RIVALS = HERE / "rivals"
START_SECONDS = 120
DASH = "BENCH_DASH"
"""Names a folder with dash-leaflet: beside pytest, Dash's plugin for it would be in the way."""

_IN_FRAME = "document.querySelector('iframe')?.contentDocument"
_IN_ANY_FRAME = (
    "[...document.querySelectorAll('iframe')].map((one) => one.contentDocument)"
    ".find((one) => one?.querySelector('.leaflet-marker-icon'))"
)
_RESTS = (
    "(document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
    " && !window.isUnanswered ? {part} : '')"
)


def _looks(selector: str, document: str = _IN_FRAME) -> str:
    """What the marks look like, as one text; "" while there are none."""
    return (
        f"[...({document})?.querySelectorAll('{selector}') ?? []]"
        ".map((one) => one.textContent + one.style.transform).join()"
    )


class Subject(NamedTuple):
    """A page to measure.

    Attributes:
        name: For the tables.
        painted: JavaScript expression for what is painted, as a text that changes with it; ""
            while there is nothing.
        marks: JavaScript expression for how many marks are drawn.
        script: The page's file; "" for the app itself.
        button: Start of the label of the button that filters, and, pressed again, doesn't: with
            the shipped campaign, and with any other.
        opener: Start of the label of what must be opened first to find the latter.
        path: Of the page, below the server's address.
        needs: Why it can't be measured here; "" if it can.
    """

    name: str
    painted: str
    marks: str
    script: str = ""
    button: tuple[str, str] = ("2015", "middle-east")
    opener: str = ""
    path: str = ""
    needs: str = ""


_TEXT = "document.querySelector('[data-testid=stText]')?.textContent ?? ''"
_SAID = _TEXT.replace("?.textContent ?? ''", "?.textContent.split(' ')[0] ?? 0")
_OURS = ".cm-mark, .cm-group"
_ICONS = ".leaflet-marker-icon"

BARE = Subject("bare page", _TEXT, "1", str(HERE / "bare_page.py"), ("2015", "2015"))
OURS = Subject(
    "Explore",
    _looks(_OURS),
    f"({_IN_FRAME})?.querySelectorAll('{_OURS}').length ?? 0",
    button=("2015", "Middle East"),
    opener="Region",
)
DEMANDS = Subject(
    "Demands",
    "document.querySelector('.st-key-demand_list')?.textContent ?? ''",
    "document.querySelectorAll('.st-key-demand_list [data-testid=stPageLink]').length",
    button=("Accepted", "Accepted"),
    path="/demands",
)


def rivals() -> list[Subject]:
    """What one would pick instead."""
    clusters = "" if has_clusters() else "pip install XStatic-Leaflet-MarkerCluster XStatic-jQuery"
    dash = "" if _has_dash() else f"pip install --target FOLDER dash-leaflet, {DASH}=FOLDER"
    painted = f"({_TEXT}) && ({_RESTS.format(part=_TEXT)})"
    own = "document"
    return [
        Subject(
            "folium.Marker in MarkerCluster", _looks(_ICONS, _IN_ANY_FRAME),
            f"({_IN_ANY_FRAME})?.querySelectorAll('{_ICONS}').length ?? 0",
            str(RIVALS / "folium_markers.py"), needs=clusters,
        ),
        Subject("st.map", painted, _SAID, str(RIVALS / "st_map.py")),
        Subject("st.pydeck_chart", painted, _SAID, str(RIVALS / "pydeck_points.py")),
        Subject(
            "dash-leaflet", _looks(_ICONS, own), f"document.querySelectorAll('{_ICONS}').length",
            "tests.benchmarks.rivals.dash_leaflet_app", needs=dash,
        ),
    ]  # fmt: skip


def _has_dash() -> bool:
    folder = os.environ.get(DASH, "")
    return bool(find_spec("dash_leaflet")) or Path(folder, "dash_leaflet").is_dir()


class DashServer:
    """A Dash app in a process of its own, as `Server` is for Streamlit."""

    def __init__(self, folder: Path, campaign: Path, module: str) -> None:
        """Start it."""
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self._port = int(probe.getsockname()[1])
        self.url = f"http://{HOST}:{self._port}"
        with (folder / f"dash-{self._port}.log").open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, str(self._port)],
                cwd=ROOT,
                env=os.environ
                | {"CONSULTATION_CAMPAIGN": str(campaign), "PYTHONPATH": os.environ.get(DASH, "")},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    def wait_until_ready(self) -> None:
        """Wait until it answers."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                HTTPConnection(HOST, self._port, timeout=2).request("GET", "/")
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError("Dash did not start")

    def stop(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()


def serve(subject: Subject, folder: Path, campaign: Path) -> Server | DashServer:
    """Start the server of a subject with a campaign, and wait until it answers."""
    if subject.script and not subject.script.endswith(".py"):
        dash = DashServer(folder, campaign, subject.script)
        dash.wait_until_ready()
        return dash
    server = Server(folder, campaign, app=subject.script or APP)
    server.wait_until_ready()
    return server


def memory(pid: int) -> float:
    """Megabytes of a process and those it started."""
    return sum(_resident(one) for one in [pid, *_children(pid)]) / 1024


def _children(pid: int) -> Iterator[int]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            child = int(path.parent.name)
            yield child
            yield from _children(child)


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
