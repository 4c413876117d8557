"""One small menu below a chart or table: its data, its picture, its citation."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
import streamlit as st

from components.exporting.copy_buttons import show_copy_text
from components.exporting.view_extract import current_extract
from components.shell.campaign_cache import current_campaign
from components.shell.download_button import follow_downloads, show_download_button
from components.shell.theme import INKS, NEUTRALS, PAPERS, mode
from components.shell.view_state import current_view
from components.shell.words import gettext as _
from data.export.about import citation
from data.export.drawing.vega import in_lines, one_line, png, shorten, svg
from data.export.extract import Extract, origin_and_link
from data.export.fonts import families
from data.export.tidy_tables import statistic_csv
from data.export.typesetting import typeset_picture

if TYPE_CHECKING:
    import altair as alt

_MIMES = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}


class Data(NamedTuple):
    """The data of a chart: its table, or what makes it on a click; and the columns' headings."""

    table: pd.DataFrame | Callable[[], pd.DataFrame]
    names: Mapping[str, str]


def build_csv(data: Data) -> bytes:
    """Return the data as CSV."""
    table = data.table() if callable(data.table) else data.table
    return statistic_csv(table, data.names)


def show_chart_downloads(
    name: str,
    title: str,
    data: Data,
    chart: alt.LayerChart | None = None,
    *,
    note: str = "",
    demand: str = "",
) -> None:
    """Show a popover with the data as CSV, the chart as a picture, and a citation to copy.

    Args:
        name: Of the chart, unique on the page; part of the file name.
        title: Title of the chart, in its picture and its citation.
        data: The numbers that are shown.
        chart: The chart on the page, one view with layers; None for a table, which has no picture.
        note: What is counted and in which unit; part of the picture.
        demand: Id of the demand that the citation leads to; "" for the view.
    """
    extract = replace(current_extract(current_campaign(), current_view()), demand=demand)
    with st.popover(
        # Translators: verb, opens a menu: the data of this chart, its picture, its citation
        _("Save"),
        type="tertiary",
        icon=":material/download:",
        help=_("Data, picture and citation: {title}").format(title=title),
        key=f"save-{name}",
    ):
        show_download_button(
            _("Data (CSV)"),
            partial(build_csv, data),
            extract.file_name(f"{name}.csv"),
            "text/csv",
            key=f"save-{name}-csv",
            width="stretch",
        )
        if chart is not None:
            _show_pictures(name, extract, Picture(title, chart, note))
        show_copy_text(
            f"{title}. {citation(extract)}", key=f"cite-{name}", label=_("Copy citation")
        )
        follow_downloads(f"follow-{name}")


def _show_pictures(name: str, extract: Extract, picture: Picture) -> None:
    look = (PAPERS[mode()], INKS[mode()], NEUTRALS[mode()])
    for form, make in WRITERS.items():
        show_download_button(
            form.upper(),
            partial(make, extract, picture, look),
            extract.file_name(f"{name}.{form}"),
            _MIMES[form],
            key=f"save-{name}-{form}",
            width="stretch",
        )


_WIDTH = 760
"""Of the chart, in pixels of the drawing; a PNG has three times as many."""

_DOTS = 3.0
_MARGIN = 24
_TITLE, _WORDS, _SMALL = 20, 13, 10
_BELOW, _BELOW_AXIS = 20, 56
"""Space between chart and small print, without and with an axis."""

_MOST_LINES = 3
_SIZE = re.compile(r' (?:width|height)="([0-9.]+)"')


class Picture(NamedTuple):
    """A chart to draw.

    Attributes:
        title: Title of the picture.
        chart: One view with layers and a height in pixels.
        note: What is counted, in which unit; "" for none.
    """

    title: str
    chart: alt.LayerChart
    note: str = ""


def chart_png(extract: Extract, picture: Picture, look: tuple[str, str, str]) -> bytes:
    """Draw the picture as a PNG."""
    return png(frame_chart(extract, picture, look), _DOTS)


def chart_svg(extract: Extract, picture: Picture, look: tuple[str, str, str]) -> bytes:
    """Draw the picture as an SVG."""
    return svg(frame_chart(extract, picture, look))


def chart_pdf(extract: Extract, picture: Picture, look: tuple[str, str, str]) -> bytes:
    """Draw the picture as a tagged PDF page of its size."""
    drawing = chart_svg(extract, picture, look)
    width, height = (float(size) for size in _SIZE.findall(drawing.decode())[:2])
    title = f"{picture.title} · {one_line(extract.title)}"
    alt = _describe(extract, picture.title)
    return typeset_picture(extract, title, (width, height), alt, drawing)


WRITERS: dict[str, Callable[..., bytes]] = {"png": chart_png, "svg": chart_svg, "pdf": chart_pdf}


def frame_chart(extract: Extract, picture: Picture, look: tuple[str, str, str]) -> dict[str, Any]:
    """Return a chart with title and small print, as Vega-Lite."""
    paper, ink, faint = look
    title = picture.title
    spec: dict[str, Any] = _shorten_texts(picture.chart.to_dict())
    below = _BELOW_AXIS if _has_axis(spec) else _BELOW
    small = _text_layer(one_line(origin_and_link(extract)), spec["height"] + below, faint)
    letters = json.dumps(
        [spec, title, picture.note, extract.title, extract.words], ensure_ascii=False
    )
    return {
        **spec,
        "config": {**spec["config"], "font": ", ".join(families(letters))},
        "description": _describe(extract, title),
        "background": paper,
        "padding": _MARGIN,
        "width": _WIDTH,
        "autosize": {"type": "pad", "contains": "padding"},
        "title": {
            "text": shorten(title),
            "subtitle": [
                shorten(one_line(extract.title)),
                *_lines(extract.words),
                *(_lines(picture.note) if picture.note else ()),
            ],
            "anchor": "start",
            "fontSize": _TITLE,
            "subtitleFontSize": _WORDS,
            "color": ink,
            "subtitleColor": ink,
            "offset": 14,
            "subtitlePadding": 6,
            "limit": _WIDTH,
        },
        "layer": [*spec["layer"], small],
    }


def _shorten_texts(spec: Any) -> Any:
    """Shorten all texts of a specification to the longest line of a picture.

    Equal texts stay equal, such as a name in the data and in the order of an axis.
    """
    if isinstance(spec, str):
        return shorten(spec)
    if isinstance(spec, dict):
        return {name: _shorten_texts(value) for name, value in spec.items()}
    return [_shorten_texts(value) for value in spec] if isinstance(spec, list) else spec


def _lines(words: str) -> list[str]:
    """Break the selection in words into lines, which Vega does not."""
    return in_lines(words, _WORDS, _WIDTH, _MOST_LINES)


def _has_axis(spec: dict[str, Any]) -> bool:
    """Whether the chart has an axis below."""
    return any(layer["encoding"].get("x", {}).get("axis") for layer in spec["layer"])


def _describe(extract: Extract, title: str) -> str:
    return one_line(f"{title}. {extract.title}. {extract.words}")


def _text_layer(text: str, down: float, color: str) -> dict[str, Any]:
    mark = {"type": "text", "align": "left", "baseline": "top", "fontSize": _SMALL, "color": color}
    return {
        "data": {"values": [{"text": text}]},
        "mark": {**mark, "limit": _WIDTH, "aria": False},
        "encoding": {
            "x": {"value": 0},
            "y": {"value": down},
            "text": {"field": "text", "type": "nominal"},
        },
    }
