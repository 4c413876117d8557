from __future__ import annotations

import base64
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from data.filters.choice import Choice
from data.model.campaign import Campaign
from data.tour.edit import TextSlide, TourEdit, TourFileError, apply_edit, read_tour, tour_toml
from data.tour.pictures import (
    MOST_BYTES,
    NO_PICTURE,
    OWN_PICTURE,
    own_picture,
    slide_picture_bytes,
)
from data.tour.tour import tour_of
from tests.builders import campaign_from
from tests.shipped import shipped_campaign


def noise(width: int, height: int) -> bytes:
    pixels = np.random.default_rng(1).integers(0, 255, (height, width, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    """Load a campaign with one photo in its table, and another file beside it."""
    (tmp_path / "a.png").write_bytes(noise(30, 20))
    (tmp_path / "secret.png").write_bytes(noise(30, 20))
    photos = [{"consultation": "c1", "file": "a.png", "caption": "Us"}]
    return campaign_from(tmp_path, [{"lat": "1", "lon": "2", "start": "2016"}], photos=photos)


def test_any_upload_becomes_a_small_jpeg(campaign: Campaign) -> None:
    picture = own_picture(noise(2400, 1600))
    raw = slide_picture_bytes(campaign, picture)
    assert raw is not None
    assert len(base64.b64decode(picture.removeprefix(OWN_PICTURE))) <= MOST_BYTES
    with Image.open(io.BytesIO(raw)) as opened:
        assert opened.format == "JPEG"


@pytest.mark.parametrize("raw", [b"", b"GIF89a", b"<svg/>", noise(50, 50)[:200]])
def test_what_is_no_picture_is_refused(raw: bytes) -> None:
    assert own_picture(raw) == ""


def test_only_photos_of_the_table_are_read(campaign: Campaign) -> None:
    assert slide_picture_bytes(campaign, "a.png")
    large = OWN_PICTURE + base64.b64encode(noise(400, 400)).decode()
    for file in ("secret.png", "../a.png", "/etc/passwd", "", OWN_PICTURE + "%", large):
        assert slide_picture_bytes(campaign, file) is None, file


def test_a_tour_keeps_its_pictures_in_its_file() -> None:
    own = own_picture(noise(300, 200))
    edit = TourEdit((TextSlide("dakar-2015", (("caption", "Us"),), own), TextSlide("", (), own)))
    assert read_tour(tour_toml(edit)) == edit
    slides = apply_edit(tour_of(shipped_campaign(), Choice(), "en"), edit).slides
    assert [slide.picture.caption for slide in slides if slide.picture] == ["Us", ""]
    for bad in ("x" * 400, OWN_PICTURE + "A" * 400_000):
        assert read_tour(tour_toml(TourEdit((TextSlide("a", (), bad),)))).parts == (TextSlide("a"),)
    with pytest.raises(TourFileError, match="too large"):
        read_tour(tour_toml(TourEdit((TextSlide("", (), own),) * 60)))


def test_a_picture_can_be_taken_away(campaign: Campaign) -> None:
    tour = tour_of(campaign, Choice(), "en")
    assert apply_edit(tour, TourEdit((TextSlide("c1"),))).slides[0].picture is not None
    assert apply_edit(tour, TourEdit((TextSlide("c1", (), NO_PICTURE),))).slides[0].picture is None


def test_an_empty_text_slide_is_never_shown() -> None:
    tour = tour_of(shipped_campaign(), Choice(), "en")
    edit = TourEdit(
        (
            TextSlide("@title"),
            TextSlide(),
            TextSlide("", (("notes", "later"),)),
            TextSlide("@closing"),
        )
    )
    assert [slide.id for slide in apply_edit(tour, edit).slides] == ["@title", "@closing"]
