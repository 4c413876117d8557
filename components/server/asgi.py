"""The ASGI app: Streamlit's own, with a guard before it. `make run` serves it.

Any ASGI server can serve it too: `uvicorn components.server.asgi:app`. `streamlit run app.py`
serves the same pages without the guard; `.streamlit/config.toml` still holds there.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from starlette.middleware import Middleware

from data import ROOT

# Streamlit puts this file's folder first on the path, not the project's.
sys.path.insert(0, str(ROOT))

import streamlit as st
from streamlit import config

from components.server.headers import SecurityHeaders
from components.server.hosts import HostAndOrigin
from components.server.messages import MessageGuard
from components.server.sessions import forget_sessions
from components.server.streamlit_inside import ask_nobody
from components.server.uploads import UploadLimits
from data.storage.temporary_folders import remove_leftovers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[None]:
    # `HostAndOrigin` has checked the name by then, and knows more of them.
    config.set_option("server.allowedHosts", ["*"])
    ask_nobody()
    remove_leftovers()
    timer = asyncio.create_task(forget_sessions())
    try:
        yield
    finally:
        timer.cancel()
        with suppress(asyncio.CancelledError):
            await timer


app = st.App(
    ROOT / "app.py",
    lifespan=_lifespan,
    # From the outside in: a request that may not come in costs nothing more.
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(HostAndOrigin),
        Middleware(UploadLimits),
        Middleware(MessageGuard),
    ],
)
