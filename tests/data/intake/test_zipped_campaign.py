"""A campaign folder that comes as a ZIP is shown with its photos, from memory."""

from __future__ import annotations

import io
import zipfile

from PIL import Image

from data.intake.zipped_campaign import load_zipped_campaign
from data.pictures import picture_bytes


def zipped() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), (10, 90, 110)).save(picture, "PNG")
    files = {
        "mine/consultations.csv": b"id,title\na,A\n",
        "mine/photos.csv": b"consultation,caption,file\na,Hall,photos/a.png\n",
        "mine/photos/a.png": picture.getvalue(),
        "mine/campaign.toml": b'title = "Mine"\n[tiles]\nurl = "https://example.org"\n',
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_its_photos_are_shown_though_no_folder_is_left() -> None:
    campaign = load_zipped_campaign("mine.zip", zipped())
    assert picture_bytes(campaign.folder, campaign.photos["file"].iloc[0])
    assert picture_bytes(campaign.folder, "consultations.csv") is None
    assert campaign.settings.tiles == {}
