"""The payload of the map's script: markers, clusters, lines, regions, words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from components.map.basemap import country_names_address
from components.map.viewport import FIRST_VIEWPORT, Viewport, window_shown
from components.shell.theme import mode, region_colors
from components.shell.words import gettext as _
from components.shell.words import language
from data.filters.choice import View
from data.filters.describe import names_of, region_names
from data.filters.options import region_options
from data.filters.query import Query
from data.map.clusters import Window, groups, marks_count, radius, view_of_tile
from data.map.extent import extent_words
from data.map.markers import Paths, draws_lines, has_lines, links_shown, marks, single_marks
from data.map.viewport import bounds
from data.model.colors_and_shapes import LIMITS
from data.model.regions import signs
from data.model.schema import GLOBAL
from data.words.languages import direction, language_tag, number

_DIGITS = 4
"""Decimals of a degree: 11 m."""


def build_groups(selection: Query, viewport: Viewport) -> dict[str, Any]:
    """Return the clusters in the visible part of the map.

    Returns:
        `groups` for the script: the `level` and `window` they are valid for, `choice` (fingerprint
        of the selection: the map fits a new one into view), `colors`, `words` and `list` (per
        cluster: latitude, longitude, count, radius in pixels, position of its colour, tile, whether
        it is one location). `single`: the frame of clusters of one.
    """
    level, window = window_shown(selection, viewport)
    clusters = groups(selection, level, window)
    several = clusters[clusters["row"] < 0]
    colors = region_colors(selection.regions)
    ids = region_options(selection)
    return {
        "groups": {
            "level": level,
            "window": _round(window),
            "choice": selection.fingerprint,
            "colors": [colors["" if id_ == GLOBAL else id_] for id_ in ids],
            "words": {
                # Translators: name of a cluster on the map
                "many": _("{count} here. Click to zoom in."),
                # Translators: name of a cluster on the map whose consultations share one place
                "list": _("In one place: {count}. Click to list them."),
                "locale": language(),
            },
            "list": _list_several(several),
        },
        "single": clusters[clusters["row"] >= 0],
    }


def _round(window: Window) -> list[float]:
    return [round(side, _DIGITS) for side in window]


def _list_several(several: pd.DataFrame) -> list[list[Any]]:
    columns = [
        several["lat"].round(_DIGITS),
        several["lon"].round(_DIGITS),
        several["consultations"],
        radius(several["consultations"].to_numpy()).round().astype(int),
        several["region"],
        several["tile"],
        (several["locations"] == 1).astype(int),
    ]
    return [
        list(row) for row in zip(*(np.asarray(column).tolist() for column in columns), strict=True)
    ]


def is_grouped(chosen: Query) -> bool:
    """Whether there are more marks than can stand on the map one by one."""
    return marks_count(chosen) > LIMITS.map_markers


def build_payload(
    campaign: Query,
    selection: Query,
    view: View,
    viewport: Viewport = FIRST_VIEWPORT,
    paths: Paths | None = None,
) -> dict[str, Any]:
    """Return everything that the map draws for a view.

    Args:
        campaign: The whole campaign.
        selection: The selection of the view.
        view: The view: filters, open consultation, whether to draw all lines.
        viewport: The visible part of the map, used only if markers are clustered.
        paths: Where a demand was carried, drawn instead of what fed what.

    Returns:
        Values for JSON, which `data/map/scripts/map.js` reads. An empty selection has no markers.
    """
    grouped = is_grouped(selection)
    clusters = build_groups(selection, viewport) if grouped else {}
    shown = (
        single_marks(selection, clusters["single"], language())
        if grouped
        else marks(selection, language())
    )
    links, ends = links_shown(campaign, selection, view, language(), paths)
    has_all = draws_lines(campaign, lines=view.lines)
    ghosts = ends[~ends["consultation"].isin(shown["consultation"])]
    colors = region_colors(campaign.regions)
    return {
        "language": language_tag(language()),
        "direction": direction(language()),
        "dark": mode() == "dark",
        "words": _words(),
        "selected": view.selected,
        "bounds": _round(bounds(selection)),
        "countries": country_names_address(language()),
        "summary": extent_words(selection, language()),
        "chosen": list(view.choice.regions),
        "regions": _regions(campaign),
        "marks": _markers(campaign, shown, colors)
        + (_markers(campaign, ghosts, colors, ghost=True) if len(ghosts) else []),
        **({"groups": clusters["groups"], "at": view_of_tile(view.tile)} if grouped else {}),
        "lines": _drawing(links, ends, view, colors, is_carried=paths is not None),
        **({"allLines": has_all} if not grouped and has_lines(campaign) else {}),
        **(_story(campaign, links, ends, view) if paths is None else {}),
        **_tiles(campaign),
        # With clusters, the visible kinds change as the map moves; the legend must not.
        "legend": _legend(
            campaign,
            list(campaign.kinds["id"])
            if grouped
            else [*shown["kind"], *(ghosts["kind"] if has_all else ())],
        ),
    }


def _story(
    campaign: Query, links: pd.DataFrame, ends: pd.DataFrame, view: View
) -> dict[str, dict[str, str]]:
    """Return what the lines of the start view say in a sentence, which the map draws once."""
    if view.lines is not None or view.choice.is_narrowed or view.selected or len(links) < 2:
        return {}
    into = links["into"].value_counts()
    if into.iloc[0] < 2:
        sentence = _("Each line leads from a meeting to the one that took up its results.")
    else:
        # Translators: "them" are lines; {place} is a city where a meeting took up results
        sentence = _(
            "Each line leads from a meeting to the one that took up its results: {count} of {total}"
            " lead to {place}."
        )
    place = ends.loc[ends["consultation"] == into.index[0], "city"].iloc[0]
    return {
        "story": {
            "key": campaign.settings.id,
            "skip": _("Skip"),
            "text": sentence.replace("{count}", number(int(into.iloc[0]), language()))
            .replace("{total}", number(len(links), language()))
            .replace("{place}", place),
        }
    }


def _drawing(
    links: pd.DataFrame, ends: pd.DataFrame, view: View, colors: dict[str, str], *, is_carried: bool
) -> list[dict[str, Any]]:
    if links.empty:
        return []
    region = dict(zip(ends["consultation"], ends["region"], strict=True))
    titles = ends["number"].astype("str") + ". " + ends["title"]
    names = dict(zip(ends["consultation"], titles, strict=True))
    places = (ends["number"].astype("str") + " " + ends["city"]).str.strip()
    short = dict(zip(ends["consultation"][::-1], places[::-1], strict=True))  # their first places
    # Translators: what a line on the map says: the results of one consultation went into another
    sentence = _("{consultation} fed into {meeting}")
    if is_carried:
        sentence = _("Carried to: {title}").replace("{title}", "{meeting}")
    return [
        {
            "consultation": link["consultation"],
            "into": link["into"],
            "from": [link["from_lat"], link["from_lon"]],
            "to": [link["to_lat"], link["to_lon"]],
            "names": [short[link["consultation"]], short[link["into"]]],
            "strong": view.selected in (link["consultation"], link["into"]),
            "color": colors.get(region[link["consultation"]], colors[""]),
            "text": sentence.replace("{meeting}", names[link["into"]]).replace(
                "{consultation}", names[link["consultation"]]
            ),
        }
        for link in links.to_dict("records")
    ]


def _legend(campaign: Query, kinds: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Return the shapes of all kinds, whether each is on the map, and whether it usually is."""
    titles = names_of(campaign.kinds, "title", language())
    shapes = zip(campaign.kinds["id"], campaign.kinds["shape"], strict=True)
    return {
        "kinds": [
            {
                "shape": shape,
                "title": titles[kind],
                "shown": kind in kinds,
                "usual": kind in campaign.own_kinds,
            }
            for kind, shape in shapes
        ]
    }


def _tiles(campaign: Query) -> dict[str, dict[str, str]]:
    """Return the tiles of an online server, if the campaign's settings have one."""
    tiles = campaign.settings.tiles
    address = tiles.get("url", "")
    if not address.startswith(("https://", "http://")):
        return {}
    return {"tiles": {"url": address, "attribution": tiles.get("attribution", "")}}


def _words() -> dict[str, str]:
    return {
        "map": _("Map with markers"),
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "fit": _("Show all markers"),
        "world": _("Show the whole world"),
        "legend": _("Legend"),
        "colors": _("Colour: the region covered, not the place. Shading is approximate."),
        # Translators: in the legend of the map, beside a ring with a number
        # Translators: in the legend, what a circle with a count stands for
        "several": _("Several together"),
        # Translators: switch on the map: lines from each consultation to where its results went
        "lines": _("What fed what"),
        "twoFingers": _("Use two fingers to move the map"),
        # Translators: link in a small window on the map, to the page with everything
        "more": _("Open full page"),
    }


def _regions(campaign: Query) -> list[dict[str, Any]]:
    names, sign = region_names(campaign, language()), signs(campaign.regions)
    frame = campaign.regions
    rows = zip(frame["id"], frame["color"], frame["iso3"], strict=True)
    return [
        {
            "id": id_,
            "name": names[id_],
            "color": color,
            "iso3": ",".join(iso3),
            **({"sign": sign[id_]} if sign[id_] else {}),
        }
        for id_, color, iso3 in rows
        if iso3
    ]


def _markers(
    campaign: Query, frame: pd.DataFrame, colors: dict[str, str], *, ghost: bool = False
) -> list[dict[str, Any]]:
    shapes = dict(zip(campaign.kinds["id"], campaign.kinds["shape"], strict=True))
    sign = signs(campaign.regions)
    columns = ["number", "lat", "lon", "label", "city", "title"]
    return [
        {
            **{name: row[name] for name in columns},
            "id": row["consultation"],
            "key": f"{row['consultation']}@{row['position']}",
            "shape": shapes.get(row["kind"], "circle"),
            "color": colors.get(row["region"], colors[""]),
            **({"sign": sign[row["region"]]} if sign.get(row["region"]) else {}),
            **({"ghost": True} if ghost else {}),
            **({"fixed": True} if row.get("fixed") else {}),
        }
        for row in frame.to_dict("records")
    ]
