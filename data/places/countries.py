"""Countries: told from what people write, named in any language, gathered into regions.

Codes are those of ISO 3166; regions are those of the United Nations' M49 standard. The tables
come from data/world, the names from Babel (Unicode CLDR).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import pandas as pd
from babel import Locale, UnknownLocaleError

from data import WORLD
from data.words.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


# The languages that country names are understood in; an earlier one wins where two disagree.
_LANGUAGES = ("en", "fr", "es", "pt", "de", "ar", "ru", "zh")
_OFFICIAL_FORM = re.compile(
    r"(?:[a-z]+ ){0,4}"
    r"(?:republic|kingdom|state|commonwealth|principality|sultanate|duchy) of (?P<name>.+)"
)
_SHORTENED = {"saint": "st", "sainte": "ste"}
_LEFT_OUT = {"and", "the"}
_LONGEST_CACHED = 100
"""Letters of a text whose answer is cached."""

_PARENTHESES = re.compile(r"^(?P<outside>[^()]*)\((?P<inside>[^()]*)\)\s*$")


@cache
def countries() -> pd.DataFrame:
    """Give one row a country or territory: the 249 of ISO 3166, and Kosovo as XK and XKX.

    Returns:
        All columns are text, ``""`` where there is nothing: ``iso2, iso3, numeric, name`` (short
        English), ``m49_subregion, m49_region`` (codes), ``lat, lon`` (degrees; a good place for a
        label), ``part_of`` (the alpha-2 code of the state that a territory belongs to),
        ``capital``. Sorted by ``iso2``. Don't change it: it is shared.
    """
    return _read("countries.csv")


@cache
def subregions() -> pd.DataFrame:
    """Give one row an M49 region: ``code, name, parents`` (codes, nearest first, by ``;``).

    All columns are text. Sorted by ``code``. Don't change it: it is shared.
    """
    return _read("subregions.csv")


def country_code(text: str) -> str | None:
    """Tell which one country a text names.

    Understood are names in English, French, Spanish, Portuguese, German, Arabic, Russian and
    Chinese, ISO codes of two or three letters, and common other names ("UK", "Ivory Coast", "Burma
    (Myanmar)", "China, People's Republic of"); case, accents and punctuation don't matter.

    Returns:
        The alpha-2 code; None if the text is empty, names no country known here, or names one
        that several follow ("Yugoslavia": see :func:`country_codes`).
    """
    codes = country_codes(text)
    return codes[0] if len(codes) == 1 else None


def country_codes(text: str) -> tuple[str, ...]:
    """Tell which countries a text names: several for a state that exists no longer.

    Returns:
        Alpha-2 codes; ``()`` if none is known.
    """
    # Texts of all visitors' lists come here: what is cached of them must stay small.
    return (_short_text_codes if len(text) <= _LONGEST_CACHED else _codes)(text)


def _codes(text: str) -> tuple[str, ...]:
    known = _codes_by_name()
    words = fold(text).split()
    if _words_of_names().isdisjoint(words) and "".join(words) not in known:
        return ()
    several: tuple[str, ...] = ()
    for reading in _readings(text):
        codes = known.get(reading) or known.get(reading.replace(" ", "")) or ()
        if len(codes) == 1:
            return codes
        # "Russia (USSR)" says which of those that followed.
        several = several or codes
    return several


_short_text_codes = lru_cache(maxsize=10_000)(_codes)


def is_former(text: str) -> bool:
    """Tell whether a text names a country as it was once called: "Zaire", "U.S.S.R."."""
    former = _former_names()
    return any(r in former or r.replace(" ", "") in former for r in _readings(text))


@lru_cache(maxsize=10_000)
def country_name(iso2: str, language: str = "en") -> str:
    """Name a country shortly in a language, such as "Côte d'Ivoire" or "Palestine".

    Args:
        iso2: an alpha-2 code.
        language: a language as Babel knows it (``fr``, ``pt_BR``); an unknown one means English.

    Returns:
        The name; the code itself where there is none.
    """
    base = language.replace("-", "_").split("_")[0]
    if shown := _shown_names().get((iso2, base)):
        return shown
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return str(locale.territories.get(iso2, iso2))


def countries_of(m49_codes: Iterable[str]) -> list[str]:
    """List the countries of some M49 regions, of whatever level ("001", "002", "202", "011").

    Returns:
        Alpha-3 codes in alphabetical order, each once; an unknown region adds none.
    """
    wanted = set(m49_codes)
    within = {
        code: {code, *parents.split(";")}
        for code, parents in subregions().set_index("code")["parents"].items()
    }
    chosen = {str(code) for code, regions in within.items() if regions & wanted}
    table = countries()
    return sorted(table.loc[table["m49_subregion"].isin(chosen), "iso3"])


@cache
def iso3_by_iso2() -> dict[str, str]:
    """Give alpha-3 codes by alpha-2 code."""
    return dict(countries()[["iso2", "iso3"]].itertuples(index=False, name=None))


@cache
def territories_of(iso2: str) -> tuple[str, ...]:
    """List the territories with a code of their own that belong to a state, as alpha-2 codes."""
    table = countries()
    return tuple(table.loc[table["part_of"] == iso2, "iso2"])


def _readings(text: str) -> Iterator[str]:
    """Give the ways to read a country's name, the most literal first."""
    yield fold(text)
    yield _key(text)
    before, comma, after = text.partition(",")
    turned = f"{after} {before}" if comma else text
    parts = _PARENTHESES.match(text)
    inside, outside = (parts["inside"], parts["outside"]) if parts else ("", "")
    # "Virgin Islands (British)" is turned too; "Denmark (Greenland)" is not.
    for reading in (turned, f"{inside} {outside}", inside, outside):
        plain = _key(reading)
        yield plain
        if official := _OFFICIAL_FORM.fullmatch(plain):
            yield official["name"]


def _key(text: str) -> str:
    """Fold a country's name, with "Saint", "and" and "the" as CLDR writes or leaves them."""
    words = fold(text).split()
    return " ".join(_SHORTENED.get(word, word) for word in words if word not in _LEFT_OUT)


@cache
def _codes_by_name() -> dict[str, tuple[str, ...]]:
    table = countries()
    known: dict[str, tuple[str, ...]] = {}
    for column in ("iso2", "iso3", "name"):
        # Not _key, which would leave nothing of Andorra's code AND.
        known |= {
            fold(key): (code,) for key, code in zip(table[column], table["iso2"], strict=True)
        }
    aliases = _read("country_aliases.csv")
    for alias, codes in zip(aliases["alias"], aliases["iso2"], strict=True):
        known.setdefault(_key(alias), tuple(codes.split(";")))
    others = _read("country_names.csv")
    others = others[others["language"].isin(_LANGUAGES)]
    for name, code in zip(others["name"], others["iso2"], strict=True):
        known.setdefault(_key(name), (code,))
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in iso3_by_iso2():
                known.setdefault(_key(name), (code,))
    return known


@cache
def _words_of_names() -> frozenset[str]:
    """Give every word that some country's name has, to pass over other texts quickly."""
    return frozenset(word for name in _codes_by_name() for word in name.split())


@cache
def _former_names() -> frozenset[str]:
    aliases = _read("country_aliases.csv")
    return frozenset(_key(alias) for alias in aliases.loc[aliases["former"] == "yes", "alias"])


@cache
def _shown_names() -> dict[tuple[str, str], str]:
    table = _read("country_names.csv")
    shown = table[table["use"] == "shown"]
    keys = zip(shown["iso2"], shown["language"], strict=True)
    return dict(zip(keys, shown["name"], strict=True))


def _read(name: str) -> pd.DataFrame:
    # "NA" is Namibia, not a missing value.
    return pd.read_csv(WORLD / name, dtype=str, keep_default_na=False)
