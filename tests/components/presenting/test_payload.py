from __future__ import annotations

import base64
import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from components.presenting import payload as tour_payload
from components.presenting.payload import (
    StageContext,
    build_preview_payload,
    build_tour_payload,
)
from components.presenting.stage import show_stage
from data.filters.choice import Choice
from data.model.campaign import Campaign
from data.model.colors_and_shapes import LIMITS
from data.model.photos import MOST_BYTES
from data.tour.reach import reach
from data.tour.tour import tour_of
from tests.builders import campaign_from, sample_campaign
from tests.many import many
from tests.shipped import shipped_campaign

HOSTILE = "</script><img src=x onerror=alert(1)> {{ 7*191 }}"


def payload(campaign: Campaign, choice: Choice | None = None) -> dict[str, object]:
    choice = choice or Choice()
    return build_tour_payload(campaign, choice, tour_of(campaign, choice, "en"))


def with_photos(folder: Path, *files: str) -> Campaign:
    """Load a campaign of a consultation per photo."""
    rows = [
        {"lat": "1", "lon": "2", "start": f"2015-01-{day:02d}"} for day in range(1, len(files) + 1)
    ]
    photos = [
        {"id": f"p{place}", "consultation": f"c{place}", "file": file, "caption": "Everybody"}
        for place, file in enumerate(files, 1)
    ]
    return campaign_from(folder, rows, photos=photos)


def save_photo(path: Path, size: tuple[int, int]) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)


def photos_of(campaign: Campaign) -> list[dict[str, str] | None]:
    slides = [slide for slide in payload(campaign)["slides"] if slide["kind"] == "consultation"]
    return [slide.get("photo") for slide in slides]


def test_everything_can_be_written_as_json(tmp_path: Path) -> None:
    told = json.loads(json.dumps(payload(sample_campaign(tmp_path)), allow_nan=False))
    assert [slide["id"] for slide in told["slides"]] == [
        "@title", "@overview", "dakar", "new-year", "some-day", "cities", "@unplaced", "@closing",
    ]  # fmt: skip
    # A consultation in two cities has two marks; what was fed and is not chosen stands aside.
    assert [mark["key"] for mark in told["marks"]].count("cities@1") == 1
    assert [mark["id"] for mark in told["ghosts"]] == ["dakar-states"]
    assert told["slides"][2]["fed"] == ["dakar-states"]
    assert told["slides"][2]["regions"] == ["africa"]


def test_a_photo_is_sent_small_and_without_metadata(tmp_path: Path) -> None:
    campaign = with_photos(tmp_path, "big.jpg")
    save_photo(tmp_path / "big.jpg", (3000, 2000))
    photo = photos_of(campaign)[0]
    assert photo is not None
    start, encoded = photo["source"].split(",")
    assert start == "data:image/jpeg;base64"
    with Image.open(io.BytesIO(base64.b64decode(encoded))) as picture:
        assert picture.size == (900, 600)


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(
    "file", ["none.jpg", "../outside.jpg", "/etc/passwd", "text.jpg", "huge.jpg", "drawing.svg"]
)
def test_an_unreadable_photo_is_left_out_of_its_slide(tmp_path: Path, file: str) -> None:
    campaign = with_photos(tmp_path / "campaign", file)
    save_photo(tmp_path / "outside.jpg", (10, 10))
    (tmp_path / "campaign/text.jpg").write_text("no picture")
    (tmp_path / "campaign/drawing.svg").write_text("<svg onload='x'/>")
    with (tmp_path / "campaign/huge.jpg").open("wb") as huge:
        huge.truncate(40_000_000)
    assert MOST_BYTES < 40_000_000
    assert photos_of(campaign) == [None]


def test_photos_beyond_what_fits_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = with_photos(tmp_path, "a.jpg", "b.jpg", "a.jpg")
    for name in ("a.jpg", "b.jpg"):
        save_photo(tmp_path / name, (400, 300))
    one = len(base64.b64decode(photos_of(campaign)[0]["source"].split(",")[1]))
    monkeypatch.setattr(tour_payload, "MOST_PHOTO_BYTES", int(1.5 * one))
    first, second, third = photos_of(campaign)
    assert (first, second) == (third, None)


@pytest.mark.long
def test_with_five_thousand_consultations_every_slide_has_markers_within_the_limit(
    tmp_path: Path,
) -> None:
    campaign = many(tmp_path, 5000)
    for by, count in (("region", 3), ("year", 20)):
        told = build_tour_payload(campaign, Choice(), tour_of(campaign, Choice(), "en", by))
        assert len(told["marks"]) <= LIMITS.stage_markers
        assert len(json.dumps(told)) < 1_000_000
        groups = [slide for slide in told["slides"] if slide["kind"] == "group"]
        known = {mark["id"] for mark in told["marks"]}
        assert len(groups) == count
        assert all(slide["at"] and known.issuperset(slide["at"]) for slide in groups)
        of_one = [[name] for name in campaign.regions["id"]]
        assert by == "year" or [slide["regions"] for slide in groups] == of_one


def test_text_slides_come_in_pieces_of_text(tmp_path: Path) -> None:
    row = {"title": HOSTILE, "summary": HOSTILE, "lat": "1", "lon": "2", "start": "2015"}
    told = payload(campaign_from(tmp_path, [row]))
    assert told["slides"][2]["title"] == HOSTILE


def test_different_tours_have_different_keys(tmp_path: Path) -> None:
    campaign = sample_campaign(tmp_path)
    keys = {payload(campaign)["key"], payload(campaign, Choice(regions=("africa",)))["key"]}
    assert len(keys) == 2


def test_the_script_of_the_stage_writes_no_markup() -> None:
    script = "\n".join(path.read_text("utf-8") for path in show_stage.__globals__["_SCRIPTS"])
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "DOMParser",
    ):
        assert word not in script, word


def test_the_stage_gets_the_tours_and_the_way_to_the_campaign(tmp_path: Path) -> None:
    campaign, choice = sample_campaign(tmp_path), Choice()
    shown = reach("https://map.example.org/?lang=en", "https://map.example.org/", "")
    context = StageContext(shown, [("short", "In short")], "short")
    told = build_tour_payload(campaign, choice, tour_of(campaign, choice, "en"), context)
    assert (told["tour"], told["tours"]) == ("short", [{"id": "short", "text": "In short"}])
    assert told["reach"]["text"] == "map.example.org"
    assert [slide["id"] for slide in told["slides"] if slide["showsLink"]] == ["@title", "@closing"]
    assert payload(campaign)["reach"] is None


def test_the_preview_of_a_slide_among_thousands_has_no_markers(tmp_path: Path) -> None:
    campaign, choice = many(tmp_path, 5000), Choice()
    tour = tour_of(campaign, choice, "en", "region")
    told = build_preview_payload(campaign, choice, tour, tour.slides[2])
    assert [slide["title"] for slide in told["slides"]] == [tour.slides[2].title]
    assert told["marks"] == told["slides"][0]["at"] == []
    few = build_preview_payload(
        shipped_campaign(),
        choice,
        tour_of(shipped_campaign(), choice, "en"),
        tour_of(shipped_campaign(), choice, "en").slides[2],
    )
    assert few["slides"][0]["at"] == ["manila-2015"]
    assert few["slides"][0]["regions"] == ["asia"]
