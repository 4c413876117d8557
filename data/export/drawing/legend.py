"""What shapes, colours and lines of a picture mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.export.drawing.map_layers import is_grouped
from data.export.drawing.map_marks import links_drawn, marks_shown
from data.export.drawing.parts import INK, PAPER, flowed, label, marks_layer, text_width, texts
from data.export.drawing.timeline_layers import is_counted
from data.languages import translations
from data.regions import region_colors
from data.saying import names_of, region_names
from data.schema import GLOBAL

if TYPE_CHECKING:
    import pandas as pd

    from data.export.drawing.parts import Layer
    from data.export.extract import Extract

_GREY = "#8A96A0"


def legend_layers(
    extract: Extract, width: float, unit: float, *, on_map: bool
) -> tuple[float, list[Layer]]:
    """Draw what shapes and colours mean.

    Args:
        extract: What is chosen.
        on_map: Whether the picture is the map.
        width: Room for it, in pixels.
        unit: What sizes are multiplied with.

    Returns:
        The height that it takes, and its layers.
    """
    size, row_height, radius = 12 * unit, 21 * unit, 6.5 * unit
    shown = marks_shown(extract) if on_map else _in_time(extract)
    counted = (is_grouped if on_map else is_counted)(extract)
    signs = [
        *([] if counted else _kind_signs(extract, shown)),
        *(_line_signs(extract, shown) if on_map else []),
        *_region_signs(extract, shown, on_map=on_map),
    ]
    widths = [text_width(sign["text"], size) + 40 * unit for sign in signs]
    places = list(flowed(widths, width, row_height))
    drawn = [
        {**sign, "x": x + radius, "y": y + row_height / 2, "radius": radius}
        for sign, (x, y) in zip(signs, places, strict=True)
    ]
    words = [{**sign, "x": sign["x"] + radius + 7 * unit, "color": INK} for sign in drawn]
    dashed, whole = (
        [one for one in drawn if ("dashed" in one) is is_so] for is_so in (True, False)
    )
    layers = [
        marks_layer(whole, 0.8 * unit),
        marks_layer(dashed, 0.9 * unit, strokeDash=[3 * unit, 2 * unit]),
        texts(words, size, limit=width - 30 * unit),
    ]
    return places[-1][1] + row_height if places else 0.0, layers


def _in_time(extract: Extract) -> pd.DataFrame:
    table = extract.chosen.consultations
    return table.loc[table["dated"], ["kind", "region"]].astype("str")


def _kind_signs(extract: Extract, shown: pd.DataFrame) -> list[dict[str, Any]]:
    """A sign for each kind that is shown, in a colour of no region."""
    kinds = extract.campaign.kinds
    titles = names_of(kinds, "title", extract.language)
    return [
        {"shape": shape, "text": label(titles[one]), "color": _GREY, "stroke": PAPER}
        for one, shape in zip(kinds["id"], kinds["shape"], strict=True)
        if (shown["kind"] == one).any()
    ]


def _line_signs(extract: Extract, shown: pd.DataFrame) -> list[dict[str, Any]]:
    """What arrows, rings and pale marks are, if there are any."""
    say = translations(extract.language)
    arrow = {"shape": "arrow", "angle": 90, "color": _GREY, "stroke": _GREY}
    pale = {"shape": "circle", "color": PAPER, "stroke": INK, "dashed": True}
    led = say.gettext("What its results went to (a ring: in the same city)")
    outside = say.gettext("Outside this choice")
    return [
        *([{**arrow, "text": led}] if len(links_drawn(extract)) else []),
        *([{**pale, "text": outside}] if shown["tied"].any() else []),
    ]


def _region_signs(extract: Extract, shown: pd.DataFrame, *, on_map: bool) -> list[dict[str, Any]]:
    """A sign for each region that is coloured, and for none if something is for none.

    On a timeline the lanes have the names of their regions.
    """
    if not on_map:
        return []
    campaign, chosen = extract.campaign, extract.choice.regions
    names, colors = region_names(campaign, extract.language), region_colors(campaign.regions)
    present = set(shown["region"]) | set(chosen or campaign.regions["id"])
    none = bool(present & {"", GLOBAL})
    return [
        {"shape": "square", "text": label(names[one]), "color": colors[one], "stroke": PAPER}
        for one in [*campaign.regions["id"], *([GLOBAL] if none else [])]
        if one in present or one == GLOBAL
    ]
