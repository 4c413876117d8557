"""Languages of the interface: gettext catalogs, and numbers and lists formatted by Babel.

A language is a file `data/words/catalogs/CODE.po`. English is in the code.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError, lists, numbers
from babel.core import get_global
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

DEFAULT_LANGUAGE = "en"
FOLDER = Path(__file__).parent / "catalogs"
_TERRITORIES = {"en": "en_GB"}
"""British English writes 7 December 2015, day first like most of the world."""
_CODE = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


def available_languages() -> tuple[str, ...]:
    """Return the codes of the interface's languages, English first."""
    return _languages_in(FOLDER)


def spoken_languages(wished: Iterable[str]) -> tuple[str, ...]:
    """Return those of some languages that the interface has; English if it has none of them."""
    translated = available_languages()
    return tuple(code for code in wished if code in translated) or (DEFAULT_LANGUAGE,)


def is_language(code: str) -> bool:
    """Tell whether a text is the code of a language with known dates and numbers: `fr`, `pt-BR`.

    Babel ignores what follows a "." or "@". As such a text could be a path, it is no code.
    """
    if not _CODE.fullmatch(code):
        return False
    try:
        Locale.parse(_babel_code(code))
    except (ValueError, UnknownLocaleError):
        return False
    return True


@cache
def _languages_in(folder: Path) -> tuple[str, ...]:
    return (DEFAULT_LANGUAGE, *sorted(path.stem for path in folder.glob("*.po")))


@lru_cache(maxsize=32)
def translations(language: str) -> gettext.NullTranslations:
    """Load the catalog of a language; one without a file, like English, returns the ids."""
    path = FOLDER / f"{language}.po"
    if language not in available_languages() or not path.is_file():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        catalog = read_po(file, locale=Locale.parse(_babel_code(language)))
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


STATE = re.compile(r"(draft|read by one|read by two) \d{4}-\d\d-\d\d, .+")
"""The comment above a message: who wrote or read its translation, and when."""


@lru_cache(maxsize=32)
def read_by_speakers(language: str) -> tuple[int, int]:
    """Count the texts of a catalog that speakers of the language have read, and all its texts."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        texts = [message for message in read_po(file) if message.id]
    states = [STATE.fullmatch(line) for text in texts for line in text.user_comments]
    return sum(state is not None and state[1] != "draft" for state in states), len(texts)


@lru_cache(maxsize=32)
def locale(language: str) -> Locale:
    """Return Babel's locale of a language."""
    return Locale.parse(_TERRITORIES.get(language, _babel_code(language)))


def _babel_code(code: str) -> str:
    """Write a code as Babel does: `pt_BR` for `pt-BR`."""
    return code.replace("-", "_")


def native_name(language: str) -> str:
    """Return a language's name for itself, with a capital: `Français`, `Português (Brasil)`."""
    name = Locale.parse(_babel_code(language)).get_display_name() or language
    return name[:1].upper() + name[1:]


def language_name(code: str, language: str) -> str:
    """Return the name of the language `code` in `language`; the code itself if unknown."""
    return str(locale(language).languages.get(code, code))


def closest_language(wished: str | None, offered: Iterable[str]) -> str:
    """Return the language in `offered` for a browser's locale such as `fr-CA`, else the first.

    `zh-CN` and `zh` are read as `zh_Hans`, `zh-TW` is not: CLDR's likely subtags know the script.
    """
    offered = tuple(offered)
    wish = _babel_code(wished or "").lower()
    base = wish.split("_")[0]
    likely = _likely_subtags()
    script = "_".join(likely.get(wish, likely.get(base, base)).split("_")[:2])
    wishes = (wish, script, base)
    codes = {_babel_code(code).lower(): code for code in offered}
    return next((codes[code] for code in wishes if code in codes), offered[0])


@cache
def _likely_subtags() -> dict[str, str]:
    return {code.lower(): full.lower() for code, full in get_global("likely_subtags").items()}


@lru_cache(8192)
def number(value: float, language: str) -> str:
    """Format a number with the language's separators."""
    return numbers.format_decimal(value, locale=locale(language))


def language_tag(code: str) -> str:
    """Write a code as HTML, XML and JavaScript do (BCP 47): `zh-Hans` for `zh_Hans`."""
    return code.replace("_", "-")


def direction(language: str) -> str:
    """Return the direction of writing as HTML names it: "ltr" or "rtl"."""
    return str(locale(language).text_direction)


def listing(items: Iterable[str], language: str) -> str:
    """Join names as the language writes a list: `A, B and C`."""
    return lists.format_list(list(items), locale=locale(language))


def join_parts(parts: Iterable[str], language: str) -> str:
    """Join the parts of one description without an "and": `A, B, C`; "" if there are none."""
    return comma(language).join(parts)


def comma(language: str) -> str:
    """Return what separates the parts of one description, with its spaces."""
    # Translators: the comma and space between two parts of one description,
    # such as "2015–2016, with Red Cross"
    return translations(language).gettext(", ")


def join_lists(parts: Iterable[str], language: str) -> str:
    """Join parts that may have commas in them: `A, B; C`; "" if there are none."""
    # Translators: the semicolon and space between two parts that may have commas in them
    return translations(language).gettext("; ").join(parts)
