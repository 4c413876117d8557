"""The regions of a list: from a column, M49, a table of countries, or none."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd
from babel import Locale

from data.columnar.texts import each_once
from data.filters.describe import region_names
from data.geo.countries import countries, country_codes, subregions
from data.geo.region_names import m49_codes
from data.importing.recipe import REGION_RULES
from data.loading.csv_tables import with_columns
from data.loading.ids import slugs, spellings
from data.model.campaign import Campaign
from data.model.schema import GLOBAL, REGION_COLUMNS
from data.words.folding import fold
from data.words.languages import DEFAULT_LANGUAGE, available_languages

COLUMN, SUBREGIONS, TABLE, NONE = REGION_RULES

_MOST_REGIONS = 60
"""A column with more distinct texts is not one of regions, but something else, such as notes."""


def country_regions(campaign: Campaign) -> pd.DataFrame:
    """List the countries where consultations took place.

    Returns:
        One row per country, most consultations first: `iso2`, `iso3`, `rows` (number of
        consultations), `region` (name of their most frequent region, "" for none).
    """
    places = campaign.places.loc[
        campaign.places["iso3"] != "", ["consultation", "iso2", "iso3"]
    ].drop_duplicates()
    region = campaign.by_id["region"].astype("str")
    names = region_names(campaign, "en") | {"": ""}
    places = places.assign(region=places["consultation"].map(region).map(names))
    rows = places.groupby(["iso2", "iso3"])["region"].agg(rows="size", region=_most_frequent)
    table = rows.reset_index().sort_values(["rows", "iso3"], ascending=[False, True])
    types = {"iso2": "str", "iso3": "str", "rows": "int64", "region": "str"}
    return pd.DataFrame(table[list(types)]).astype(types).reset_index(drop=True)


def _most_frequent(texts: pd.Series[str]) -> str:
    return str(texts.value_counts().index[0])


def propose_rule(table: pd.DataFrame) -> str:
    """Propose one of `REGION_RULES`.

    Args:
        table: Optional text columns `region` and `country`.

    Returns:
        "column" if it has regions; else "subregions" if it has a known country; else "none".
    """
    table = with_columns(table, ("region", "country"))
    regions = table["region"].drop_duplicates()
    if 0 < (regions != "").sum() <= _MOST_REGIONS:
        return COLUMN
    return SUBREGIONS if (_first_iso3(table) != "").any() else NONE


def regions_for(
    table: pd.DataFrame, rule: str, region_table: Mapping[str, str] | None = None
) -> tuple[pd.Series[str], pd.DataFrame]:
    """Find the region of every row.

    Args:
        table: One row per consultation, with optional text columns: `region`; `country` (a list
            with semicolons, of which the first country counts); `iso3`, the country's alpha-3
            code, where known.
        rule: One of `REGION_RULES`; "" for the result of `propose_rule`.
        region_table: For the rule "table": name of the region by alpha-3 code of a country.

    Returns:
        The regions' names, "" for none, under the index of the table; and the table of regions:
        columns of `regions.csv`, with names in the languages of the interface. It has only the
        regions of rows, but all of them for the rule "table".
    """
    rule = rule or propose_rule(table)
    table = with_columns(table, ("region", "country"))
    if rule == COLUMN:
        return table["region"], _regions_by_name(table["region"])
    if rule == SUBREGIONS:
        codes = _map(_first_iso3(table), _subregion_by_iso3())
        regions = _m49_regions(codes)
        return _map(codes, dict(zip(regions["m49"], regions["name"], strict=True))), regions
    if rule == TABLE:
        names = {code.strip().upper(): name.strip() for code, name in (region_table or {}).items()}
        return _map(_first_iso3(table), names), _regions_of_table(names)
    return table["region"].where(table["region"] == "", ""), _frame([])


def _first_iso3(table: pd.DataFrame) -> pd.Series[str]:
    """The first country of each row; "" if it is unknown or ambiguous."""
    iso3 = countries().set_index("iso2")["iso3"].to_dict()

    def code(text: str) -> str:
        codes = country_codes(text.partition(";")[0])
        return iso3[codes[0]] if len(codes) == 1 else ""

    named = each_once(table["country"], code)
    return table["iso3"].where(table["iso3"] != "", named) if "iso3" in table.columns else named


def _map(keys: pd.Series[str], names: Mapping[str, str]) -> pd.Series[str]:
    return each_once(keys, lambda key: names.get(key, ""))


def _frame(rows: list[dict[str, str]]) -> pd.DataFrame:
    others = [f"name__{language}" for language in _other_languages()]
    frame = pd.DataFrame(rows, columns=[*REGION_COLUMNS[:2], *others, *REGION_COLUMNS[2:]])
    return frame.astype("str").fillna("")


def _regions_by_name(regions: pd.Series[str]) -> pd.DataFrame:
    """The regions of a column, in its order; those with a name of M49 get its countries."""
    texts = pd.Series(regions[regions != ""].unique(), dtype="str")
    codes = m49_codes()
    rows = [
        {"id": slug, "name": name, "m49": codes.get(fold(name), "")}
        for slug, name in zip(slugs(texts), texts, strict=True)
        if fold(name) != GLOBAL
    ]
    return _frame(rows).drop_duplicates("id", ignore_index=True)


def _m49_regions(codes: pd.Series[str]) -> pd.DataFrame:
    """The sub-regions with these codes, sorted by continent."""
    table = subregions().set_index("code")
    names = table["name"].to_dict()
    used = [code for code in codes.unique() if code]
    # The last of the parents is the world.
    continent = {code: [code, *table["parents"][code].split(";")][-2] for code in used}
    used.sort(key=lambda code: (names[continent[code]], names[code]))
    return _with_ids(
        [{"name": names[code], "m49": code} | _names_by_language(code) for code in used]
    )


def _regions_of_table(names: Mapping[str, str]) -> pd.DataFrame:
    """The regions of a table of countries, in its order."""
    spelt = pd.Series(list(names.values()), index=list(names), dtype="str")
    spelt = spelt[spelt != ""]
    rows = [
        {"name": str(group.iloc[0]), "countries": "; ".join(sorted(group.index))}
        for _, group in spelt.groupby(spellings(spelt), sort=False)
    ]
    return _with_ids(rows)


def _with_ids(rows: list[dict[str, str]]) -> pd.DataFrame:
    frame = _frame(rows)
    return frame.assign(id=slugs(frame["name"]))


def _other_languages() -> tuple[str, ...]:
    return tuple(code for code in available_languages() if code != DEFAULT_LANGUAGE)


def _names_by_language(code: str) -> dict[str, str]:
    return {
        f"name__{language}": str(Locale.parse(language).territories.get(code, ""))
        for language in _other_languages()
    }


@cache
def _subregion_by_iso3() -> dict[str, str]:
    table = countries()
    return dict(zip(table["iso3"], table["m49_subregion"], strict=True))
