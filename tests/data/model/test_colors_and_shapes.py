"""Colours, shapes and limits are named once; files that others read repeat them exactly."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from data import ROOT
from data.map.markers import luminance
from data.model.colors_and_shapes import COLORS, LIMITS, SHAPE_PATHS, SHAPES, css, script

HOME = "data/model/colors_and_shapes.py"
OWN = {
    "components/organizations/chart.py": "involvements on dark, lighter than on light",
    "components/organizations/regions.py": "pure black on a cell of the heat map, for contrast",
    "components/presenting/static/overlays.css": "the dot of the laser pointer",
    "components/presenting/static/stage.css": "the address below the QR code, on white",
    "components/shell/static/icon.svg": "compared below",
    ".streamlit/config.toml": "compared below",
    "data/export/drawing/legend.py": "a grey between ink and paper",
    "data/export/powerpoint/canvas.py": "white edges on slides",
    "data/export/powerpoint/map.py": "paths and pale markers on slides",
    "data/export/workbook.py": "white letters on the accent",
}
"""Files that name a colour of their own, and why."""


def files_with_colors() -> list[str]:
    kinds = ("*.py", "*.js", "*.css", "*.typ", "*.svg")
    paths = [
        path
        for room in ("components", "data")
        for kind in kinds
        for path in (ROOT / room).rglob(kind)
    ]
    paths += [ROOT / ".streamlit" / "config.toml"]
    color = re.compile(r"#[0-9a-fA-F]{6}\b")
    return sorted(
        path.relative_to(ROOT).as_posix()
        for path in paths
        if color.search(path.read_text(encoding="utf-8"))
    )


def test_a_colour_is_named_once() -> None:
    assert set(files_with_colors()) - {HOME} == OWN.keys()


def test_streamlit_and_the_icon_have_the_same_accent() -> None:
    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        theme = tomllib.load(file)["theme"]
    assert (
        theme["light"]["primaryColor"] == theme["light"]["linkColor"] == COLORS["light"]["accent"]
    )
    assert theme["dark"]["primaryColor"] == theme["dark"]["linkColor"] == COLORS["dark"]["accent"]
    icon = (ROOT / "components/shell/static/icon.svg").read_text(encoding="utf-8")
    assert COLORS["light"]["accent"] in icon


def test_both_modes_have_the_same_colours() -> None:
    assert COLORS["light"].keys() == COLORS["dark"].keys()


@pytest.mark.parametrize("mode", COLORS)
def test_text_reads_well_on_paper(mode: str) -> None:
    colors = COLORS[mode]
    for ink in ("ink", "soft", "accent"):
        bright, dim = sorted((luminance(colors[ink]), luminance(colors["paper"])), reverse=True)
        assert (bright + 0.05) / (dim + 0.05) >= 4.5, ink


def test_javascript_and_css_have_the_same_values() -> None:
    look = json.loads(script().partition(".look = ")[2].strip().rstrip(";"))
    assert look["colors"] == COLORS
    assert look["shapes"] == {name: shape.outline for name, shape in SHAPES.items()}
    assert look["limits"] == LIMITS._asdict()
    assert f"--accent: {COLORS['dark']['accent']};" in css(":root", "dark")


def test_every_shape_has_a_path() -> None:
    assert set(SHAPE_PATHS) == {"circle", *SHAPES}
    assert all(path.startswith("M") and path.endswith("Z") for path in SHAPE_PATHS.values())
