"""Fonts that are there, and what none of them can draw: scripts, and single signs such as emoji."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import typst
from PIL import ImageFont

from data.languages import translations

BASE = ("Noto Sans", "Liberation Sans", "Arial", "DejaVu Sans")
"""Families for Latin, Greek and Cyrillic, the first that is there."""

_PLAIN_SCRIPTS = frozenset({"LATIN", "GREEK", "CYRILLIC"})
_WRITTEN_WITH = {
    "CJK": "CJK SC", "HIRAGANA": "CJK JP", "KATAKANA": "CJK JP", "HANGUL": "CJK KR",
    "BOPOMOFO": "CJK TC",
}  # fmt: skip
"""What follows "Noto Sans" in the family of a script, where that is not the script's own name."""
_MOST_TRIED = 24
"""Letters of a script that are looked for: a font that has so many has the rest."""
_MOST_SINGLY = 400
"""Letters that are tried one by one: each that no font has takes two tries of some milliseconds."""
_MOST_LETTERS = 5000
"""More than any language has in a brief; beyond, a hostile text would take minutes."""
_REGULAR = 400
BOX = "□"
"""What stands for a letter that no font here can draw; typst brings a font that has it."""
_EMOJI_FONT = "Noto Color Emoji"
_JOINER = "\u200d"
_MARKS = frozenset({"Mn", "Mc", "Me", "Cf"})
_SKIN = frozenset("🏻🏼🏽🏾🏿")
_UNUSUAL = re.compile("[\\x00-\\xff]?[^\\x00-\\xff]+")
"""What may lack a glyph, and the letter before: typst brings fonts for Latin, not for all marks."""
_PROBE = b"""
#set document(title: "Probe")
#set text(lang: "en", font: json(bytes(sys.inputs.fonts)))
#json(bytes(sys.inputs.pieces)).join(" ")
"""

_CALLED = {"CJK": "Chinese", "NKO": "N'Ko"}
"""What scripts are called, where that is not their name in Unicode."""


class Font(NamedTuple):
    """A font: its family, its file, and its place in that file."""

    family: str
    path: str
    place: int


class Missing(NamedTuple):
    """A script that no font here can write, and the family that could."""

    script: str
    font: str


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
    for kept in (_font_files, _family, _undrawn):
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
    return {script: letters[:_MOST_TRIED] for script, letters in found.items()}


def families(text: str) -> tuple[str, ...]:
    """The families to write a text in, in the order to try them: those of its scripts first."""
    special = [_family(script, letters) for script, letters in scripts_in(text).items()]
    return tuple(dict.fromkeys([*(one for one in special if one), *BASE]))


def present(wished: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some families that are there."""
    there = set(found_fonts().families())
    return tuple(one for one in wished if one in there)


def missing(text: str) -> list[Missing]:
    """The scripts of a text with letters that would show as boxes."""
    scripts = dict.fromkeys(script_of(letter[0]) for letter in undrawn(text))
    return [
        Missing(_CALLED.get(script, script.capitalize()), _wished(script))
        for script in scripts
        if script
    ]


def signs_undrawn(text: str) -> tuple[str, ...]:
    """The signs of a text, of no script, that would show as boxes, such as emoji."""
    return tuple(letter for letter in undrawn(text) if not script_of(letter[0]))


def said_missing(text: str, language: str) -> str:
    """What the reader of a file should know of the boxes in it; "" if there are none."""
    say = translations(language)
    sentence = say.gettext(
        "No font for {script} was found where this file was made, so that boxes stand for its "
        "letters: install {font}."
    )
    said = [sentence.format(script=one.script, font=one.font) for one in missing(text)]
    if signs_undrawn(text):
        sentence = say.gettext(
            "Boxes stand for signs, such as emoji, that no font had where this file was made: "
            "install {font}."
        )
        said.append(sentence.format(font=_EMOJI_FONT))
    return " ".join(said)


def undrawn(text: str) -> tuple[str, ...]:
    """The letters of a text, with their marks, that no font here can draw, each once, in order."""
    letters = tuple(_letters(text))
    tried, more = letters[:_MOST_LETTERS], letters[_MOST_LETTERS:]
    return _undrawn(tried, present(families(text))) + more


def with_boxes(text: str) -> str:
    """The text with `BOX` for each letter that no font here can draw, and without such marks.

    So a PDF of it can be PDF/UA, which allows no letter without a glyph.
    """
    letters = undrawn(text)
    marked = sorted((one for one in letters if len(one) > 1), key=len, reverse=True)
    if marked:
        pattern = "|".join(map(re.escape, marked))
        text = re.sub(pattern, lambda found: _without_marks(found[0]), text)
    return text.translate({ord(one): BOX for one in letters if len(one) == 1})


def _without_marks(letter: str) -> str:
    return letter[0] if letter[0] <= "\xff" else BOX


def _letters(text: str) -> dict[str, None]:
    """Every distinct letter, with the marks that follow it, that may lack a glyph."""
    found: dict[str, None] = {}
    for run in dict.fromkeys(_UNUSUAL.findall(text)):
        letters = [""]
        for sign in run:
            if letters[-1] and (_is_mark(sign) or letters[-1][-1] == _JOINER):
                letters[-1] += sign
            else:
                letters.append(sign)
        found.update((one, None) for one in letters[1:] if len(one) > 1 or one > "\xff")
    return found


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) in _MARKS or sign in _SKIN


@lru_cache(maxsize=64)
def _undrawn(letters: tuple[str, ...], families: tuple[str, ...]) -> tuple[str, ...]:
    """Those that typst refuses to set; none where it refuses plain letters too.

    A script has no font where none of its first letters is drawn. Letters beyond those that are
    tried singly are judged together.
    """
    if not letters or _sets(letters, families) or not _sets(("a", BOX), families):
        return ()
    scripts: dict[str, list[str]] = {}
    for letter in letters:
        scripts.setdefault(script_of(letter[0]), []).append(letter)
    refused: set[str] = set()
    left = _MOST_SINGLY
    for group in sorted(map(tuple, scripts.values()), key=len):
        first = group[: min(_MOST_TRIED, left)]
        none = bool(first) and _refused(first, families) == first
        singly = () if none else group[:left]
        refused.update(_refused(singly, families))
        others = group[len(singly) :]
        if none or not _sets(others, families):
            refused.update(others)
        left -= max(len(first), len(singly))
    return tuple(letter for letter in letters if letter in refused)


def _refused(letters: tuple[str, ...], families: tuple[str, ...]) -> tuple[str, ...]:
    """Those that typst refuses, found by halving what it refuses as a whole."""
    if not letters or _sets(letters, families):
        return ()
    if len(letters) == 1:
        return letters
    middle = len(letters) // 2
    return _refused(letters[:middle], families) + _refused(letters[middle:], families)


def _sets(letters: tuple[str, ...], families: tuple[str, ...]) -> bool:
    """Whether typst sets these letters as PDF/UA, for which it must find all glyphs."""
    inputs = {"pieces": json.dumps(letters), "fonts": json.dumps(families)}
    try:
        typst.compile(
            _PROBE,
            font_paths=found_fonts(),
            sys_inputs=inputs,
            format="pdf",
            pdf_standards="ua-1",
        )
    except typst.TypstError:
        return False
    return True


def _wished(script: str) -> str:
    if script in _PLAIN_SCRIPTS:
        return BASE[0]
    return f"Noto Sans {_WRITTEN_WITH.get(script, script.capitalize())}"


@lru_cache(maxsize=256)
def _family(script: str, letters: str) -> str:
    """The family that has these letters, the script's own if it is there; "" if none has."""
    wished = _wished(script)
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
