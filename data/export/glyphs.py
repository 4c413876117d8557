"""Find what no font here can draw: whole scripts, and single signs such as emoji.

Typst tells: it searches all fonts, brings some, and refuses PDF/UA to a text with a letter that
none of them has.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import typst

from data.export import fonts
from data.export.fonts import MOST_TRIED, family_name, script_of, usable
from data.words.languages import translations

BOX = "□"
"""Replaces a letter that no font here can draw; typst brings a font that has it."""
EMOJI_FONT = "Noto Color Emoji"

_MOST_SINGLY = 400
"""Letters to try one by one: each missing one takes two tries of some milliseconds."""
_MOST_LETTERS = 5000
"""More letters than any language has in a brief; a hostile text would take minutes."""
_JOINER = "\u200d"
_MARKS = frozenset({"Mn", "Mc", "Me", "Cf"})
_SKIN = frozenset("🏻🏼🏽🏾🏿")
_UNUSUAL = re.compile("[\\x00-\\xff]?[^\\x00-\\xff]+")
"""Letters that may lack a glyph, with the one before: typst brings Latin, but not all marks."""
_PROBE = b"""
#set document(title: "Probe")
#set text(lang: "en", font: json(bytes(sys.inputs.fonts)))
#json(bytes(sys.inputs.pieces)).join(" ")
"""
_CALLED = {"CJK": "Chinese", "NKO": "N'Ko"}
"""Names of scripts that differ from their name in Unicode."""


class Missing(NamedTuple):
    """A script that no font here has, and the family that does."""

    script: str
    font: str


class _How(NamedTuple):
    """The fonts to try letters with: families as JSON, and the fonts for typst."""

    families: str
    fonts: typst.Fonts


def missing(text: str) -> list[Missing]:
    """Return the scripts of a text with letters that would show as boxes."""
    scripts = dict.fromkeys(script_of(letter[0]) for letter in undrawn(text))
    return [
        Missing(_CALLED.get(script, script.capitalize()), family_name(script))
        for script in scripts
        if script
    ]


def signs_undrawn(text: str) -> tuple[str, ...]:
    """Return the signs of a text, such as emoji, that would show as boxes."""
    return tuple(letter for letter in undrawn(text) if not script_of(letter[0]))


def boxes_note(text: str, language: str) -> str:
    """Return a note for readers on the boxes in a file; "" if there are none."""
    say = translations(language)
    sentence = say.gettext(
        "Boxes replace {script} letters, because no font was found. "
        "Install {font} and make this file again."
    )
    notes = [sentence.format(script=lack.script, font=lack.font) for lack in missing(text)]
    if signs_undrawn(text):
        sentence = say.gettext(
            "Boxes replace signs such as emoji, because no font was found. "
            "Install {font} and make this file again."
        )
        notes.append(sentence.format(font=EMOJI_FONT))
    return " ".join(notes)


def undrawn(text: str) -> tuple[str, ...]:
    """Return the letters of a text, with marks, that no font here can draw, each once, in order."""
    letters = tuple(_letters(text))
    tested, rest = letters[:_MOST_LETTERS], letters[_MOST_LETTERS:]
    return _undrawn(tested, usable(text), fonts.system_fonts()) + rest


def with_boxes(text: str) -> str:
    """Replace letters that no font here can draw by `BOX`, and drop such marks.

    So its PDF can be PDF/UA, which allows no letter without a glyph.
    """
    letters = undrawn(text)
    marked = sorted((letter for letter in letters if len(letter) > 1), key=len, reverse=True)
    if marked:
        pattern = "|".join(map(re.escape, marked))
        text = re.sub(pattern, lambda match: _without_marks(match[0]), text)
    return text.translate({ord(letter): BOX for letter in letters if len(letter) == 1})


def _without_marks(letter: str) -> str:
    return letter[0] if letter[0] <= "\xff" else BOX


def _letters(text: str) -> dict[str, None]:
    """Collect the distinct letters, with their marks, that may lack a glyph."""
    distinct: dict[str, None] = {}
    for run in dict.fromkeys(_UNUSUAL.findall(text)):
        letters = [""]
        for sign in run:
            if letters[-1] and (_is_mark(sign) or letters[-1][-1] == _JOINER):
                letters[-1] += sign
            else:
                letters.append(sign)
        distinct.update(
            (letter, None) for letter in letters[1:] if len(letter) > 1 or letter > "\xff"
        )
    return distinct


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) in _MARKS or sign in _SKIN


@lru_cache(maxsize=64)
def _undrawn(
    letters: tuple[str, ...], families: tuple[str, ...], installed: typst.Fonts
) -> tuple[str, ...]:
    """Return the letters that typst refuses; none if it refuses plain letters too.

    A script has no font if none of its first letters is drawn. Letters beyond the ones to try
    one by one are judged together.
    """
    how = _How(json.dumps(families), installed)
    if not letters or _sets(letters, how) or not _sets(("a", BOX), how):
        return ()
    scripts: dict[str, list[str]] = {}
    for letter in letters:
        scripts.setdefault(script_of(letter[0]), []).append(letter)
    refused: set[str] = set()
    left = _MOST_SINGLY
    for group in sorted(map(tuple, scripts.values()), key=len):
        first = group[: min(MOST_TRIED, left)]
        none = bool(first) and _refused_letters(first, how) == first
        singly = () if none else group[:left]
        refused.update(_refused_letters(singly, how))
        others = group[len(singly) :]
        if none or not _sets(others, how):
            refused.update(others)
        left -= max(len(first), len(singly))
    return tuple(letter for letter in letters if letter in refused)


def _refused_letters(letters: tuple[str, ...], how: _How) -> tuple[str, ...]:
    """Return the letters that typst refuses, by halving what it refuses as a whole."""
    if not letters or _sets(letters, how):
        return ()
    if len(letters) == 1:
        return letters
    middle = len(letters) // 2
    return _refused_letters(letters[:middle], how) + _refused_letters(letters[middle:], how)


def _sets(letters: tuple[str, ...], how: _How) -> bool:
    """Whether typst sets these letters as PDF/UA, for which it needs all glyphs."""
    inputs = {"pieces": json.dumps(letters), "fonts": how.families}
    try:
        typst.compile(
            _PROBE,
            font_paths=how.fonts,
            sys_inputs=inputs,
            format="pdf",
            pdf_standards="ua-1",
        )
    except typst.TypstError:
        return False
    return True
