"""The payload of the map's script: markers, clusters, lines, regions, words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from components.map.viewport import FIRST_SIGHT, Sight, fingerprint, window_shown
from components.shell.theme import mode, region_colors
from components.shell.words import gettext as _
from components.shell.words import language
from data.campaign.schema import GLOBAL
from data.campaign.selection import Part
from data.choosing.index import index_of
from data.choosing.select import only
from data.map.clusters import MOST_SINGLE, Window, groups, marks_count, radius, sight_of_tile
from data.map.markers import lines, marks
from data.map.viewport import bounds
from data.words.describe import names_of, region_names

if TYPE_CHECKING:
    import pandas as pd

    from components.map.viewport import Sight
    from data.campaign.campaign import Campaign
    from data.choosing.choice import View

_DIGITS = 4
"""Decimals of a degree: 11 m."""


def build_groups(chosen: Part, sight: Sight) -> dict[str, Any]:
    """The groups in the part of the map that is looked at.

    Returns:
        `groups` for the script: `level` and `window` that they hold for, `bounds` of everything
        chosen, `choice` (a fingerprint of it: a new one is fitted to the map), `colors`, `words`
        and `list` (a group each: latitude, longitude, count, radius in pixels, position of its
        colour, tile, whether it is one location). `single`: the frame of groups of one.
    """
    level, window = window_shown(chosen, sight)
    found = groups(chosen, level, window)
    several = found[found["row"] < 0]
    colors = region_colors(chosen.regions)
    ids = index_of(chosen.whole).region_ids
    return {
        "groups": {
            "level": level,
            "window": _rounded(window),
            "bounds": _rounded(bounds(chosen)),
            "choice": fingerprint(chosen),
            "colors": [colors["" if one == GLOBAL else one] for one in ids],
            "words": {
                "many": _("Consultations: {count}. Click to zoom in."),
                "list": _("Consultations in one place: {count}. Click to list them."),
                "locale": language(),
            },
            "list": _listed(several),
        },
        "single": found[found["row"] >= 0],
    }


def _rounded(window: Window) -> list[float]:
    return [round(side, _DIGITS) for side in window]


def _listed(several: pd.DataFrame) -> list[list[Any]]:
    columns = [
        several["lat"].round(_DIGITS),
        several["lon"].round(_DIGITS),
        several["consultations"],
        radius(several["consultations"].to_numpy()).round().astype(int),
        several["region"],
        several["tile"],
        (several["locations"] == 1).astype(int),
    ]
    return [list(row) for row in zip(*(np.asarray(one).tolist() for one in columns), strict=True)]


def build_single_marks(chosen: Part, found: dict[str, Any]) -> pd.DataFrame:
    """The groups of one as marks that stay where they are; columns of `data.map.markers.marks`."""
    single = found["single"]
    whole = chosen.whole
    mask = np.zeros(len(whole.consultations), dtype=bool)
    mask[single["row"]] = True
    drawn = marks(Part(whole, mask), language()).drop_duplicates("consultation")
    rows = single.assign(consultation=whole.consultations["id"].take(single["row"]).to_numpy())
    places = rows.drop_duplicates("consultation").set_index("consultation")[["lat", "lon"]]
    return drawn.drop(columns=["lat", "lon"]).join(places, on="consultation").assign(fixed=True)


def is_grouped(chosen: Part) -> bool:
    """Whether there are more marks than can stand on the map one by one."""
    return marks_count(chosen) > MOST_SINGLE


def build_payload(
    campaign: Campaign, chosen: Part, view: View, sight: Sight = FIRST_SIGHT
) -> dict[str, Any]:
    """Everything that is drawn for a view.

    Args:
        campaign: The whole campaign.
        chosen: The part of it that the view's choice picks.
        view: The choice, what is selected, whether all lines are drawn.
        sight: The part of the map that is looked at; it counts where marks are grouped.

    Returns:
        JSON-able; see `data/map/scripts/map.js` for its reader. Nothing chosen gives no marks.
    """
    grouped = is_grouped(chosen)
    links = _links(campaign, chosen, view, all_lines=view.lines and not grouped)
    found = build_groups(chosen, sight) if grouped else {}
    shown = build_single_marks(chosen, found) if grouped else marks(chosen, language())
    ends = {view.selected, *links["consultation"], *links["into"]} - {"", *shown["consultation"]}
    ghosts = marks(only(campaign, ends), language()) if ends else shown.head(0)
    colors = region_colors(campaign.regions)
    return {
        "language": language(),
        "dark": mode() == "dark",
        "words": _words(),
        "selected": view.selected,
        "chosen": list(view.choice.regions),
        "regions": _regions(campaign),
        "marks": _marks(campaign, shown, colors) + _marks(campaign, ghosts, colors, ghost=True),
        **({"groups": found["groups"], "at": sight_of_tile(view.tile)} if grouped else {}),
        "lines": _drawn(campaign, links, view, colors),
        **_tiles(campaign),
        # With groups, kinds come and go as the map moves; the legend must not.
        "legend": _legend(
            campaign,
            list(campaign.kinds["id"]) if grouped else [*shown["kind"], *ghosts["kind"]],
            colors,
        ),
    }


def _links(campaign: Campaign, chosen: Part, view: View, *, all_lines: bool) -> pd.DataFrame:
    """The links to draw: those of the selected consultation, or all that touch what is shown."""
    links = lines(campaign)
    wanted = [view.selected, *(chosen.consultations["id"] if all_lines else ())]
    return links[links["consultation"].isin(wanted) | links["into"].isin(wanted)]


def _drawn(
    campaign: Campaign, links: pd.DataFrame, view: View, colors: dict[str, str]
) -> list[dict[str, Any]]:
    if links.empty:
        return []
    froms = only(campaign, links["consultation"]).consultations
    region = dict(zip(froms["id"], froms["region"].astype("str"), strict=True))
    return [
        {
            "from": [link["from_lat"], link["from_lon"]],
            "to": [link["to_lat"], link["to_lon"]],
            "same": bool(link["same_place"]),
            "strong": view.selected in (link["consultation"], link["into"]),
            "color": colors.get(region[link["consultation"]], colors[""]),
        }
        for link in links.to_dict("records")
    ]


def _legend(
    campaign: Campaign, kinds: list[str], colors: dict[str, str]
) -> dict[str, list[dict[str, str]]]:
    """Shapes of the kinds on the map, and the colours of all regions."""
    titles = names_of(campaign.kinds, "title", language())
    shapes = campaign.kinds.loc[campaign.kinds["id"].isin(kinds), ["id", "shape"]]
    names = region_names(campaign, language())
    regions = [*campaign.regions["id"], GLOBAL]
    return {
        "kinds": [
            {"shape": shape, "title": titles[kind]}
            for kind, shape in zip(shapes["id"], shapes["shape"], strict=True)
        ],
        "regions": [{"name": names[one], "color": colors[one]} for one in regions],
    }


def _tiles(campaign: Campaign) -> dict[str, dict[str, str]]:
    """Tiles of an online server, if the campaign's settings ask for them."""
    tiles = campaign.settings.tiles
    address = tiles.get("url", "")
    if not address.startswith(("https://", "http://")):
        return {}
    return {"tiles": {"url": address, "attribution": tiles.get("attribution", "")}}


def _words() -> dict[str, str]:
    return {
        "map": _("Map of consultations"),
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "fit": _("Show all markers"),
        "world": _("Show the whole world"),
        "legend": _("Legend"),
    }


def _regions(campaign: Campaign) -> list[dict[str, Any]]:
    names = region_names(campaign, language())
    frame = campaign.regions
    rows = zip(frame["id"], frame["color"], frame["iso3"], strict=True)
    return [
        {"id": one, "name": names[one], "color": color, "iso3": ",".join(iso3)}
        for one, color, iso3 in rows
        if iso3
    ]


def _marks(
    campaign: Campaign, frame: pd.DataFrame, colors: dict[str, str], *, ghost: bool = False
) -> list[dict[str, Any]]:
    shapes = dict(zip(campaign.kinds["id"], campaign.kinds["shape"], strict=True))
    sent = ["number", "lat", "lon", "label", "title"]
    return [
        {
            **{name: row[name] for name in sent},
            "id": row["consultation"],
            "key": f"{row['consultation']}@{row['position']}",
            "shape": shapes.get(row["kind"], "circle"),
            "color": colors.get(row["region"], colors[""]),
            **({"ghost": True} if ghost else {}),
            **({"fixed": True} if row.get("fixed") else {}),
        }
        for row in frame.to_dict("records")
    ]
