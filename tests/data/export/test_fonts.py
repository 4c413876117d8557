from __future__ import annotations

import pytest

from data.export import fonts, glyphs
from tests.data.export.installed_fonts import need_font


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("القاهرة", "Noto Sans Arabic"),
        ("አዲስ አበባ", "Noto Sans Ethiopic"),
        ("กรุงเทพ", "Noto Sans Thai"),
        ("北京", "Noto Sans CJK SC"),
    ],
)
def test_text_uses_the_font_of_its_script(text: str, family: str) -> None:
    need_font(family)
    assert fonts.families(text)[0] == family


@pytest.mark.parametrize("text", ["Genève", "Αθήνα, Москва", ""])
def test_european_letters_need_no_font_to_be_installed(text: str) -> None:
    assert fonts.families(text) == fonts.BASE
    assert glyphs.missing(text) == []
