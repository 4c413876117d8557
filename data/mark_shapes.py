"""Shapes of marks for Vega, the same as on the map, and the ink that reads on a colour."""

from __future__ import annotations

SHAPE_PATHS = {
    "circle": "M0,-0.95A0.95,0.95,0,1,1,0,0.95A0.95,0.95,0,1,1,0,-0.95Z",
    "square": "M-0.82,-0.82H0.82V0.82H-0.82Z",
    "diamond": "M0,-1.1L1.1,0L0,1.1L-1.1,0Z",
    "triangle": "M0,-1.15L1.1,0.85L-1.1,0.85Z",
    "hexagon": "M-0.52,-0.92L0.52,-0.92L1.02,0L0.52,0.92L-0.52,0.92L-1.02,0Z",
    "pentagon": "M0,-1.06L1.05,-0.24L0.66,0.94L-0.66,0.94L-1.05,-0.24Z",
    "star": (
        "M0,-1.1L0.33,-0.6L0.95,-0.6L0.67,-0.05L0.95,0.55L0.33,0.58L0,1.1"
        "L-0.33,0.58L-0.95,0.55L-0.67,-0.05L-0.95,-0.6L-0.33,-0.6Z"
    ),
    "drop": "M0,1.1L-0.8,0.15L-0.87,-0.3L-0.55,-0.87L0,-1.02L0.55,-0.87L0.87,-0.3L0.8,0.15Z",
}
"""SVG paths in a box from -1 to 1, the outlines of `components/static/shapes.js`."""

_LINEAR = 0.04045
_MIDDLE = 0.1791


def luminance(color: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2, "relative luminance")."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ink_on(color: str) -> str:
    """Near black or white, whichever has more contrast on a colour."""
    return "#111111" if luminance(color) > _MIDDLE else "#ffffff"
