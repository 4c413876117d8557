"""Charts as pictures: opened by Pillow, an XML parser and pypdf."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import altair as alt
import pandas as pd
import pytest
from PIL import Image
from pypdf import PdfReader

from components.exporting.chart_downloads import (
    Picture,
    chart_pdf,
    chart_png,
    chart_svg,
    frame_chart,
)
from data.export.extract import Extract
from tests.builders import sample_campaign
from tests.extracts import extract_of

LOOK = ("#10171C", "#E8EDF1", "#9FB0BD")
HOSTILE = "<b>{{ 7*191 }}</b> & 'a' \u202e"


def chart(*names: str) -> alt.LayerChart:
    rows = pd.DataFrame({"name": names, "count": range(1, len(names) + 1)})
    base = alt.Chart(rows).encode(y=alt.Y("name:N", axis=None))
    bars = base.mark_bar().encode(x=alt.X("count:Q", axis=None))
    words = base.mark_text().encode(text="name:N", x=alt.value(0))
    return alt.LayerChart(layer=[bars, words], height=120).configure_view(stroke=None)


@pytest.fixture
def extract(tmp_path: Path) -> Extract:
    return extract_of(sample_campaign(tmp_path))


def letters(svg: bytes) -> str:
    return " ".join(text for text in ET.fromstring(svg).itertext() if text.strip())


def test_an_svg_has_title_selection_and_origin(extract: Extract) -> None:
    said = letters(chart_svg(extract, Picture("Who did most", chart("One", "Two")), LOOK))
    for text in ("Who did most", "A sample", "All regions, related meetings too", "One", "Two"):
        assert text in said
    assert extract.campaign.version in said
    assert "example.org/map" in said


def test_a_png_has_three_times_the_pixels_and_the_colour_of_the_page(extract: Extract) -> None:
    picture = Image.open(io.BytesIO(chart_png(extract, Picture("Title", chart("One")), LOOK)))
    assert picture.width >= 3 * 760
    assert picture.convert("RGB").getpixel((1, 1)) == (0x10, 0x17, 0x1C)


def test_a_pdf_is_one_page_whose_text_can_be_read(extract: Extract) -> None:
    reader = PdfReader(io.BytesIO(chart_pdf(extract, Picture("Who did most", chart("One")), LOOK)))
    assert len(reader.pages) == 1
    assert reader.metadata is not None
    assert reader.metadata.title == "Who did most · A sample"
    assert "Who did most" in reader.pages[0].extract_text()


@pytest.mark.parametrize("make", [chart_png, chart_svg, chart_pdf])
def test_the_same_chart_gives_the_same_bytes(extract: Extract, make: Callable[..., bytes]) -> None:
    once = make(extract, Picture("Title", chart("One")), LOOK)
    assert make(extract, Picture("Title", chart("One")), LOOK) == once


def test_names_stay_text(extract: Extract) -> None:
    said = letters(chart_svg(extract, Picture(HOSTILE, chart(HOSTILE)), LOOK))
    assert said.count("<b>{{ 7*191 }}</b> & 'a'") == 3  # said of the picture, its title, its label


def test_an_axis_below_gets_room_before_the_small_print(extract: Extract) -> None:
    plain = chart("One")
    with_axis = plain.copy(deep=True)
    with_axis.layer[0].encoding.x = alt.X("count:Q", axis=alt.Axis(labelAngle=-90))
    heights = [
        frame_chart(extract, Picture("Title", one), LOOK)["layer"][-1]["encoding"]["y"]["value"]
        for one in (plain, with_axis)
    ]
    assert heights == [140, 176]
