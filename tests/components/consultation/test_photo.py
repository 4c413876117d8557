from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from tests.builders import write_campaign


def photos_card() -> None:
    from components.consultation.card import show_consultation_card
    from components.shell.campaign_cache import current_campaign

    show_consultation_card(current_campaign(), "c1")


def test_a_picture_of_the_folder_is_shown_and_an_address_is_only_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = [
        {"id": "a", "consultation": "c1", "caption": "Shown", "file": "a.png", "credit": "Ann"},
        {"id": "b", "consultation": "c1", "caption": "Linked", "url": "https://a.org/b.jpg"},
        {"id": "c", "consultation": "c1", "caption": "Broken", "file": "campaign.toml"},
    ]
    folder = write_campaign(tmp_path, [{}], photos=photos)
    Image.new("RGB", (40, 30)).save(folder / "a.png")
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(folder))
    page = AppTest.from_function(photos_card, default_timeout=600).run()
    assert not page.exception
    (picture,) = page.get("image")
    assert picture.captions == ["Shown · Ann"]
    text = "\n".join(element.value for element in page.markdown)
    assert "- [Linked](https://a.org/b.jpg)" in text
    assert [caption.value for caption in page.caption][-1] == "Not published here: Broken"
    assert "Shown" not in text
