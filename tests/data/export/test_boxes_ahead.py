from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from data.choosing.choice import Choice
from data.export.extract import Extract
from data.export.fonts import boxes_warning
from tests.builders import campaign_from

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("only_latin")

ENGLISH = (
    "This server has no font for Chinese and \U0001f389. The file shows boxes instead. "
    "Install Noto Sans CJK SC and Noto Color Emoji."
)
FRENCH = (
    "Ce serveur n’a pas de police pour \U0001f389. "
    "Le fichier montre des cases à la place. Installez Noto Color Emoji."
)
SAID = [
    # title, city, language, what is said
    ("Genève – été", "Αθήνα", "en", ""),
    ("", "", "en", ""),
    ("Party \U0001f389", "北京", "en", ENGLISH),
    ("Party \U0001f389", "", "fr", FRENCH),
]


@pytest.mark.parametrize(("title", "city", "language", "said"), SAID)
def test_boxes_in_a_brief_are_announced(
    tmp_path: Path, title: str, city: str, language: str, said: str
) -> None:
    campaign = campaign_from(tmp_path, [{"title": title, "city": city}])
    extract = Extract(campaign, Choice(), language, "", date(2026, 11, 24))
    assert boxes_warning(extract) == said


def test_texts_outside_the_selection_are_not_announced(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, [{"title": "北京", "start": "2015"}, {"start": "2016"}])
    extract = Extract(campaign, Choice(since="2016"), "en", "", date(2026, 11, 24))
    assert boxes_warning(extract) == ""
