"""Groups of marks for the map's script, where there are too many to show one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from components.map_sight import fingerprint, window_shown
from components.theme import region_colors
from components.words import gettext as _
from components.words import language
from data.fitting import bounds
from data.grouping import Window, groups, radius
from data.index import index_of
from data.marks import marks
from data.part import Part
from data.schema import GLOBAL

if TYPE_CHECKING:
    import pandas as pd

    from components.map_sight import Sight

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
                "many": _("{count} consultations; a click zooms in"),
                "list": _("{count} consultations in one place; a click lists them"),
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
    """The groups of one as marks that stay where they are; columns of `data.marks.marks`."""
    single = found["single"]
    whole = chosen.whole
    mask = np.zeros(len(whole.consultations), dtype=bool)
    mask[single["row"]] = True
    drawn = marks(Part(whole, mask), language()).drop_duplicates("consultation")
    rows = single.assign(consultation=whole.consultations["id"].take(single["row"]).to_numpy())
    places = rows.drop_duplicates("consultation").set_index("consultation")[["lat", "lon"]]
    return drawn.drop(columns=["lat", "lon"]).join(places, on="consultation").assign(fixed=True)
