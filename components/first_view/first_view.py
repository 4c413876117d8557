"""The first view of Explore as HTML: heading, count, map with numbers, list, and an open one.

Readers without scripts and crawlers get it in place of Streamlit's empty page.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pandas as pd

from components.first_view.places import Step, land, middle_of, steps
from data.export.html import html_page
from data.figures.record import record
from data.filters.address import Parameters, parameters
from data.filters.choice import View
from data.filters.describe import dates_in_words, places_in_words
from data.filters.query import Query
from data.filters.select import describe_parts, select
from data.map.markers import ink_on, kind_shapes, marks
from data.map.viewport import bounds
from data.model.campaign import translated
from data.model.colors_and_shapes import CIRCLE, LIMITS, SHAPES, css
from data.model.regions import region_colors
from data.words.languages import number

_TEMPLATE = Path(__file__).parent / "templates" / "first_view.html"
_STYLE = Path(__file__).parent / "first_view.css"

MOST_DRAWN = LIMITS.map_markers
"""Consultations and markers of a view that is drawn; of more, the map has clusters."""


def draw_first_view(campaign: Query, view: View, kept: Parameters) -> str:
    """Return the first view as HTML; "" for one that can't be drawn.

    Args:
        campaign: The whole campaign, in this process.
        view: Its filters, its language, and the open consultation.
        kept: Further parameters of the address, which its links keep.
    """
    selection = select(campaign, view.choice)
    drawn = marks(selection, view.language)
    # Clusters and lines are left to the scripts.
    if max(selection.size, len(drawn)) > MOST_DRAWN or view.tile or view.lines:
        return ""
    held = bounds(selection)
    lat, lon = (drawn[name].to_numpy(dtype=np.float64) for name in ("lat", "lon"))
    settings = campaign.settings
    filters, size = describe_parts(campaign, view.choice, view.language)
    opened = record(campaign, view.selected, view.language) if view.selected else None
    page = html_page(
        _TEMPLATE,
        view.language,
        {
            "style": css(":root", "light")
            + "@media (prefers-color-scheme: dark) {"
            + css(":root", "dark")
            + "}"
            + _STYLE.read_text(encoding="utf-8"),
            "places": _style_of(list(steps(held, lat, lon)), middle_of(held)),
            "title": settings.text("title", view.language),
            "summary": settings.text("summary", view.language)
            or settings.text("subtitle", view.language),
            "filters": filters,
            "size": size,
            "land": _land(campaign, view),
            "markers": _markers(campaign, drawn, view, kept),
            "lines": _lines(selection, view, kept),
            "opened": opened,
            "back": _link(view, "", kept),
        },
    )
    return page.decode("utf-8")


def _link(view: View, consultation: str, kept: Parameters) -> str:
    """Return the address of the view with a consultation open; "" for none."""
    own = {name: values for name, values in parameters(view).items() if name != "c"}
    opened = {"c": [consultation]} if consultation else {}
    return "?" + urlencode(kept | own | opened, doseq=True)


def _land(campaign: Query, view: View) -> list[dict[str, str]]:
    """Return the outlines and the region's colour of each country, "" for none."""
    chosen, color_of = view.choice.regions, dict[str, str]()
    regions = campaign.regions
    for id_, color, codes in zip(regions["id"], regions["color"], regions["iso3"], strict=True):
        if not chosen or id_ in chosen:
            for code in codes:
                color_of.setdefault(code, color)
    share = "50%" if chosen else "30%"
    return [
        {"path": path, "color": color_of.get(code, ""), "share": share} for code, path in land()
    ]


def _markers(
    campaign: Query, drawn: pd.DataFrame, view: View, kept: Parameters
) -> list[dict[str, str]]:
    """Return address, name, number, shape and colours of each marker."""
    shapes, colors = kind_shapes(campaign), region_colors(campaign.regions)
    found = []
    for row in drawn.to_dict("records"):
        shape = SHAPES.get(shapes.get(row["kind"], ""))
        color = colors.get(row["region"], colors[""])
        found.append(
            {
                "link": _link(view, row["consultation"], kept),
                "name": f"{row['title']} · {row['label']}",
                "number": str(row["number"]),
                "outline": shape.outline if shape else "",
                "radius": str(CIRCLE),
                "color": color,
                "ink": ink_on(color),
                "low": {"triangle": "9", "drop": "1"}.get(shapes.get(row["kind"], ""), "4.5"),
                "open": "1" if row["consultation"] == view.selected else "",
            }
        )
    return found


def _lines(selection: Query, view: View, kept: Parameters) -> list[dict[str, str]]:
    """Return address and texts of each consultation: title, place and date, "" where unknown."""
    table = selection.consultations
    where = table["id"].map(places_in_words(selection.places, view.language)).astype("str")
    columns = (
        table["id"], table["number"], translated(table, "title", view.language),
        where.fillna(""), dates_in_words(table, view.language),
    )  # fmt: skip
    return [
        {
            "link": _link(view, id_, kept),
            "number": number(count, view.language),
            "title": title,
            "where": place,
            "when": when,
        }
        for id_, count, title, place, when in zip(*columns, strict=True)
    ]


def _style_of(found: list[Step], middle: tuple[float, float]) -> str:
    """Return the style that puts land and markers in their places on a map of any size."""
    rules = [f".fv-map {{ --x: {middle[0]:.6f}; --y: {middle[1]:.6f}; }}"]
    for step in found:
        places = "".join(
            f".m{position} {{ translate: {x:.1f}px {y:.1f}px; }}"
            for position, (x, y) in enumerate(step.places)
        )
        rule = f".fv-land {{ --world: {step.world:.2f}px; }}{places}"
        size = f"(min-width: {step.width}px) and (min-height: {step.height}px)"
        rules.append(f"@container {size} {{ {rule} }}" if step.width else rule)
    return "\n".join(rules)
