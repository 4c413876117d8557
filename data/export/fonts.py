"""Fonts for pictures and PDF, and which letters of a selection none of them has."""

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
"""The brief lists no more."""

_UNUSUAL = re.compile(r"[^\x00-\u058f\u1e00-\u20cf]|\u20e3")
"""Beyond Latin, Greek, Cyrillic, Armenian and punctuation, which some font always has."""


def said_of_boxes(extract: Extract) -> str:
    """Say which signs and scripts of a choice no font on this server can draw.

    Returns:
        "" if the brief will show every letter.
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
    names = [*(one.script for one in scripts), *signs[:5]]
    fonts = [*(one.font for one in scripts), *([EMOJI_FONT] if signs else [])]
    return sentence.format(
        letters=listing(names, extract.language), fonts=listing(fonts, extract.language)
    )


def _texts(extract: Extract) -> Iterator[str]:
    """The texts of a choice that its brief may show, in its language where they are translated."""
    settings, rows = extract.campaign.settings, extract.chosen.consultations.head(_MOST_ROWS)
    yield from (settings.text(name, extract.language) for name in ("title", "subtitle", "credits"))
    for column in _COLUMNS:
        yield from translated(rows, column, extract.language).astype(str)


BASE = ("Noto Sans", "Liberation Sans", "Arial", "DejaVu Sans")
"""Families for Latin, Greek and Cyrillic, the first that is there."""

_PLAIN_SCRIPTS = frozenset({"LATIN", "GREEK", "CYRILLIC"})
_WRITTEN_WITH = {
    "CJK": "CJK SC", "HIRAGANA": "CJK JP", "KATAKANA": "CJK JP", "HANGUL": "CJK KR",
    "BOPOMOFO": "CJK TC",
}  # fmt: skip
"""What follows "Noto Sans" in the family of a script, where that is not the script's own name."""
MOST_TRIED = 24
"""Letters of a script that are looked for: a font that has so many has the rest."""
_REGULAR = 400


class Font(NamedTuple):
    """A font: its family, its file, and its place in that file."""

    family: str
    path: str
    place: int


@lru_cache(maxsize=1)
def found_fonts() -> typst.Fonts:
    """Every font of this machine, searched for once."""
    return typst.Fonts()


@lru_cache(maxsize=1)
def _font_files() -> tuple[Font, ...]:
    """The upright fonts of ordinary weight that are files."""
    return tuple(
        Font(one.family, str(one.path), one.index)
        for one in found_fonts().fonts()
        if one.path and one.style == "normal" and one.weight == _REGULAR
    )


def forget_fonts() -> None:
    """Look for fonts anew: others may have been installed."""
    for kept in (_font_files, _family):
        kept.cache_clear()


def script_of(letter: str) -> str:
    """The script of a letter in capitals, as Unicode begins its name; "" for signs and digits."""
    if not letter.isalpha():
        return ""
    return unicodedata.name(letter, "").split(" ")[0].split("-")[0]


def scripts_in(text: str) -> dict[str, str]:
    """The letters of every script of a text beyond Latin, Greek and Cyrillic, by its name."""
    found: dict[str, str] = {}
    for letter in dict.fromkeys(text):
        script = script_of(letter)
        if script and script not in _PLAIN_SCRIPTS:
            found[script] = found.get(script, "") + letter
    return {script: letters[:MOST_TRIED] for script, letters in found.items()}


def families(text: str) -> tuple[str, ...]:
    """The families to write a text in, in the order to try them: those of its scripts first."""
    special = [_family(script, letters) for script, letters in scripts_in(text).items()]
    return tuple(dict.fromkeys([*(one for one in special if one), *BASE]))


def present(wished: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some families that are there."""
    there = set(found_fonts().families())
    return tuple(one for one in wished if one in there)


def own_family(script: str) -> str:
    """The family that is made for a script, whether it is there or not."""
    if script in _PLAIN_SCRIPTS:
        return BASE[0]
    return f"Noto Sans {_WRITTEN_WITH.get(script, script.capitalize())}"


@lru_cache(maxsize=256)
def _family(script: str, letters: str) -> str:
    """The family that has these letters, the script's own if it is there; "" if none has."""
    wished = own_family(script)
    order = sorted(
        _font_files(),
        key=lambda one: (one.family != wished, not one.family.startswith("Noto Sans")),
    )
    return next((one.family for one in order if _has(one, letters)), "")


def _has(font: Font, letters: str) -> bool:
    """Whether a font has all of some letters: none looks like the sign for what is missing."""
    opened = _opened(font)
    if opened is None:
        return False
    nothing = _picture(opened, "\uffff")
    return all(_picture(opened, letter) not in (nothing, b"") for letter in letters)


@lru_cache(maxsize=512)
def _opened(font: Font) -> ImageFont.FreeTypeFont | None:
    try:
        return ImageFont.truetype(
            font.path, 20, index=font.place, layout_engine=ImageFont.Layout.BASIC
        )
    except OSError:
        return None


def _picture(font: ImageFont.FreeTypeFont, letter: str) -> bytes:
    return bytes(font.getmask(letter))
