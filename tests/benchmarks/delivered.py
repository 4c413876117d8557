"""Files that rivals ask the network for, given from installed packages at once.

So none of them waits for a network, and none fails for the lack of one: what is measured is their
own work. `pip install XStatic-Leaflet-MarkerCluster XStatic-jQuery` brings what folium needs.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Route

OWN = "http://127.0.0.1"
PACKAGES = ("js_lib_leaflet", "xstatic.pkg.leaflet_markercluster", "xstatic.pkg.jquery")
NEEDED = {"leaflet.markercluster.js", "jquery.min.js"}
TYPES = {".js": "text/javascript", ".css": "text/css", ".png": "image/png"}


def has_clusters() -> bool:
    """Whether what folium's markers and clusters need is installed."""
    return set(_files()) >= NEEDED


def deliver(context: BrowserContext) -> None:
    """Answer every request that would leave the machine: with the file, else with nothing."""
    files = _files()

    def answer(route: Route) -> None:
        name = route.request.url.split("?")[0].rsplit("/", 1)[-1]
        # As jquery-3.7.1.min.js is called where it is installed.
        name = re.sub(r"-\d+\.\d+\.\d+\.", ".", name)
        kind = TYPES.get(Path(name).suffix, "text/plain")
        if name in files:
            route.fulfill(path=files[name], content_type=kind)
        else:
            route.fulfill(body="", content_type=kind)

    context.route(lambda url: url.startswith("http") and not url.startswith(OWN), answer)


def _files() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for package in PACKAGES:
        try:
            spec = find_spec(package)
        except ModuleNotFoundError:
            continue
        for place in (spec.submodule_search_locations or []) if spec else []:
            for path in Path(place).rglob("*"):
                if path.suffix in TYPES:
                    found.setdefault(path.name, path)
    return found
