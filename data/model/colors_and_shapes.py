"""What everything looks like, named once for Python, CSS and JavaScript: colours, shapes, limits.

`script()` gives JavaScript the same values as `ConsultationMap.look`, `css()` gives style sheets
the colours as variables. Only `.streamlit/config.toml` and the icon repeat a colour, because
Streamlit and browsers read them as files; a test compares them.
"""

from __future__ import annotations

import json
from typing import NamedTuple

COLORS = {
    "light": {
        "accent": "#0b5c6b", "on-accent": "#ffffff", "paper": "#ffffff", "ink": "#1d2730",
        "soft": "#55626d", "faint": "#dde3e7", "tint": "#f3f6f8", "sea": "#f3f6f8",
        "land": "#dfe3e6", "panel": "#ffffff", "border": "#ffffff", "edge": "#ffffff",
        "leg": "#4a5560", "neutral": "#5f6b76", "halo": "#ffffff",
    },
    "dark": {
        "accent": "#6cc3d1", "on-accent": "#10171c", "paper": "#10171c", "ink": "#e8edf1",
        "soft": "#a9b6c0", "faint": "#33414d", "tint": "#1b252e", "sea": "#131d25",
        "land": "#33414d", "panel": "#1b252e", "border": "#15202b", "edge": "#10171c",
        "leg": "#b7c3cc", "neutral": "#9fb0bd", "halo": "#10171c",
    },
}  # fmt: skip
"""Mode to colour by its use. `accent` is the one accent colour; `neutral` is that of consultations
for no region; `soft` and `faint` are ink for less important text and for rules; `tint` is a quiet
background, `panel` lies on the map; `border` parts countries, `edge` outlines a marker, `leg`
ties it to its place, `halo` parts names and lines from the land."""

REGION_PALETTE = (
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6D31", "#7B5EA7",
    "#5B8C2A", "#A63D40",
)  # fmt: skip
"""Colours for regions that name none: Okabe and Ito's set for the colour-blind
(https://jfly.uni-koeln.de/color/), then four more that differ from it in lightness."""

DISTINCT = 8
"""So many colours of the palette are told apart by everybody. Regions of further colours, or of a
colour that another region has, get a sign: `data.model.regions.signs`."""

INVOLVEMENT_COLORS = {
    "both": "#0B5F7A", "organizer": "#2E9BB8", "host": "#C47F00", "partner": "#83929D",
}  # fmt: skip
"""What an organization did; apart in hue and in lightness."""

ANSWER_COLORS = {
    "light": {
        "accepted": "#0B5F7A", "in_part": "#2E9BB8", "noted": "#9CC9D6", "refused": "#A63D40",
        "none_found": "#C47F00", "unknown": "#A9B4BD", "differ": "#7B5EA7",
    },
    "dark": {
        "accepted": "#8FD8E6", "in_part": "#3A97B0", "noted": "#23647A", "refused": "#E58A8C",
        "none_found": "#E0A02B", "unknown": "#5D6B77", "differ": "#B59BDD",
    },
}  # fmt: skip
"""Mode and answer to the colour of its part of a bar; a legend and tooltips name each."""

BLACK, WHITE = "#111111", "#ffffff"
"""Ink on a coloured marker."""

MIDDLE_LUMINANCE = 0.1791
"""From here on black reads better than white. Here white and pure black have 4.6 : 1 (WCAG 2),
and `BLACK` has 4.1 : 1."""


class Shape(NamedTuple):
    """A shape of markers.

    Attributes:
        outline: A polygon of SVG in a box from -14 to 14, with room for two digits.
        powerpoint: The preset shape of Office Open XML that looks like it.
        larger: The factor of its size, if it has less room for a number than others.
    """

    outline: str
    powerpoint: str
    larger: float = 1.0


SHAPES = {
    "square": Shape("-11,-11 11,-11 11,11 -11,11", "rect"),
    "diamond": Shape("0,-14 14,0 0,14 -14,0", "diamond", 1.15),
    "triangle": Shape("0,-14 14,11 -14,11", "triangle", 1.15),
    "hexagon": Shape("-7,-12 7,-12 13,0 7,12 -7,12 -13,0", "hexagon"),
    "pentagon": Shape("0,-13.5 13.5,-3 8.5,12 -8.5,12 -13.5,-3", "pentagon"),
    "star": Shape(
        "0,-14 4.2,-7.4 12,-7.6 8.4,-0.6 12,7 4.2,7.2 "
        "0,14 -4.2,7.2 -12,7 -8.4,-0.6 -12,-7.6 -4.2,-7.4",
        "star6",
        1.25,
    ),
    "drop": Shape("0,14 -10,2 -11,-4 -7,-11 0,-13 7,-11 11,-4 10,2", "teardrop", 1.1),
}
"""Shapes of kinds by name. Any other shape is a circle of `CIRCLE`."""

CIRCLE = 12.5

_BOX = 12.9
"""Half the side of the box whose outlines Vega draws as large as the map does."""


WORLD = (-56.0, -165.0, 77.0, 178.0)
"""South, west, north, east of the inhabited world: no continent is cut off."""

WIDEST = 110.0
"""Degrees of longitude: of a selection that spans more, the whole world is shown, so that no
continent is cut and further filters leave the map where it is."""


class Limits(NamedTuple):
    """How many are too many to draw one by one, and what each number is for."""

    map_markers: int = 60
    """Markers of the map; more are drawn as clusters."""
    line_markers: int = 30
    """Markers of a campaign that starts with the lines of what fed what."""
    timeline_markers: int = 60
    """Markers of the timeline, and of one lane in a picture; more are counted in bars."""
    apart: int = 250
    """Markers of the map that are moved apart; of more, only those of one place are."""
    stage_numbers: int = 40
    """Markers with numbers on the stage; more are dots."""
    stage_markers: int = 2000
    """Markers that the stage moves at once; more are thinned out."""
    picture_numbers: int = 400
    """Markers with numbers in a picture; more are dots."""
    picture_ties: int = 60
    """Markers of a picture that a line ties to their place."""
    slide_markers: int = 130
    """Markers that can be edited on one PowerPoint slide."""
    page_markers: int = 120
    """Markers of the exported page that are moved apart."""
    page_near: int = 9
    """Of these in one square; more are a cluster."""


LIMITS = Limits()


def _path_of(shape: str) -> str:
    if shape not in SHAPES:
        radius = round(CIRCLE / _BOX, 3)
        half = f"A{radius},{radius},0,1,1,0,"
        return f"M0,{-radius}{half}{radius}{half}{-radius}Z"
    points = (point.split(",") for point in SHAPES[shape].outline.split())
    return "M" + "L".join(f"{float(x) / _BOX:.3g},{float(y) / _BOX:.3g}" for x, y in points) + "Z"


SHAPE_PATHS = {shape: _path_of(shape) for shape in ("circle", *SHAPES)}
"""The same outlines as SVG paths in a box from -1 to 1, as Vega takes them."""

LARGER = {name: shape.larger for name, shape in SHAPES.items()}
"""Shape to the factor of its size; 1 for a circle, which is not in it."""

SIGN_INNER, SIGN_LINE = 0.78, "M-0.47,0.66L0.47,0.66"
"""What tells regions of like colours apart (`data.model.regions.signs`): 1 is the outline at so
much of its size, 2 and more a line below the number. `scripts/shapes.js` draws the same."""


def script() -> str:
    """JavaScript that names all of this `ConsultationMap.look`; the first script of each page."""
    outlines = {name: shape.outline for name, shape in SHAPES.items()}
    look = {
        "colors": COLORS, "shapes": outlines, "circle": CIRCLE, "black": BLACK, "white": WHITE,
        "middle": MIDDLE_LUMINANCE, "limits": LIMITS._asdict(),
        "world": WORLD, "widest": WIDEST,
    }  # fmt: skip
    return (
        "window.ConsultationMap = window.ConsultationMap || {};\n"
        f"window.ConsultationMap.look = {json.dumps(look, separators=(',', ':'))};\n"
    )


def css(selector: str, mode: str) -> str:
    """A CSS rule that gives the colours of a mode to a selector, as variables such as `--ink`."""
    variables = " ".join(f"--{name}: {color};" for name, color in COLORS[mode].items())
    return f"{selector} {{ {variables} }}\n"
