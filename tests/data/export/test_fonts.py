from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import typst
from pypdf import PdfReader

from data.choosing.choice import Choice
from data.export import fonts, glyphs
from data.export.formats import format_named
from tests.builders import sample_campaign
from tests.data.export.installed_fonts import need_font
from tests.extracts import extract_of

if TYPE_CHECKING:
    from pathlib import Path


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


def test_a_brief_is_set_where_no_font_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(fonts, "system_fonts", lambda: bare)
    brief = format_named("pdf").write(extract_of(sample_campaign(tmp_path), Choice()))
    assert "A sample" in PdfReader(BytesIO(brief)).pages[0].extract_text()
