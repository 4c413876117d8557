from __future__ import annotations

import pytest

from data.export import fonts


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("القاهرة", "Noto Sans Arabic"),
        ("አዲስ አበባ", "Noto Sans Ethiopic"),
        ("กรุงเทพ", "Noto Sans Thai"),
        ("Genève", "Noto Sans"),
        ("Αθήνα, Москва", "Noto Sans"),
        ("", "Noto Sans"),
    ],
)
def test_a_script_is_written_in_its_own_font(text: str, family: str) -> None:
    assert fonts.families(text)[0] == family
    assert fonts.missing(text) == []


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
def test_the_reader_is_told_what_to_install() -> None:
    said = fonts.said_missing("Addis: አዲስ አበባ", "en")
    assert "No font for Ethiopic" in said
    assert "Noto Sans Ethiopic" in said
    assert fonts.said_missing("Addis", "en") == ""
