"""What a server does when it starts, and while it runs: settings of its process, logs, sessions."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from altair.utils.schemapi import disable_debug_mode
from streamlit import config

from components.first_view.first_view import draw_first_view
from components.shell.campaign_cache import begin_to_load
from components.shell.streamlit_inside import end_expired_sessions, send_soon, skip_address_lookup
from data import ROOT
from data.columnar.memory import limit_arenas, prepare_process, return_all_memory
from data.filters.choice import View
from data.model.errors import CampaignError
from data.store.temporary_folders import remove_leftovers
from data.words.languages import spoken_languages

_EVERY_SECONDS = 5.0
_MOST_FRAMES = 6


@asynccontextmanager
async def running(_app: object) -> AsyncIterator[None]:
    """Start up before the first request, and end expired sessions until the server ends."""
    start_up()
    tasks = [asyncio.create_task(one()) for one in (_end_sessions, _draw_ahead)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def start_up() -> None:
    """Set up what the whole process shares: settings, logs, memory, and parts of Streamlit."""
    # `HostAndOrigin` checks the name before Streamlit does, and allows more names.
    config.set_option("server.allowedHosts", ["*"])
    log_one_line_each()
    limit_arenas()
    patch_libraries()
    remove_leftovers()


def patch_libraries() -> None:
    """Change parts of Streamlit, asyncio and Altair; `app.py` calls it too, for `streamlit run`."""
    prepare_process()
    skip_address_lookup()
    send_soon()
    # Altair validates every part of a chart while it is built, which takes half of the time; the
    # whole chart is still validated when it is sent.
    disable_debug_mode()


async def _end_sessions() -> None:
    """End expired sessions regularly; Streamlit does so only when another visitor leaves.

    A session expires `server.disconnectedSessionTTL` seconds after its window closes. Its list
    contains reference cycles, which only the garbage collector frees.
    """
    while True:
        await asyncio.sleep(_EVERY_SECONDS)
        if end_expired_sessions():
            await asyncio.to_thread(return_all_memory)


async def _draw_ahead() -> None:
    """Load the campaign and draw its first view, so that the first visitor waits for neither.

    Drawn is what every other first view shares: land, indexes, templates.
    """
    try:
        campaign = await asyncio.shield(asyncio.wrap_future(begin_to_load()))
    except CampaignError:
        return  # Pages say why.
    if campaign.is_local:
        offered = spoken_languages(campaign.settings.languages)
        for language in offered:
            view = View(language=language)
            await asyncio.to_thread(draw_first_view, campaign, view, {}, offered)


def log_one_line_each() -> None:
    """Write every event of this process in one line from now on."""
    logging.setLogRecordFactory(OneLine)


class OneLine(logging.LogRecord):
    """A record whose text is one line; of an exception it has type and places, no message.

    The message of an exception may quote a cell of a visitor's list.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Take what a logger gives."""
        super().__init__(*arguments, **named)
        error = self.exc_info[1] if self.exc_info else None
        self._trace = f" [{trace(error)}]" if error else ""
        # Handlers would write these below the line.
        self.exc_info = self.exc_text = self.stack_info = None

    def getMessage(self) -> str:  # noqa: N802 (the name of logging)
        """Return the text."""
        return " ".join(super().getMessage().split()) + self._trace


def trace(error: BaseException) -> str:
    """Return the type of an exception and where it came from, innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-_MOST_FRAMES:]
    places = [f"{_short(frame.filename)}:{frame.lineno}" for frame in frames]
    return " ".join([type(error).__name__, *places])


def _short(name: str) -> str:
    path = Path(name)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
