"""Render pictures and pages, in this process or in a worker.

vl-convert and typst hold the interpreter while they work: half a second to two for an ordinary
picture, a minute for a hostile one. No visitor gets an answer meanwhile. So a server calls
`render_in_workers` once. A command renders in its own process.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from importlib import import_module
from threading import Lock
from typing import Any

from data.model.errors import ExportError, msgid
from data.store.workers import WorkerError, Workers

_FUNCTIONS = {
    "png": "drawing.vega:draw_png",
    "svg": "drawing.vega:draw_svg",
    "pdf": "typesetting:set_pages",
}
"""The function that renders each kind, below `data.export`; it returns bytes."""

_SECONDS = 30
"""Twenty times the time of the largest ordinary picture on an idle machine."""

_SLOWNESS = 6
"""How many times as long it may take while other processes use the processors."""

_MEMORY = 3_000_000_000
"""Bytes of data; V8 reserves 1.9 GB of them and uses a fifth."""

_RESIDENT = 700_000_000
"""Bytes; a process that has drawn a picture for print holds 350 MB."""

FONT_FOLDERS = ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
"""Variables for the folders of a user's fonts: workers find the same fonts as commands."""

_starting = Lock()
_workers: list[Workers] = []
"""The pool of a server; empty in a command."""


class NotRenderedError(ExportError):
    """A worker exceeded its time or memory while rendering, or failed."""


def render_in_workers() -> None:
    """Render in workers from now on; they start when needed."""
    with _starting:
        if not _workers:
            _workers.append(
                Workers(
                    "data.export.rendering_worker:render_request",
                    count=max(1, (os.cpu_count() or 2) // 2),
                    seconds=_SECONDS,
                    slowness=_SLOWNESS,
                    memory=_MEMORY,
                    counted="data",
                    resident=_RESIDENT,
                    keeps=FONT_FOLDERS,
                )
            )


def warm() -> None:
    """Render in workers from now on, and start one without waiting for it."""
    render_in_workers()
    _workers[0].warm()


def render_without_workers() -> None:
    """Render in this process from now on, and end the workers."""
    with _starting:
        while _workers:
            _workers.pop().close()


def render(kind: str, given: Mapping[str, Any]) -> bytes:
    """Render a picture or a page.

    Args:
        kind: A key of `_FUNCTIONS`.
        given: Arguments of its function, plain values of JSON.

    Raises:
        NotRenderedError: The worker took too long or too much memory, or failed.
    """
    if not _workers:
        return render_in_process(kind, given)
    try:
        return _workers[0].ask(json.dumps([kind, given], ensure_ascii=False).encode())
    except WorkerError as error:
        raise NotRenderedError(
            msgid("This file could not be made."),
            msgid("Try again, or narrow the selection."),
        ) from error


def render_in_process(kind: str, given: Mapping[str, Any]) -> bytes:
    """Render in this process, blocking its other threads. See `render`."""
    module, _, function = _FUNCTIONS[kind].partition(":")
    drawn: bytes = getattr(import_module(f"data.export.{module}"), function)(**given)
    return drawn
