"""Fonts for pictures and PDF, and the letters of a text that no font here can draw."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import typst
from PIL import ImageFont

from data.export.extract import Extract
from data.export.formats import format_named
from data.model.campaign import translated
from data.words.languages import listing, translations

_COLUMNS = ("title", "city", "country", "kind", "region", "organizers", "hosts", "summary")
_MOST_ROWS = 1000
"""The brief lists no more rows."""

_UNUSUAL = re.compile(r"[^\x00-\u058f\u1e00-\u20cf]|\u20e3")
"""Letters beyond Latin, Greek, Cyrillic, Armenian and punctuation, which some font always has."""


def boxes_warning(extract: Extract) -> str:
    """Return a sentence on the signs and scripts of a selection that no font here can draw.

    Returns:
        "" if the brief shows every letter, or is not offered for so many.
    """
    if format_named("pdf").refusal(extract):
        return ""
    text = "\n".join(_texts(extract))
    if not _UNUSUAL.search(text):
        return ""
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


BOX = "□"
"""Replaces a letter that no font here can draw; typst brings a font that has it."""
EMOJI_FONT = "Noto Color Emoji"

_MOST_LETTERS = 5000
"""More letters than any language has in a brief; a hostile text would take seconds."""
_JOINER = "\u200d"
_MARKS = frozenset({"Mn", "Mc", "Me", "Cf"})
_SKIN = frozenset("🏻🏼🏽🏾🏿")
_RARE = re.compile("[\\x00-\\xff]?[^\\x00-\\xff]+")
"""Letters that may lack a glyph, with the one before: typst brings Latin, but not all marks."""
_PROBE = """\
#set document(title: "Probe")
#set text(lang: "en", font: json(bytes(sys.inputs.fonts)))
#let letters = json(bytes(sys.inputs.letters))
"""
_REFUSED = re.compile(r"the text \S+ could not be displayed .*\n.*:(\d+):\d+$", re.MULTILINE)
"""What typst says of a letter without a glyph, with the line where it stands."""
_CALLED = {"CJK": "Chinese", "NKO": "N'Ko"}
"""Names of scripts that differ from their name in Unicode."""


class Missing(NamedTuple):
    """A script that no font here has, and the family that does."""

    script: str
    font: str


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
    return _undrawn(tested, usable(text), system_fonts()) + rest


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
    for run in dict.fromkeys(_RARE.findall(text)):
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
    """Return the letters that typst refuses to set as PDF/UA, for which it needs all glyphs.

    Each letter has a line of its own, and typst names the lines.
    """
    lines = "\n".join(f"#letters.at({i})" for i in range(len(letters)))
    inputs = {"letters": json.dumps(letters), "fonts": json.dumps(families)}
    try:
        typst.compile(
            (_PROBE + lines).encode(),
            font_paths=installed,
            sys_inputs=inputs,
            format="pdf",
            pdf_standards="ua-1",
        )
    except typst.TypstError as error:
        first = _PROBE.count("\n") + 1
        refused = {int(line) - first for line in _REFUSED.findall(error.diagnostic)}
        return tuple(letter for i, letter in enumerate(letters) if i in refused)
    return ()
