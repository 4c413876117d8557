from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from data.model import photos as pictures
from data.model.folder import HeldFolder
from data.model.photos import logo_bytes, picture_bytes


def draw(path: Path, size: tuple[int, int] = (40, 30), **options: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, (10, 90, 110)).save(path, **options)
    return path


@pytest.mark.parametrize("name", ["a.jpg", "a.jpeg", "A.PNG", "a.webp", "photos/a.png"])
def test_a_picture_within_the_folder_is_read(tmp_path: Path, name: str) -> None:
    draw(tmp_path / name)
    shown = Image.open(io.BytesIO(picture_bytes(str(tmp_path), name) or b""))
    assert (shown.format, shown.size) == ("JPEG", (40, 30))


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "missing.png",
        "../outside.png",
        "campaign.toml",
        "picture.gif",  # not an allowed ending
        "picture.svg",
        "text.png",  # not a picture
        "cut.png",
        "gif.png",  # a picture, but not of an allowed kind
        "/etc/hostname",
        "a\x00.png",
        "http://example.org/a.png",
        "link.png",
    ],
)
def test_other_files_are_not_read(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "campaign"
    draw(folder / "picture.gif")
    outside = draw(tmp_path / "outside.png")
    (folder / "link.png").symlink_to(outside)
    (folder / "cut.png").write_bytes(outside.read_bytes()[:40])
    (folder / "gif.png").write_bytes((folder / "picture.gif").read_bytes())
    for text in ("campaign.toml", "picture.svg", "text.png"):
        (folder / text).write_text("<svg onload='alert(1)'/>")
    assert picture_bytes(str(folder), name) is None


def test_a_folder_that_is_gone_has_no_pictures(tmp_path: Path) -> None:
    assert picture_bytes(str(tmp_path / "gone"), "a.png") is None


def test_too_many_pixels_or_bytes_are_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(tmp_path / "a.png")
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1000)
    assert picture_bytes(str(tmp_path), "a.png") is None
    monkeypatch.setattr(pictures, "MOST_PIXELS", 2000)
    monkeypatch.setattr(pictures, "MOST_BYTES", 10)
    assert picture_bytes(str(tmp_path), "a.png") is None


def test_a_large_picture_is_scaled_turned_upright_and_stripped(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "A camera"
    draw(tmp_path / "a.jpg", (2400, 1200), exif=exif)
    shown = Image.open(io.BytesIO(picture_bytes(str(tmp_path), "a.jpg") or b""))
    assert shown.size == (600, 1200)
    assert not shown.getexif()


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    draw(tmp_path / "a.png")
    first = picture_bytes(str(tmp_path), "a.png")
    draw(tmp_path / "a.png", (50, 50))
    assert picture_bytes(str(tmp_path), "a.png") != first


def test_a_folder_in_memory_gives_its_pictures_and_nothing_else(tmp_path: Path) -> None:
    good = draw(tmp_path / "a.png").read_bytes()
    folder = HeldFolder({"photos/a.png": good, "b.gif": good, "c.png": b"<svg/>"})
    shown = Image.open(io.BytesIO(picture_bytes(folder, "photos/a.png") or b""))
    assert (shown.format, shown.size) == ("JPEG", (40, 30))
    for name in ("b.gif", "c.png", "", "../a.png", "/etc/hostname", str(tmp_path / "a.png")):
        assert picture_bytes(folder, name) is None
    assert not Path(folder).exists()
    assert folder != HeldFolder({})


def test_a_picture_in_memory_has_the_same_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = HeldFolder({"a.png": draw(tmp_path / "a.png").read_bytes()})
    monkeypatch.setattr(pictures, "MOST_BYTES", 10)
    assert picture_bytes(folder, "a.png") is None


def test_a_logo_keeps_its_transparency_and_passes_the_checks_of_photos(tmp_path: Path) -> None:
    inside, outside = tmp_path / "campaign", tmp_path
    inside.mkdir()
    for folder in (inside, outside):
        Image.new("RGBA", (900, 300), (255, 0, 0, 0)).save(folder / "logo.png")
    (inside / "logo.svg").write_text("<svg onload='x'/>")
    (inside / "fake.png").write_text("no picture")
    logo = logo_bytes(str(inside), "logo.png")
    assert logo is not None
    with Image.open(io.BytesIO(logo)) as picture:
        assert (picture.format, picture.size, picture.mode) == ("PNG", (480, 160), "RGBA")
    held = HeldFolder({"logo.png": (inside / "logo.png").read_bytes()})
    assert logo_bytes(held, "logo.png") == logo
    for file in ("", "logo.svg", "fake.png", "../logo.png", "none.png"):
        assert logo_bytes(str(inside), file) is None, file
