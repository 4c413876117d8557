"""Consultations and choices in words, in the language of the page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.arrays.texts import gathered
from data.campaign.campaign import translated
from data.campaign.result_cache import cached_on_campaign
from data.campaign.schema import GLOBAL
from data.campaign.selection import as_part
from data.loading.iso_dates import PRECISIONS
from data.places.countries import country_name
from data.words.languages import translations, when

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign


def said_when(consultations: pd.DataFrame, language: str) -> pd.Series:
    """The dates of consultations in words; "" where unknown. Each distinct date is said once."""
    first, last = (_days(consultations[side]) for side in ("first", "last"))
    precision = pd.Index(PRECISIONS).get_indexer(pd.Index(consultations["precision"].astype("str")))
    is_known = (first != _UNKNOWN) & (last != _UNKNOWN)
    # One number a date, which is quicker to tell apart than three columns.
    together = (first << _LONGEST | np.clip(last - first, 0, (1 << _LONGEST) - 1)) << _KINDS
    codes, distinct = pd.factorize(
        np.where(is_known, together | np.maximum(precision, 0), _UNKNOWN)
    )
    said = pd.Series([_said_number(int(one), language) for one in distinct], dtype="str")
    return said.take(codes).set_axis(consultations.index)


_UNKNOWN = np.iinfo(np.int64).min
_LONGEST, _KINDS = 22, 3
"""Bits for the days that a date takes, more than 10,000 years, and for how exact it is."""


def _days(dates: pd.Series) -> np.ndarray:
    days: np.ndarray = dates.to_numpy("datetime64[D]").astype("int64")
    return days


def _said_number(number: int, language: str) -> str:
    if number == _UNKNOWN:
        return ""
    precision, number = number & ((1 << _KINDS) - 1), number >> _KINDS
    first, days = number >> _LONGEST, number & ((1 << _LONGEST) - 1)
    start = date(1970, 1, 1) + timedelta(days=first)
    return when(start, start + timedelta(days=days), PRECISIONS[precision], language)


def country_names(codes: pd.Series, language: str) -> pd.Series:
    """The names of countries in a language, from their alpha-2 codes; "" for ""."""
    names = {code: country_name(code, language) if code else "" for code in codes.unique()}
    return codes.map(names).astype("str")


def said_where(places: pd.DataFrame, language: str) -> pd.Series:
    """City and country of consultations in words: `Dakar, Senegal`; several joined.

    Returns:
        Text under the consultation's id; a consultation without a place has none.
    """
    country = country_names(places["iso2"], language)
    country = country.where(country != "", places["country"])
    city = translated(places, "city", language)
    both = (city != "") & (country != "")
    text = city.where(~both, city + ", " + country)
    text = text.where(text != "", country)
    is_said = text != ""
    found = gathered(places["consultation"][is_said], text[is_said])
    joined = {consultation: " · ".join(parts) for consultation, parts in found.items()}
    return pd.Series(joined, dtype="str")


def names_of(frame: pd.DataFrame, column: str, language: str) -> dict[str, str]:
    """Id to name in a language."""
    return dict(zip(frame["id"], translated(frame, column, language), strict=True))


def organization_names(campaign: Campaign, language: str) -> dict[str, str]:
    """Id to name of every organization. Not to be changed: it is made once."""
    return _organization_names(as_part(campaign).whole, language)


@cached_on_campaign(16)
def _organization_names(campaign: Campaign, language: str) -> dict[str, str]:
    return names_of(campaign.organizations, "name", language)


@cached_on_campaign(64)
def region_names(campaign: Campaign, language: str) -> dict[str, str]:
    """Id to name of every region, with what stands for none."""
    own = campaign.settings.text("no_region", language)
    none = own or translations(language).gettext("Global")
    return names_of(campaign.regions, "name", language) | {GLOBAL: none, "": none}
