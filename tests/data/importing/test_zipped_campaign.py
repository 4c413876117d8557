"""A zipped campaign folder has its photos, tours and notes in memory."""

from __future__ import annotations

import io
import zipfile

from PIL import Image

from data.filters.choice import Choice
from data.filters.query import Query
from data.importing.campaign_folder import load_zipped_campaign
from data.model.photos import picture_bytes
from data.tour.edit import MOST_BYTES, shipped_tours
from data.tour.notes import MOST_BYTES as MOST_NOTES
from data.tour.tour import tour_of

TOUR = b'title = "Short"\n[[slides]]\nslide = "@title"\n'


def zipped(**more: bytes) -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), (10, 90, 110)).save(picture, "PNG")
    files = {
        "mine/consultations.csv": b"id,title\na,A\n",
        "mine/photos.csv": b"consultation,caption,file\na,Hall,photos/a.png\n",
        "mine/photos/a.png": picture.getvalue(),
        "mine/campaign.toml": b'title = "Mine"\n[tiles]\nurl = "https://example.org"\n',
    } | {f"mine/{name}": content for name, content in more.items()}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_photos_are_shown_after_the_folder_is_removed() -> None:
    campaign = load_zipped_campaign("mine.zip", zipped())
    assert picture_bytes(campaign.folder, campaign.photos["file"].iloc[0])
    assert picture_bytes(campaign.folder, "consultations.csv") is None
    assert campaign.settings.tiles == {}


def test_tours_and_notes_are_listed() -> None:
    table = b"id,title,lat,lon,start\na,A,1,2,2015\n"
    given = {"consultations.csv": table, "notes.md": b"# a\nSay hello."}
    campaign = load_zipped_campaign("mine.zip", zipped(**given | {"tours/short.toml": TOUR}))
    assert list(shipped_tours(campaign.folder)) == ["short"]
    tour = tour_of(Query.everything(campaign), Choice(), "en")
    notes = {slide.id: slide.notes for slide in tour.slides}
    assert notes["a"] == "Say hello."
    assert not any("tours" in one.file or "notes" in one.file for one in campaign.issues)


def test_unreadable_tours_and_notes_are_issues_and_stop_nothing() -> None:
    given = {
        "tours/broken.toml": b"[[",
        "tours/long.toml": TOUR + b"#" * MOST_BYTES,
        "notes.md": b"# a\n" + b"x" * MOST_NOTES,
    }
    campaign = load_zipped_campaign("mine.zip", zipped(**given))
    assert shipped_tours(campaign.folder) == {}
    assert {one.file: one.action for one in campaign.issues if "csv" not in one.file} == {
        "tours/broken.toml": "The file is not valid TOML.",
        "tours/long.toml": "The file is too large, or is a link to another file.",
        "notes.md": "The file is too large, or is not UTF-8 text.",
    }
