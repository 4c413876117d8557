"""The ASGI app: Streamlit's own behind a guard. `make run` serves it.

Any ASGI server can serve it too: `uvicorn components.server.asgi:app`. `streamlit run app.py`
serves the same pages without the guard; `.streamlit/config.toml` applies to both.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route

# Streamlit puts this file's folder on the path, not the project's.
sys.path.insert(0, str(Path(__file__).parents[2]))

import streamlit as st

from components.server.compression import Compression
from components.server.crawlers import Crawlers
from components.server.feeds import Feeds
from components.server.headers import SecurityHeaders
from components.server.hosts import HostAndOrigin, base_path
from components.server.messages import WebSocketFilter
from components.server.page_head import PageHead
from components.server.previews import Previews
from components.server.startup import running
from components.server.uploads import UploadLimits
from components.shell.campaign_cache import is_loading, loaded_campaign
from data import ROOT

if TYPE_CHECKING:
    from starlette.requests import Request

_OK, _UNAVAILABLE = 200, 503


async def healthz(_request: Request) -> JSONResponse:
    """Tell probes and proxies whether this server can show its campaign, with id and version.

    The status is 503 while it can't be shown. Why it fails is in the log and on the page: a message
    may name folders.
    """
    campaign = loaded_campaign()
    headers = {"cache-control": "no-store"}
    if campaign is None:
        status = "loading" if is_loading() else "failed"
        return JSONResponse({"status": status}, _UNAVAILABLE, headers)
    about = {"id": campaign.settings.id, "version": campaign.version}
    return JSONResponse({"status": "ok", "campaign": about}, _OK, headers)


app = st.App(
    ROOT / "app.py",
    lifespan=running,
    routes=[
        *Feeds().routes(),
        *Previews().routes(),
        *Crawlers().routes(),
        Route(f"{base_path()}/healthz", healthz, methods=["GET"]),
    ],
    # From the outside in: a refused request costs nothing further.
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(HostAndOrigin),
        Middleware(Compression),
        Middleware(PageHead),
        Middleware(UploadLimits),
        Middleware(WebSocketFilter),
    ],
)
