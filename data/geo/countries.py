"""Recognize countries in texts, name them in any language, and list those of a region.

Codes are those of ISO 3166, regions those of the United Nations' M49 standard. The tables are in
`data/world`; names also come from Babel (Unicode CLDR).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import pandas as pd
from babel import Locale, UnknownLocaleError
from rapidfuzz import process
from rapidfuzz.distance import OSA

from data import WORLD
from data.words.folding import fold

# Country names are understood in these languages. An earlier one wins where two disagree.
_LANGUAGES = ("en", "fr", "es", "pt", "de", "ar", "ru", "zh")
_OFFICIAL_FORM = re.compile(
    r"(?:[a-z]+ ){0,4}"
    r"(?:republic|kingdom|state|commonwealth|principality|sultanate|duchy|federation|union|states)"
    r" of (?P<name>.+)"
    r"|(?:republique|royaume|etat|principaute|grand duche|federation|union|republica|reino|estado|"
    r"principado|estados unidos|federacion|repubblica|regno|principato)"
    r"(?: (?!de\b|del\b|du\b|des\b|d\b|di\b|da\b|do\b|della\b)[a-z]+){0,3}"
    r" (?:de la|de l|de las|de los|della|dello|degli|del|des|dei|de|du|d|di|da|do|dos|das)"
    r" (?P<romance>.+)"
    r"|(?:[a-z]+ ){0,3}(?:republik|konigreich|staat|furstentum|republiek|koninkrijk|republika)"
    r" (?:der |von |van |het )?(?P<german>.+)"
    r"|(?:\w+ ){0,3}(?:республика|королевство|государство) (?P<russian>.+)"
    r"|(?:جمهورية|مملكة|دولة|المملكة|سلطنة|امارة) (?P<arabic>.+)"
)
_LONG_IN_CHINESE = re.compile(r"(?P<name>.{2,})(?:共和国|王国|联邦|共和國|王國)")
_SHORTENED = {"saint": "st", "sainte": "ste"}
_LEFT_OUT = {"and", "the"}
_SHORTEST_MISSPELT = 6
_LONGEST_CACHED = 100
"""Most letters of a text whose codes are cached."""

_PARENTHESES = re.compile(r"^(?P<outside>[^()]*)\((?P<inside>[^()]*)\)\s*$")


@cache
def countries() -> pd.DataFrame:
    """Return one row per country or territory: the 249 of ISO 3166, and Kosovo as XK and XKX.

    Returns:
        Text columns, "" if empty: `iso2, iso3, numeric, name` (short English), `m49_subregion,
        m49_region` (codes), `lat, lon` (degrees; a good place for a label), `part_of` (alpha-2
        code of the state that a territory belongs to), `capital`. Sorted by `iso2`. Shared:
        don't change it.
    """
    return _read("countries.csv")


@cache
def subregions() -> pd.DataFrame:
    """Return one row per M49 region: `code, name, parents` (codes, nearest first, by `;`).

    All columns are text. Sorted by `code`. Shared: don't change it.
    """
    return _read("subregions.csv")


def country_code(text: str) -> str | None:
    """Return the country that a text names.

    It may be a name in any language of Unicode CLDR, an official long form, an ISO
    code of two or three letters, or another common name ("UK", "Ivory Coast", "Burma (Myanmar)",
    "China, People's Republic of"). Case, accents and punctuation don't matter.

    Returns:
        The alpha-2 code; None if the text is empty, names no known country, or one with several
        successors ("Yugoslavia": see `country_codes`).
    """
    codes = country_codes(text)
    return codes[0] if len(codes) == 1 else None


def country_codes(text: str) -> tuple[str, ...]:
    """Return the countries that a text names: several for a state that no longer exists.

    Returns:
        Alpha-2 codes; () if the text names no known country.
    """
    # Texts of all visitors' lists come here, so the cache must stay small.
    return (_short_text_codes if len(text) <= _LONGEST_CACHED else _codes)(text)


def _codes(text: str) -> tuple[str, ...]:
    names = _codes_by_name()
    words = fold(text).split()
    if _words_of_names().isdisjoint(words) and "".join(words) not in names:
        return ()
    several: tuple[str, ...] = ()
    for reading in _readings(text):
        codes = names.get(reading) or names.get(reading.replace(" ", "")) or ()
        if len(codes) == 1:
            return codes
        # "Russia (USSR)" says which of the successors is meant.
        several = several or codes
    return several


_short_text_codes = lru_cache(maxsize=10_000)(_codes)


@lru_cache(maxsize=10_000)
def misspelt_country(text: str) -> str:
    """Return the English name of the one country whose name a text has with one typing error.

    A letter is missing, too many, another one, or two are turned. "" for a short text, a name
    that is right, and one that is near to several countries.
    """
    key = name_key(text) if len(text) <= _LONGEST_CACHED else ""
    if len(key) < _SHORTEST_MISSPELT or country_codes(text):
        return ""
    names = _codes_of_plain_names()
    near = process.extract(key, list(names), scorer=OSA.distance, score_cutoff=1, limit=None)
    codes = {names[name] for name, *_ in near}
    return country_name(codes.pop()) if len(codes) == 1 else ""


@cache
def _codes_of_plain_names() -> dict[str, str]:
    """Return codes by names, as keys, in the languages that lists are mostly written in."""
    names = {
        name_key(name): code
        for language in _LANGUAGES
        for code, name in Locale(language).territories.items()
        if code in iso3_by_iso2()
    }
    return {name: code for name, code in names.items() if len(name) >= _SHORTEST_MISSPELT - 1}


def is_former(text: str) -> bool:
    """Whether a text is a former name of a country: "Zaire", "U.S.S.R."."""
    former = _former_names()
    return any(
        not former.isdisjoint((reading, reading.replace(" ", ""))) for reading in _readings(text)
    )


@lru_cache(maxsize=10_000)
def country_name(iso2: str, language: str = "en") -> str:
    """Return a country's short name in a language, such as "Côte d'Ivoire" or "Palestine".

    Args:
        iso2: An alpha-2 code.
        language: A code of Babel's (`fr`, `pt_BR`); an unknown one means English.

    Returns:
        The name; the code itself without a name.
    """
    base = language.replace("-", "_").split("_")[0]
    if shown := _display_names().get((iso2, base)):
        return shown
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return str(locale.territories.get(iso2, iso2))


def country_labels(language: str) -> list[tuple[str, str, float, float]]:
    """Return the names of countries on a map: alpha-3 code, name, latitude and longitude."""
    table = countries()
    places = zip(table["iso2"], table["iso3"], table["lat"], table["lon"], strict=True)
    return [
        (iso3, country_name(iso2, language), float(lat), float(lon))
        for iso2, iso3, lat, lon in places
        if lat and lon
    ]


def countries_of(m49_codes: Iterable[str]) -> list[str]:
    """Return the countries of some M49 regions, of any level ("001", "002", "202", "011").

    Returns:
        Alpha-3 codes in alphabetical order, each once. Unknown regions add none.
    """
    wanted = set(m49_codes)
    parents_of = subregions().set_index("code")["parents"].items()
    codes = [code for code, parents in parents_of if wanted & {code, *parents.split(";")}]
    table = countries()
    return sorted(table.loc[table["m49_subregion"].isin(codes), "iso3"])


@cache
def iso3_by_iso2() -> dict[str, str]:
    """Return alpha-3 codes by alpha-2 code."""
    return dict(countries()[["iso2", "iso3"]].itertuples(index=False, name=None))


@cache
def territories_of(iso2: str) -> tuple[str, ...]:
    """Return a state's territories with a code of their own, as alpha-2 codes."""
    table = countries()
    return tuple(table.loc[table["part_of"] == iso2, "iso2"])


def _readings(text: str) -> Iterator[str]:
    """Yield the readings of a country's name, the most literal first."""
    yield fold(text)
    yield name_key(text)
    before, comma, after = text.partition(",")
    turned = f"{after} {before}" if comma else text
    parts = _PARENTHESES.match(text)
    inside, outside = (parts["inside"], parts["outside"]) if parts else ("", "")
    # This also reads "Virgin Islands (British)", and "Denmark (Greenland)" as Greenland.
    for reading in (turned, f"{inside} {outside}", inside, outside):
        plain = name_key(reading)
        yield plain
        if official := _OFFICIAL_FORM.fullmatch(plain):
            yield from filter(None, official.groups())
        if official := _LONG_IN_CHINESE.fullmatch(plain):
            yield official["name"]


def name_key(text: str) -> str:
    """Fold a country's name, with "Saint" shortened as in CLDR, and without "and" and "the"."""
    words = fold(text).split()
    return " ".join(_SHORTENED.get(word, word) for word in words if word not in _LEFT_OUT)


@cache
def _codes_by_name() -> dict[str, tuple[str, ...]]:
    table = countries()
    names: dict[str, tuple[str, ...]] = {}
    for column in ("iso2", "iso3", "name"):
        # Not name_key, which would drop Andorra's code AND.
        names |= {
            fold(key): (code,) for key, code in zip(table[column], table["iso2"], strict=True)
        }
    aliases = _read("country_aliases.csv")
    for alias, codes in zip(aliases["alias"], aliases["iso2"], strict=True):
        names.setdefault(name_key(alias), tuple(codes.split(";")))
    others = _read("country_names.csv")
    others = others[others["language"].isin(_LANGUAGES)]
    for name, code in zip(others["name"], others["iso2"], strict=True):
        names.setdefault(name_key(name), (code,))
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in iso3_by_iso2():
                names.setdefault(name_key(name), (code,))
    for name, code in _foreign_names():
        names.setdefault(name, (code,))
    return names


def _foreign_names() -> Iterator[tuple[str, str]]:
    """Yield names in all other languages of Unicode CLDR, as keys, and alpha-2 codes."""
    path = WORLD / "foreign_country_names.csv"
    if path.exists():
        table = _read(path.name)
        yield from zip(table["name"], table["iso2"], strict=True)


@cache
def _words_of_names() -> frozenset[str]:
    """Return every word of the countries' names, to reject other texts quickly."""
    return frozenset(word for name in _codes_by_name() for word in name.split())


@cache
def _former_names() -> frozenset[str]:
    aliases = _read("country_aliases.csv")
    return frozenset(name_key(alias) for alias in aliases.loc[aliases["former"] == "yes", "alias"])


@cache
def _display_names() -> dict[tuple[str, str], str]:
    table = _read("country_names.csv")
    shown = table[table["use"] == "shown"]
    keys = zip(shown["iso2"], shown["language"], strict=True)
    return dict(zip(keys, shown["name"], strict=True))


def _read(name: str) -> pd.DataFrame:
    # "NA" is Namibia, not a missing value.
    return pd.read_csv(WORLD / name, dtype=str, keep_default_na=False)
