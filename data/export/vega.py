"""Specifications of Vega-Lite as PNG and SVG, drawn without a browser and without the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from data.export.renderer import rendered
from data.export.xml_text import xml_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_VERSION = "6.4"
"""Of Vega-Lite, named so that the same specification is read the same way for ever."""


def png(spec: Mapping[str, Any], dots: float) -> bytes:
    """Draw a specification of Vega-Lite with so many pixels per pixel of its own.

    Raises:
        NotRenderedError: A worker was to draw it, and could not.
    """
    return rendered("png", {"spec": spec, "dots": dots})


def svg(spec: Mapping[str, Any]) -> bytes:
    """Draw a specification of Vega-Lite as an SVG with its description, which Vega leaves out.

    Raises:
        NotRenderedError: A worker was to draw it, and could not.
    """
    return rendered("svg", {"spec": spec})


def draw_png(spec: dict[str, Any], dots: float) -> bytes:
    """Draw a PNG in this process; no other thread of it runs meanwhile."""
    import vl_convert  # noqa: PLC0415 (80 MB that pages do without)

    drawn: bytes = vl_convert.vegalite_to_png(
        spec, _VERSION, scale=dots, ppi=72, allowed_base_urls=[]
    )
    return drawn


def draw_svg(spec: dict[str, Any]) -> bytes:
    """Draw an SVG in this process; no other thread of it runs meanwhile."""
    import vl_convert  # noqa: PLC0415

    drawn: str = vl_convert.vegalite_to_svg(spec, _VERSION, allowed_base_urls=[])
    head, end, rest = drawn.partition(">")
    told = f"<title>{escape(xml_text(spec['description']))}</title>"
    return f'{head} role="img"{end}{told}{rest}'.encode()
