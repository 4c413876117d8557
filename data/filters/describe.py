"""Dates, places and selections in words, in the language of the page."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.columnar.texts import group_texts
from data.geo.countries import country_name
from data.loading.iso_dates import PRECISIONS
from data.model.campaign import Tables, translated
from data.model.result_cache import cached_on_campaign
from data.model.schema import GLOBAL
from data.words.dates import when
from data.words.languages import translations


def dates_in_words(consultations: pd.DataFrame, language: str) -> pd.Series:
    """Write the dates of consultations; "" where unknown. Each distinct date is formatted once."""
    first, last = (_days(consultations[side]) for side in ("first", "last"))
    precision = pd.Index(PRECISIONS).get_indexer(pd.Index(consultations["precision"].astype("str")))
    is_known = (first != _UNKNOWN) & (last != _UNKNOWN)
    # One number per date, which pandas groups faster than three columns.
    keys = (first << _LONGEST | np.clip(last - first, 0, (1 << _LONGEST) - 1)) << _KINDS
    codes, distinct = pd.factorize(np.where(is_known, keys | np.maximum(precision, 0), _UNKNOWN))
    texts = pd.Series([_text_of_key(int(key), language) for key in distinct], dtype="str")
    return texts.take(codes).set_axis(consultations.index)


_UNKNOWN = np.iinfo(np.int64).min
_LONGEST, _KINDS = 22, 3
"""Bits of a key for the length in days (more than 10,000 years), and for the precision."""


def _days(dates: pd.Series) -> np.ndarray:
    days: np.ndarray = dates.to_numpy("datetime64[D]").astype("int64")
    return days


def _text_of_key(key: int, language: str) -> str:
    if key == _UNKNOWN:
        return ""
    precision, key = key & ((1 << _KINDS) - 1), key >> _KINDS
    first, days = key >> _LONGEST, key & ((1 << _LONGEST) - 1)
    start = date(1970, 1, 1) + timedelta(days=first)
    return when(start, start + timedelta(days=days), PRECISIONS[precision], language)


def country_names(codes: pd.Series, language: str) -> pd.Series:
    """Return the names of countries in a language, from their alpha-2 codes; "" for ""."""
    names = {code: country_name(code, language) if code else "" for code in codes.unique()}
    return codes.map(names).astype("str")


def places_in_words(places: pd.DataFrame, language: str) -> pd.Series:
    """Write the places of consultations: `Dakar, Senegal`, several separated by ` · `.

    Returns:
        Text by consultation id; consultations without a place are left out.
    """
    country = country_names(places["iso2"], language)
    country = country.where(country != "", places["country"])
    city = translated(places, "city", language)
    # Translators: a city and its country. Some languages write the country first, or no comma.
    pattern = translations(language).gettext("{city}, {country}")
    both = city + "\0" + country
    text = both.map({key: _place_name(pattern, *key.split("\0", 1)) for key in both.unique()})
    text = text.astype("str")
    is_known = text != ""
    texts = group_texts(places["consultation"][is_known], text[is_known])
    return pd.Series({id_: " · ".join(parts) for id_, parts in texts.items()}, dtype="str")


def _place_name(pattern: str, city: str, country: str) -> str:
    return pattern.format(city=city, country=country) if city and country else city or country


def names_of(frame: pd.DataFrame, column: str, language: str) -> dict[str, str]:
    """Map ids to names in a language."""
    return dict(zip(frame["id"], translated(frame, column, language), strict=True))


@cached_on_campaign(16)
def organization_names(campaign: Tables, language: str) -> dict[str, str]:
    """Map the id of every organization to its name. Don't change the result: it is shared."""
    return names_of(campaign.organizations, "name", language)


@cached_on_campaign(64)
def region_names(campaign: Tables, language: str) -> dict[str, str]:
    """Map the id of every region to its name; "" and "global" to the name for no region."""
    own = campaign.settings.text("no_region", language)
    # Translators: shown instead of a region for consultations that were for no single region
    none = own or translations(language).gettext("Global")
    return names_of(campaign.regions, "name", language) | {GLOBAL: none, "": none}
