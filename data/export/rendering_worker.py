"""The function of a worker of `data.export.renderer`."""

from __future__ import annotations

import json

from data.export.fonts import system_fonts
from data.export.renderer import render_in_process

_POINT = {"mark": "point", "data": {"values": [{}]}, "description": ""}


def prepare() -> None:
    """Draw a picture when a process starts: the first one takes a second more."""
    render_in_process("svg", {"spec": _POINT})
    system_fonts()


def render_request(request: bytes) -> bytes:
    """Render a request of `renderer.render`: JSON of a kind and its arguments."""
    kind, given = json.loads(request)
    return render_in_process(kind, given)
