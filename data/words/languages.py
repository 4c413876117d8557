"""Languages of the interface: gettext catalogs, and dates, numbers and lists as Babel writes them.

A language is a file `data/words/catalogs/CODE.po`; English is what the code says.
"""

from __future__ import annotations

import gettext
import io
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, dates, lists, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

DEFAULT_LANGUAGE = "en"
FOLDER = Path(__file__).parent / "catalogs"
_TERRITORIES = {"en": "en_GB"}
"""British English writes 7 December 2015, day first like most of the world."""
_FIRST_OF_MONTH = {"fr": "1er"}
"""Where the first day of a month is not written as a plain 1; Unicode's patterns don't say so."""


def available_languages() -> tuple[str, ...]:
    """Codes of the languages that the interface speaks, English first."""
    return _languages_in(FOLDER)


@cache
def _languages_in(folder: Path) -> tuple[str, ...]:
    return (DEFAULT_LANGUAGE, *sorted(path.stem for path in folder.glob("*.po")))


@lru_cache(maxsize=32)
def translations(language: str) -> gettext.NullTranslations:
    """The catalog of a language; English, and any language without a file, says the ids."""
    path = FOLDER / f"{language}.po"
    if language not in available_languages() or not path.is_file():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@lru_cache(maxsize=32)
def locale(language: str) -> Locale:
    """Babel's locale of a language."""
    return Locale.parse(_TERRITORIES.get(language, language))


def native_name(language: str) -> str:
    """What a language calls itself, with a capital: `Français`."""
    name = locale(language).get_language_name(language) or language
    return name[:1].upper() + name[1:]


def language_name(code: str, language: str) -> str:
    """The name of the language `code` in `language`; the code itself if unknown."""
    return str(locale(language).languages.get(code, code))


def closest_language(wished: str | None, offered: Iterable[str]) -> str:
    """The language among `offered` for a browser's locale such as `fr-CA`; else the first."""
    offered = tuple(offered)
    code = (wished or "").replace("_", "-").split("-")[0].lower()
    return code if code in offered else offered[0]


def number(value: float, language: str) -> str:
    """A number with the language's separators."""
    return numbers.format_decimal(value, locale=locale(language))


def listing(items: Iterable[str], language: str) -> str:
    """Names joined as the language joins a list: `A, B and C`."""
    return lists.format_list(list(items), locale=locale(language))


@lru_cache(maxsize=4096)
def when(first: date | None, last: date | None, precision: str, language: str) -> str:
    """Say a stretch of days as exactly as it is known: `21–22 March 2015`, `April 2016`, `2016`.

    Returns:
        "" if the first day is unknown.
    """
    if first is None or last is None:
        return ""
    loc = locale(language)
    if precision == "year":
        return _stretch(first, last, "y", first.year == last.year, loc)
    if precision == "month":
        same = (first.year, first.month) == (last.year, last.month)
        return _stretch(first, last, "yMMMM", same, loc)
    said = dates.format_date(first, "long", loc) if first == last else _days(first, last, loc)
    return re.sub(r"\b1\b", _FIRST_OF_MONTH.get(language, "1"), said)


def _stretch(first: date, last: date, skeleton: str, same: bool, loc: Locale) -> str:  # noqa: FBT001
    if same:
        return dates.format_skeleton(skeleton, first, locale=loc)
    return dates.format_interval(first, last, skeleton, locale=loc)


def _days(first: date, last: date, loc: Locale) -> str:
    """Several days with whole names of months: CLDR has the pattern with short ones only."""
    differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    patterns = loc.interval_formats.get("yMMMd", {}).get(differs)
    if not patterns:
        return f"{dates.format_date(first, 'long', loc)} – {dates.format_date(last, 'long', loc)}"
    long = [re.sub("(?<!M)MMM(?!M)", "MMMM", pattern) for pattern in patterns]
    ends = zip((first, last), long, strict=True)
    return "".join(dates.format_date(day, pattern, loc) for day, pattern in ends)


def month_names(language: str) -> list[str]:
    """Short names of the twelve months."""
    names = dates.get_month_names("abbreviated", "stand-alone", locale(language))
    return [names[month] for month in range(1, 13)]
