"""What a worker of `data.export.renderer` runs; it is of no use in the process of a server."""

from __future__ import annotations

import json

from data.export.fonts import found_fonts
from data.export.renderer import render

_POINT = {"mark": "point", "data": {"values": [{}]}, "description": ""}


def render_request(request: bytes) -> bytes:
    """Render what `renderer.rendered` asks for: JSON of a kind and its arguments."""
    kind, given = json.loads(request)
    return render(kind, given)


# What takes a second at the first picture is done before somebody waits for one.
render("svg", {"spec": _POINT})
found_fonts()
