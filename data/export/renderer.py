"""Pictures and pages, rendered in this process or in a worker beside the pages.

vl-convert and typst hold the interpreter while they work: for half a second to two for an ordinary
picture, in which no visitor gets an answer, and for a minute for a hostile one. So a server calls
`render_in_workers` once. A command renders in its own process.
"""

from __future__ import annotations

import json
import os
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any

from data.campaign.errors import ExportError, msgid
from data.workers import WorkerError, Workers

if TYPE_CHECKING:
    from collections.abc import Mapping

_FUNCTIONS = {
    "png": "drawing.vega:draw_png",
    "svg": "drawing.vega:draw_svg",
    "pdf": "typesetting:set_pages",
}
"""What renders each kind, below `data.export`; it returns bytes."""

_SECONDS = 30
"""Twenty times what the largest ordinary picture takes where nothing else runs."""

_MEMORY = 3_000_000_000
"""Bytes of data; V8 reserves 1.9 GB of these and uses a fifth."""

_RESIDENT = 700_000_000
"""A process that has drawn a picture to print holds 350 MB."""

_FONT_FOLDERS = ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
"""Where fonts of a user are: the same ones are found in a worker as in a command."""

_starting = Lock()
_workers: list[Workers] = []
"""The pool of a server; empty in a command."""


class NotRenderedError(ExportError):
    """A worker could not render a picture or a page in time, or with the memory it may take."""


def render_in_workers() -> None:
    """Render in workers from now on; none is started before it is needed."""
    with _starting:
        if not _workers:
            _workers.append(
                Workers(
                    "data.export.rendering_worker:render_request",
                    count=max(1, (os.cpu_count() or 2) // 2),
                    seconds=_SECONDS,
                    memory=_MEMORY,
                    counted="data",
                    resident=_RESIDENT,
                    keeps=_FONT_FOLDERS,
                )
            )


def warm() -> None:
    """Render in workers from now on, and have one ready soon; wait for nothing."""
    render_in_workers()
    _workers[0].warm()


def render_here() -> None:
    """Render in this process from now on, and end the workers."""
    with _starting:
        while _workers:
            _workers.pop().close()


def rendered(kind: str, given: Mapping[str, Any]) -> bytes:
    """Render a picture or a page.

    Args:
        kind: A key of `_FUNCTIONS`.
        given: Arguments of its function, plain values of JSON.

    Raises:
        NotRenderedError: A worker was to do it, and took too long or too much memory, or failed.
    """
    if not _workers:
        return render(kind, given)
    try:
        return _workers[0].ask(json.dumps([kind, given], ensure_ascii=False).encode())
    except WorkerError as error:
        raise NotRenderedError(
            msgid("This file could not be made."),
            msgid("Try again, or choose fewer consultations."),
        ) from error


def render(kind: str, given: Mapping[str, Any]) -> bytes:
    """Render in this process; no other thread of it runs meanwhile. See `rendered`."""
    module, _, function = _FUNCTIONS[kind].partition(":")
    drawn: bytes = getattr(import_module(f"data.export.{module}"), function)(**given)
    return drawn
