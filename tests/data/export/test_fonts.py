from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader

from data.export import fonts
from data.export.extract import Extract
from data.export.fonts import boxes_warning
from data.export.formats import format_named
from data.filters.choice import Choice
from tests.builders import campaign_from, sample_campaign
from tests.data.export.installed_fonts import need_font
from tests.extracts import extract_of


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
    assert fonts.missing(text) == []


def test_a_brief_is_set_where_no_font_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(fonts, "system_fonts", lambda: bare)
    brief = format_named("pdf").write(extract_of(sample_campaign(tmp_path), Choice()))
    assert "A sample" in PdfReader(BytesIO(brief)).pages[0].extract_text()


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


@pytest.mark.usefixtures("only_latin")
@pytest.mark.parametrize(("title", "city", "language", "said"), SAID)
def test_boxes_in_a_brief_are_announced(
    tmp_path: Path, title: str, city: str, language: str, said: str
) -> None:
    campaign = campaign_from(tmp_path, [{"title": title, "city": city}])
    extract = Extract(campaign, Choice(), language, "", date(2026, 11, 24))
    assert boxes_warning(extract) == said


@pytest.mark.usefixtures("only_latin")
def test_texts_outside_the_selection_are_not_announced(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, [{"title": "北京", "start": "2015"}, {"start": "2016"}])
    extract = Extract(campaign, Choice(since="2016"), "en", "", date(2026, 11, 24))
    assert boxes_warning(extract) == ""


@pytest.mark.usefixtures("only_latin")
@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("አዲስ አበባ", [("Ethiopic", "Noto Sans Ethiopic")]),
        ("北京 กรุงเทพ", [("Chinese", "Noto Sans CJK SC"), ("Thai", "Noto Sans Thai")]),
        ("Genève, 1–2!", []),
    ],
)
def test_a_script_without_a_font_is_named(text: str, missing: list[tuple[str, str]]) -> None:
    assert fonts.missing(text) == missing


@pytest.mark.usefixtures("only_latin")
def test_a_note_names_the_font_to_install() -> None:
    note = fonts.boxes_note("Addis: አዲስ አበባ", "en")
    assert "Boxes replace Ethiopic letters" in note
    assert "Noto Sans Ethiopic" in note
    assert fonts.boxes_note("Addis", "en") == ""


@pytest.mark.usefixtures("only_latin")
def test_a_note_names_the_font_for_emoji() -> None:
    assert "Noto Color Emoji" in fonts.boxes_note("Party \U0001f389", "en")


DRAWN = [
    # text, what is drawn with DejaVu Sans and the fonts of typst alone
    ("Genève – “Москва”", "Genève – “Москва”"),
    ("北京 2016", "□□ 2016"),
    ("A party \U0001f389!", "A party □!"),
    ("A family \U0001f469\u200d\U0001f469\u200d\U0001f467.", "A family □."),
    ("Day 1\ufe0f\u20e3", "Day 1"),
    ("\U0001f44d\U0001f3fd\U0001f44d", "□□"),
    ("", ""),
]


@pytest.mark.usefixtures("only_latin")
@pytest.mark.parametrize(("text", "drawn"), DRAWN)
def test_boxes_replace_letters_without_a_font(text: str, drawn: str) -> None:
    assert fonts.with_boxes(text) == drawn


@pytest.mark.usefixtures("only_latin")
def test_a_letter_that_can_be_drawn_stays_among_many_that_cannot() -> None:
    chinese = "".join(map(chr, range(0x4E10, 0x5200)))
    assert fonts.with_boxes(chinese + "→ж") == "□" * len(chinese) + "→ж"


@pytest.mark.usefixtures("only_latin")
def test_signs_are_judged_one_by_one_however_many_there_are() -> None:
    signs = "".join(map(chr, range(0x1F300, 0x1F700)))
    drawn = fonts.with_boxes(signs)
    assert {sign for sign in "😀😅🐭" if sign in drawn} == {"😀", "😅", "🐭"}
    assert "🎉" not in drawn


@pytest.mark.parametrize(
    ("text", "font"),
    [("القاهرة", "Noto Sans Arabic"), ("北京", "Noto Sans CJK SC"), ("Αθήνα, Москва", "Noto Sans")],
)
def test_a_script_with_a_font_lacks_nothing(text: str, font: str) -> None:
    need_font(font)
    assert fonts.missing(text) == []
