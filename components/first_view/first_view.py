"""The first view of Explore as HTML: heading, count, map with numbers, timeline, list, open one.

It is in the page that the server sends, and seen until the live one has painted, or for good by
readers without scripts and by crawlers.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from components.first_view.places import extent, land, placed_in, regions_of
from components.first_view.timeline import timeline
from components.map.viewport import FIRST_VIEWPORT, window_shown
from components.shell.pages import EXPLORE, PAGES
from data import ROOT
from data.export.html import html_page
from data.figures.demand_words import first_asked
from data.figures.record import record
from data.figures.totals import figures
from data.filters.address import Parameters, parameters
from data.filters.choice import ALL_KINDS, View
from data.filters.describe import dates_in_words, names_of, places_in_words, region_names
from data.filters.filters import FILTERS
from data.filters.nouns import counted_part
from data.filters.options import region_options
from data.filters.query import Query
from data.filters.rows import of_rows
from data.filters.select import count, describe_parts, only, select, unmapped_part
from data.map.clusters import groups, marks_count, radius
from data.map.markers import (
    draws_lines,
    has_lines,
    ink_on,
    kind_shapes,
    links_shown,
    marks,
    single_marks,
)
from data.model.campaign import translated
from data.model.colors_and_shapes import CIRCLE, LIMITS, SHAPES, css, script
from data.model.regions import region_colors, signs
from data.words.languages import native_name, number

_FOLDER = Path(__file__).parent
_TEMPLATE = _FOLDER / "templates" / "first_view.html"
_STYLES = [_FOLDER / f"{name}.css" for name in ("first_view", "map", "timeline")]
_SCRIPTS = ROOT / "data/map/scripts/layout.js", _FOLDER / "first_view.js"

MOST_LISTED = 40
"""Lines of the list; the live page has the rest."""


def draw_first_view(
    campaign: Query, view: View, others: Parameters, languages: tuple[str, ...] = ()
) -> str:
    """Return the first view as HTML; "" for one that can't be drawn.

    Args:
        campaign: The whole campaign, in this process.
        view: Its filters, its language, and the open consultation.
        others: Further parameters of the address, which its links keep.
        languages: Codes of the languages that it links to.
    """
    selection = select(campaign, view.choice)
    is_outside = view.selected and not only(selection, {view.selected}).size
    # The live map begins elsewhere, or with what only scripts draw.
    if view.tile or view.lines is not None or is_outside:
        return ""
    drawn, clusters = _markers(campaign, selection, view)
    regions, language = view.choice.regions, view.language
    shown, colors = extent(selection, regions), region_colors(campaign.regions, "")
    filters, size = describe_parts(campaign, view.choice, language)
    is_sole = selection.size == 1 and view.choice.is_narrowed
    opened = view.selected or (str(selection.consultations["id"].iloc[0]) if is_sole else "")
    all_kinds = count(campaign, replace(view.choice, kinds=(ALL_KINDS,)))

    def link(page: str = "", **changed: str) -> str:
        """Return the address of a page with this view, but for some parameters; "" drops one."""
        own = {**parameters(view), **{name: [value] for name, value in changed.items()}}
        own = {name: values for name, values in own.items() if values != [""]}
        return f"{page}?{urlencode(others | own, doseq=True)}"

    values = {
        "style": css(":root", "light")
        + f"@media (prefers-color-scheme: dark) {{ {css(':root', 'dark')} }}"
        + _text_of(*_STYLES),
        # The script of the live map moves markers apart here too.
        "script": script() + _text_of(*_SCRIPTS),
        "campaign": campaign, "settings": campaign.settings, "language": language, "link": link,
        "languages": {code: native_name(code) for code in languages},
        "pages": [page for page in PAGES.values() if page.is_in_menu and page is not EXPLORE],
        "filters": filters, "size": size, "number": number, "land": land(), "shown": shown,
        "markers": placed_in(shown, drawn).to_dict("records"),
        "clusters": placed_in(shown, clusters).to_dict("records"),
        "outlines": {kind: SHAPES.get(shape) for kind, shape in kind_shapes(campaign).items()},
        "shapes": kind_shapes(campaign), "circle": CIRCLE, "signs": signs(campaign.regions),
        "region_of": regions_of(campaign), "regions": regions, "colors": colors,
        "inks": {id_: ink_on(color) for id_, color in colors.items() if color},
        "kinds": names_of(campaign.kinds, "title", language),
        "has_lines": not len(clusters) and has_lines(campaign), "selected": view.selected,
        "filters_narrow": view.choice.is_narrowed,
        "filters_set": sum(one.is_set(view.choice) for one in FILTERS),
        "draws_lines": draws_lines(campaign, lines=view.lines),
        "opened": record(campaign, opened, language) if opened else None,
        "names": region_names(campaign, language), "figures": figures(selection),
        "hidden": 0 if view.choice.kinds else all_kinds - selection.size,
        "unmapped": unmapped_part(counted_part(selection)).size,
        "lines": _lines(selection, language),
        "timeline": timeline(campaign, selection, view),
    }  # fmt: skip
    return html_page(_TEMPLATE, language, values).decode("utf-8")


@cache
def _text_of(*paths: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in paths)


def _markers(campaign: Query, selection: Query, view: View) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the markers and the clusters of the live map as it begins.

    Markers are rows of `marks` with `fixed` and `ghost`: the other ends of the open one's lines.
    Clusters are rows of `groups` with `radius` and `color_of`, the id of a region.
    """
    clusters = pd.DataFrame({"lat": [], "lon": []})
    if marks_count(selection) > LIMITS.map_markers:
        all_ = groups(selection, *window_shown(selection, FIRST_VIEWPORT))
        drawn = single_marks(selection, all_[all_["row"] >= 0], view.language)
        clusters, ids = all_[all_["row"] < 0], region_options(selection)
        clusters = clusters.assign(
            radius=radius(clusters["consultations"].to_numpy()).round().astype(int),
            color_of=[ids[region] for region in clusters["region"]],
        )
    else:
        drawn = marks(selection, view.language).assign(fixed=False)
    _, ends = links_shown(campaign, selection, view, view.language)
    ghosts = ends[~ends["consultation"].isin(drawn["consultation"])].assign(fixed=False)
    both = [drawn.assign(ghost=False), ghosts.assign(ghost=True)]
    return pd.concat(both).sort_values("number", kind="stable", ignore_index=True), clusters


def _lines(selection: Query, language: str) -> list[dict[Hashable, Any]]:
    """Return id and texts of the first consultations, "" where unknown.

    The texts are title, place, date and the first demand.
    """
    listed = of_rows(selection, selection.rows_between(0, MOST_LISTED))
    table = listed.consultations
    where = table["id"].map(places_in_words(listed.places, language)).astype("str").fillna("")
    rows = pd.DataFrame({
        "id": table["id"], "number": table["number"], "where": where,
        "title": translated(table, "title", language), "when": dates_in_words(table, language),
        "asked": first_asked(listed, language) or "",
        "kind": table["kind"].astype("str"), "region": table["region"].astype("str"),
    })  # fmt: skip
    return rows.to_dict("records")
