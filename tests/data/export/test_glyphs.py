from __future__ import annotations

import pytest

from data.export import glyphs
from tests.data.export.installed_fonts import need_font


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
    assert glyphs.missing(text) == missing


@pytest.mark.usefixtures("only_latin")
def test_a_note_names_the_font_to_install() -> None:
    note = glyphs.boxes_note("Addis: አዲስ አበባ", "en")
    assert "Boxes replace Ethiopic letters" in note
    assert "Noto Sans Ethiopic" in note
    assert glyphs.boxes_note("Addis", "en") == ""


@pytest.mark.usefixtures("only_latin")
def test_a_note_names_the_font_for_emoji() -> None:
    assert "Noto Color Emoji" in glyphs.boxes_note("Party \U0001f389", "en")


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
    assert glyphs.with_boxes(text) == drawn


@pytest.mark.usefixtures("only_latin")
def test_a_letter_that_can_be_drawn_stays_among_many_that_cannot() -> None:
    chinese = "".join(map(chr, range(0x4E10, 0x5200)))
    assert glyphs.with_boxes(chinese + "→ж") == "□" * len(chinese) + "→ж"


@pytest.mark.parametrize(
    ("text", "font"),
    [("القاهرة", "Noto Sans Arabic"), ("北京", "Noto Sans CJK SC"), ("Αθήνα, Москва", "Noto Sans")],
)
def test_a_script_with_a_font_lacks_nothing(text: str, font: str) -> None:
    need_font(font)
    assert glyphs.missing(text) == []
