from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from data.export.drawing import page as pictures
from data.export.drawing.vega import PRINT, svg
from data.export.extract import Extract
from data.filters.choice import Choice
from tests.builders import SAMPLE_TOML, campaign_from, sample_campaign
from tests.dates import days
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from data.model.campaign import Campaign

    Draw = Callable[[Extract], bytes]

NOTHING = Choice(since="1990", until="1991")
BEIRUT = days("2016-03-11", "2016-03-12")
BEIRUT_IN_FRENCH = days("2016-03-11", "2016-03-12", "fr")


def _extract(campaign: Campaign, choice: Choice = Choice(), language: str = "en") -> Extract:  # noqa: B008
    return Extract(campaign, choice, language, "https://map.example.org/", date(2026, 11, 24))


@pytest.fixture(scope="module")
def micic() -> Campaign:
    return shipped_campaign()


@cache
def _drawn(draw: Draw, choice: Choice, language: str) -> bytes:
    """Return a picture of a selection of the shipped campaign, drawn once."""
    return draw(_extract(shipped_campaign(), choice, language))


def timeline_svg(extract: Extract) -> bytes:
    """Draw the timeline as a drawing with texts that can be read back."""
    return svg(pictures.timeline_sheet(extract, PRINT))


def _words(drawn: bytes) -> list[str]:
    """Return the texts of a drawing."""
    root = ET.fromstring(drawn)
    return [node.text or "" for node in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("choice", [Choice(), Choice(regions=("mena",)), NOTHING])
@pytest.mark.parametrize("draw", [pictures.map_png, pictures.timeline_png])
def test_a_png_has_the_size_of_a_slide(draw: Draw, choice: Choice) -> None:
    with Image.open(io.BytesIO(_drawn(draw, choice, "en"))) as picture:
        assert picture.size == (2560, 1440)
        # To count the colours of every fourth dot is enough, and takes a sixteenth of the time.
        some = picture.convert("RGB").resize((640, 360), Image.Resampling.NEAREST)
        assert len(some.getcolors(2**24) or []) > 50


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Beirut, Lebanon", BEIRUT, "Regional consultation of States"]),
        ("fr", ["Beyrouth, Liban", BEIRUT_IN_FRENCH, "Consultation régionale des États"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("draw", [pictures.map_svg, timeline_svg])
def test_a_picture_has_title_key_and_origin(
    micic: Campaign, draw: Draw, language: str, said: list[str]
) -> None:
    choice = Choice(regions=("mena",), kinds=("all",))
    extract = _extract(micic, choice, language)
    words = _words(_drawn(draw, choice, language))
    for text in [*said, "11", extract.title, extract.words]:
        assert text in words


def test_a_map_shows_linked_consultations_where_the_view_shows_lines() -> None:
    extract = replace(_extract(shipped_campaign(), Choice(regions=("mena",))), lines=True)
    words = _words(pictures.map_svg(extract))
    assert "Valletta, Malta" in words
    assert "Outside this selection" in words
    assert f"{extract.words}, and 1 linked meeting" in words


def test_a_map_shows_as_many_as_its_title_says() -> None:
    words = _words(_drawn(pictures.map_svg, Choice(regions=("mena",)), "en"))
    assert "Valletta, Malta" not in words
    assert "Middle East & North Africa: 1 of 7 civil society consultations" in words


def test_a_timeline_shows_what_its_time_leaves_out_as_ghosts() -> None:
    words = _words(_drawn(timeline_svg, Choice(since="2016-04"), "en"))
    # In the key, the chosen ones again.
    assert [words.count(number) for number in ("1", "11", "13", "15")] == [1, 1, 2, 2]
    assert "Outside this selection" in words


def test_a_map_names_its_sources(micic: Campaign) -> None:
    said = " ".join(_words(_drawn(pictures.map_svg, Choice(), "en")))
    for source in ("Natural Earth", "GeoNames", micic.version, "2026-11-24", "map.example.org"):
        assert source in said


@pytest.mark.parametrize("draw", [pictures.map_svg, timeline_svg])
def test_a_picture_has_an_alternative_text(draw: Draw) -> None:
    root = ET.fromstring(_drawn(draw, Choice(regions=("mena",)), "en"))
    (told,) = root.findall("{http://www.w3.org/2000/svg}title")
    assert root.get("role") == "img"
    assert "11. Beirut, Lebanon, " + BEIRUT in (told.text or "")


def test_a_picture_names_unmapped_consultations(tmp_path: Path) -> None:
    campaign = sample_campaign(tmp_path)
    extract = _extract(campaign)
    assert "1 consultation without a place, not on this map: no. 6" in _words(
        pictures.map_svg(extract)
    )
    assert "1 consultation without a date, not on this timeline: no. 6" in _words(
        timeline_svg(extract)
    )


@pytest.mark.parametrize(
    "draw",
    [
        pictures.map_png, pictures.map_svg, pictures.timeline_png, timeline_svg,
    ],
)  # fmt: skip
def test_the_same_choice_gives_the_same_bytes(micic: Campaign, draw: Draw) -> None:
    assert draw(_extract(micic)) == _drawn(draw, Choice(), "en")


HOSTILE = '</text><script>alert(1)</script> & "quotes" datum.x {{ 7*191 }}\nsecond line \x07'


@pytest.mark.parametrize("draw", [pictures.map_svg, timeline_svg])
def test_text_from_data_stays_text(tmp_path: Path, draw: Draw) -> None:
    rows = [{"title": HOSTILE, "city": HOSTILE, "lat": "10", "lon": "20", "start": "2016"}]
    drawn = draw(_extract(campaign_from(tmp_path, rows, toml=SAMPLE_TOML)))
    assert b"<script" not in drawn
    assert b"1337" not in drawn
    shown = [text for text in _words(drawn) if text.startswith("</text>")]
    assert shown
    assert "\n" not in shown[0]


def _many(folder: Path, count: int) -> Campaign:
    rows = [
        {
            "lat": f"{place % 90 - 45}",
            "lon": f"{place * 7 % 340 - 170}",
            "start": f"{2000 + place % 20}",
        }
        for place in range(count)
    ]
    return campaign_from(folder, rows, toml=SAMPLE_TOML)


@pytest.mark.parametrize("draw", [pictures.map_svg, timeline_svg])
def test_very_many_consultations_become_counts(tmp_path: Path, draw: Draw) -> None:
    words = _words(draw(_extract(_many(tmp_path, 1000))))
    assert "Numbers in circles are counts." in words
    assert len(words) < 600
    assert sum(int(word) for word in words if word.isdecimal() and int(word) < 1000) > 800


def test_names_in_other_scripts_are_drawn(tmp_path: Path) -> None:
    names = {"القاهرة", "አዲስ አበባ", "北京", "กรุงเทพมหานคร"}
    rows = [{"city": name, "lat": "10", "lon": "20", "start": "2016"} for name in names]
    assert names <= set(_words(pictures.map_svg(_extract(campaign_from(tmp_path, rows)))))


@pytest.mark.parametrize("days", [("0001", "9999-12-31"), ("2016-05-05", "2016-05-05")])
def test_very_long_and_very_short_times_are_drawn(tmp_path: Path, days: tuple[str, ...]) -> None:
    rows = [{"lat": "1", "lon": "2", "start": day} for day in days]
    words = _words(timeline_svg(_extract(campaign_from(tmp_path, rows))))
    assert {"1", "2"} <= set(words)
