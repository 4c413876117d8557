"""Dates, places and selections in words, in the language of the page."""

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
from data.choosing.choice import ALL_KINDS, Choice
from data.choosing.select import count
from data.loading.iso_dates import PRECISIONS, first_day, last_day
from data.places.countries import country_name
from data.words.languages import joined, listing, number, translations, when

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign


def said_when(consultations: pd.DataFrame, language: str) -> pd.Series:
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


def said_where(places: pd.DataFrame, language: str) -> pd.Series:
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
    texts = gathered(places["consultation"][is_known], text[is_known])
    return pd.Series({id_: " · ".join(parts) for id_, parts in texts.items()}, dtype="str")


def _place_name(pattern: str, city: str, country: str) -> str:
    return pattern.format(city=city, country=country) if city and country else city or country


def names_of(frame: pd.DataFrame, column: str, language: str) -> dict[str, str]:
    """Map ids to names in a language."""
    return dict(zip(frame["id"], translated(frame, column, language), strict=True))


def organization_names(campaign: Campaign, language: str) -> dict[str, str]:
    """Map the id of every organization to its name. Don't change the result: it is shared."""
    return _organization_names(as_part(campaign).whole, language)


@cached_on_campaign(16)
def _organization_names(campaign: Campaign, language: str) -> dict[str, str]:
    return names_of(campaign.organizations, "name", language)


@cached_on_campaign(64)
def region_names(campaign: Campaign, language: str) -> dict[str, str]:
    """Map the id of every region to its name; "" and "global" to the name for no region."""
    own = campaign.settings.text("no_region", language)
    # Translators: shown instead of a region for consultations that were for no single region
    none = own or translations(language).gettext("Global")
    return names_of(campaign.regions, "name", language) | {GLOBAL: none, "": none}


def describe(campaign: Campaign, choice: Choice, language: str) -> str:
    """Describe a selection: `West & Central Africa, 2015–2016: 1 of 9 consultations`."""
    say = translations(language)
    total = count(campaign, Choice(kinds=choice.kinds))
    selected = count(campaign, choice)
    if selected == total:
        size = say.ngettext("{count} consultation", "{count} consultations", selected)
    else:
        size = say.ngettext(
            "{count} of {total} consultation", "{count} of {total} consultations", total
        )
    size = size.format(count=number(selected, language), total=number(total, language))
    filters = joined(_parts(campaign, choice, language), language)
    # Translators: the filters that are set, and how many consultations they let through
    return say.gettext("{filters}: {size}").format(filters=filters, size=size)


def _parts(campaign: Campaign, choice: Choice, language: str) -> list[str]:
    """Describe each filter that is set; the first part begins the description."""
    say = translations(language)
    regions = region_names(campaign, language)
    names = [regions[region] for region in choice.regions]
    is_everywhere = choice.kinds or not choice.narrowed
    parts = [listing(names, language) or (say.gettext("All regions") if is_everywhere else "")]
    if ALL_KINDS in choice.kinds:
        parts.append(say.gettext("related meetings too"))
    elif choice.kinds:
        column = "plural" if "plural" in campaign.kinds else "title"
        kinds = names_of(campaign.kinds, column, language)
        parts.append(listing([kinds[kind] for kind in choice.kinds], language))
    parts.append(listing([country_name(code, language) for code in choice.countries], language))
    parts.append(_organizations(campaign, choice, language, is_first=not any(parts)))
    parts.append(_period(choice, language, is_first=not any(parts)))
    if choice.words:
        parts.append(say.gettext("“{words}”").format(words=choice.words))
    return [part for part in parts if part]


def _organizations(campaign: Campaign, choice: Choice, language: str, *, is_first: bool) -> str:
    """Describe the organizations of a choice and their role; "" if there are none."""
    if not choice.organizations:
        return ""
    gettext = translations(language).gettext
    names = organization_names(campaign, language)
    who = listing([names[organization] for organization in choice.organizations], language)
    first, later = {
        # Translators: with a capital at the start of a description, without after a comma
        "organizer": (gettext("Organized by {who}"), gettext("organized by {who}")),
        # Translators: with a capital at the start of a description, without after a comma
        "host": (gettext("Hosted by {who}"), gettext("hosted by {who}")),
        # Translators: with a capital at the start of a description, without after a comma
        "partner": (gettext("With {who} as partner"), gettext("with {who} as partner")),
        # Translators: with a capital at the start of a description, without after a comma
        "": (gettext("With {who}"), gettext("with {who}")),
    }[choice.role]
    return (first if is_first else later).format(who=who)


def period(choice: Choice, language: str) -> str:
    """Describe the period of a choice within a sentence: `from 2015`; "" for all time."""
    return _period(choice, language, is_first=False)


def _period(choice: Choice, language: str, *, is_first: bool) -> str:
    since, until = first_day(choice.since), last_day(choice.until)
    if since and until:
        return when(since, until, _precision(choice.since, choice.until), language)
    # Some languages have another preposition before a day than before a month or a year.
    gettext = translations(language).gettext
    if since:
        # Translators: with a capital at the start of a description, without after a comma
        day = (gettext("From {day}"), gettext("from {day}"))
        # Translators: with a capital at the start of a description, without after a comma
        longer = (gettext("From {period}"), gettext("from {period}"))
    elif until:
        # Translators: with a capital at the start of a description, without after a comma
        day = (gettext("Until {day}"), gettext("until {day}"))
        # Translators: with a capital at the start of a description, without after a comma
        longer = (gettext("Until {period}"), gettext("until {period}"))
    else:
        return ""
    limit = choice.since or choice.until
    precision = _precision(limit)
    text = when(first_day(limit), last_day(limit), precision, language)
    first, later = day if precision == "day" else longer
    return (first if is_first else later).format(day=text, period=text)


def _precision(*dates: str) -> str:
    """Return the precision that writes every date in full."""
    return ("year", "month", "day")[max(text.count("-") for text in dates)]
