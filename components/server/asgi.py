"""The ASGI app: Streamlit's own behind a guard. `make run` serves it.

Any ASGI server can serve it too: `uvicorn components.server.asgi:app`. `streamlit run app.py`
serves the same pages without the guard; `.streamlit/config.toml` applies to both.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.middleware import Middleware

# Streamlit puts this file's folder on the path, not the project's.
sys.path.insert(0, str(Path(__file__).parents[2]))

import streamlit as st
from streamlit import config

from components.server.feeds import Feeds
from components.server.headers import SecurityHeaders
from components.server.health import health_routes
from components.server.hosts import HostAndOrigin
from components.server.limits import MessageGuard, UploadLimits
from components.server.logs import log_one_line_each
from components.server.page_changes import PageChanges
from components.server.page_head import PageHead
from components.server.previews import Previews
from components.server.returning import ReturningWindows
from components.shell.streamlit_inside import end_expired_sessions, send_soon, skip_address_lookup
from data import ROOT
from data.arrays.memory import limit_arenas, return_all_memory
from data.storage.temporary_folders import remove_leftovers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


_EVERY_SECONDS = 5.0


async def _end_sessions() -> None:
    """End expired sessions regularly; Streamlit does so only when another visitor leaves.

    A session expires `server.disconnectedSessionTTL` seconds after its window closes. Its list
    contains reference cycles, which only the garbage collector frees.
    """
    while True:
        await asyncio.sleep(_EVERY_SECONDS)
        if end_expired_sessions():
            await asyncio.to_thread(return_all_memory)


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[None]:
    # `HostAndOrigin` checks the name before Streamlit does, and allows more names.
    config.set_option("server.allowedHosts", ["*"])
    log_one_line_each()
    limit_arenas()
    skip_address_lookup()
    send_soon()
    remove_leftovers()
    timer = asyncio.create_task(_end_sessions())
    try:
        yield
    finally:
        timer.cancel()
        with suppress(asyncio.CancelledError):
            await timer


app = st.App(
    ROOT / "app.py",
    lifespan=_lifespan,
    routes=[*Feeds().routes(), *Previews().routes(), *health_routes()],
    # From the outside in: a refused request costs nothing further.
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(HostAndOrigin),
        Middleware(PageHead),
        Middleware(UploadLimits),
        Middleware(MessageGuard),
        Middleware(ReturningWindows),
        Middleware(PageChanges),
    ],
)
