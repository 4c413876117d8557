"""Fonts that are there, and the families to write a text in."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import typst
from PIL import ImageFont

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
