"""Fonts for pictures and PDF, and the letters of a selection that no font has."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import typst
from PIL import ImageFont

from data.campaign.campaign import translated
from data.words.languages import listing, translations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.export.extract import Extract

_COLUMNS = ("title", "city", "country", "kind", "region", "organizers", "hosts", "summary")
_MOST_ROWS = 1000
"""The brief lists no more rows."""

_UNUSUAL = re.compile(r"[^\x00-\u058f\u1e00-\u20cf]|\u20e3")
"""Letters beyond Latin, Greek, Cyrillic, Armenian and punctuation, which some font always has."""


def boxes_warning(extract: Extract) -> str:
    """Return a sentence on the signs and scripts of a selection that no font here can draw.

    Returns:
        "" if the brief shows every letter.
    """
    text = "\n".join(_texts(extract))
    if not _UNUSUAL.search(text):
        return ""
    # typst and its fonts take a third of a second, which most lists don't need.
    from data.export.glyphs import EMOJI_FONT, missing, signs_undrawn  # noqa: PLC0415

    signs, scripts = signs_undrawn(text), missing(text)
    if not (signs or scripts):
        return ""
    sentence = translations(extract.language).gettext(
        "This server has no font for {letters}. The file shows boxes instead. Install {fonts}."
    )
    names = [*(script.script for script in scripts), *signs[:5]]
    fonts = [*(script.font for script in scripts), *([EMOJI_FONT] if signs else [])]
    return sentence.format(
        letters=listing(names, extract.language), fonts=listing(fonts, extract.language)
    )


def _texts(extract: Extract) -> Iterator[str]:
    """Yield the texts of a selection that its brief may show, in its language."""
    settings, rows = extract.campaign.settings, extract.chosen.consultations.head(_MOST_ROWS)
    yield from (settings.text(name, extract.language) for name in ("title", "subtitle", "credits"))
    for column in _COLUMNS:
        yield from translated(rows, column, extract.language).astype(str)


BASE = ("Noto Sans", "Liberation Sans", "Arial", "DejaVu Sans")
"""Families for Latin, Greek and Cyrillic, in order of preference."""

BUNDLED = "Libertinus Serif"
"""A family for the same that typst brings along."""

_PLAIN_SCRIPTS = frozenset({"LATIN", "GREEK", "CYRILLIC"})
_WRITTEN_WITH = {
    "CJK": "CJK SC", "HIRAGANA": "CJK JP", "KATAKANA": "CJK JP", "HANGUL": "CJK KR",
    "BOPOMOFO": "CJK TC",
}  # fmt: skip
"""The word after "Noto Sans" in the family of a script, if it is not the script's name."""
MOST_TRIED = 24
"""Letters to try per script: a font that has so many has the rest."""
_REGULAR = 400


class Font(NamedTuple):
    """A font: its family, its file, and its position in that file."""

    family: str
    path: str
    face: int


@lru_cache(maxsize=1)
def system_fonts() -> typst.Fonts:
    """Return all fonts of this machine, searched once."""
    return typst.Fonts()


@lru_cache(maxsize=1)
def _font_files() -> tuple[Font, ...]:
    """Return the upright fonts of regular weight that are files."""
    return tuple(
        Font(font.family, str(font.path), font.index)
        for font in system_fonts().fonts()
        if font.path and font.style == "normal" and font.weight == _REGULAR
    )


def forget_fonts() -> None:
    """Search the fonts again: others may have been installed."""
    for cached in (_font_files, _family):
        cached.cache_clear()


def script_of(letter: str) -> str:
    """Return the script of a letter, as its Unicode name begins; "" for signs and digits."""
    if not letter.isalpha():
        return ""
    return unicodedata.name(letter, "").split(" ")[0].split("-")[0]


def scripts_in(text: str) -> dict[str, str]:
    """Map each script of a text, beyond Latin, Greek and Cyrillic, to its letters there."""
    scripts: dict[str, str] = {}
    for letter in dict.fromkeys(text):
        script = script_of(letter)
        if script and script not in _PLAIN_SCRIPTS:
            scripts[script] = scripts.get(script, "") + letter
    return {script: letters[:MOST_TRIED] for script, letters in scripts.items()}


def families(text: str) -> tuple[str, ...]:
    """Return the font families for a text, in the order to try them: its scripts' own first."""
    special = [_family(script, letters) for script, letters in scripts_in(text).items()]
    return tuple(dict.fromkeys([*(family for family in special if family), *BASE]))


def present(wished: tuple[str, ...]) -> tuple[str, ...]:
    """Return the installed ones of some families."""
    installed = set(system_fonts().families())
    return tuple(family for family in wished if family in installed)


def usable(text: str) -> tuple[str, ...]:
    """Return the families to set a text with; without system fonts, the one that typst brings."""
    return present(families(text)) or (BUNDLED,)


def family_name(script: str) -> str:
    """Return the family made for a script, installed or not."""
    if script in _PLAIN_SCRIPTS:
        return BASE[0]
    return f"Noto Sans {_WRITTEN_WITH.get(script, script.capitalize())}"


@lru_cache(maxsize=256)
def _family(script: str, letters: str) -> str:
    """Return a family that has these letters, preferably the script's own; "" for none."""
    wished = family_name(script)
    order = sorted(
        _font_files(),
        key=lambda font: (font.family != wished, not font.family.startswith("Noto Sans")),
    )
    return next((font.family for font in order if _has(font, letters)), "")


def _has(font: Font, letters: str) -> bool:
    """Whether a font has all of some letters: none looks like its sign for a missing glyph."""
    opened = _open(font)
    if opened is None:
        return False
    nothing = _picture(opened, "\uffff")
    return all(_picture(opened, letter) not in (nothing, b"") for letter in letters)


@lru_cache(maxsize=512)
def _open(font: Font) -> ImageFont.FreeTypeFont | None:
    try:
        return ImageFont.truetype(
            font.path, 20, index=font.face, layout_engine=ImageFont.Layout.BASIC
        )
    except OSError:
        return None


def _picture(font: ImageFont.FreeTypeFont, letter: str) -> bytes:
    return bytes(font.getmask(letter))
