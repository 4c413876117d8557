"""Whether a column of countries is about the events, or about their speakers or members."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pandas as pd

from data.geo.countries import country_codes
from data.geo.gazetteer import Gazetteer
from data.lists.columns.column_names import ColumnMatch
from data.lists.columns.form_days import DAY_OF_FORM, ONLY_DAY_OF_FORM
from data.lists.places.splitting import is_ruled
from data.model.errors import Issue, msgid

OTHERS_COUNTRY = msgid(
    "Most cities are not in this country, so it is somebody else's. Kept as an extra field."
)
_ACTIONS = {
    OTHERS_COUNTRY: msgid(
        "If the events took place in these countries, set the column type to country."
    ),
    ONLY_DAY_OF_FORM: msgid(
        "If these aren’t the days of the events, set the column type to an extra field."
    ),
    DAY_OF_FORM: msgid("If these are the days of the events, set the column type to start."),
}

_SAMPLE = 300
_LARGE = 100_000
_LEAST, _MOSTLY = 5, 0.5
"""So many pairs of city and country, and this share of those that can be checked, disagree."""


def is_of_others(cities: pd.Series[str], countries: pd.Series[str]) -> bool:
    """Whether the cities of a list are mostly in other countries than those beside them.

    Only large cities count, and a small city of the name in the country is enough to agree.

    Args:
        cities: A column of cities or places; text, "" if empty.
        countries: The column of countries, with the same index.
    """
    pairs = {
        (city, country) for city, country in zip(cities, countries, strict=True) if city and country
    }
    agree = disagree = 0
    for city, country in sorted(pairs)[:_SAMPLE]:
        fits = _fits(city, country)
        agree += fits is True
        disagree += fits is False
    return disagree >= _LEAST and disagree >= _MOSTLY * (agree + disagree)


def _fits(city: str, country: str) -> bool | None:
    """Whether a city is in a country; None if that can't be said."""
    codes = country_codes(country)
    candidates = _gazetteer().ask(city).ranked()
    if not codes or not candidates:
        return None
    if _gazetteer().find(city, codes).cities:
        return True
    best = candidates[0]
    if not best.is_primary or (best.population < _LARGE and not best.capital):
        return None
    return is_ruled(best.iso2, codes)


def column_issues(matches: Iterable[ColumnMatch], decided: Iterable[str], file: str) -> list[Issue]:
    """Return one issue for each undecided column of others' countries or of a form's days."""
    return [
        Issue(file, 0, match.header, "", match.reason, _ACTIONS[match.reason], level="guessed")
        for match in matches
        if match.reason in _ACTIONS and match.header not in set(decided)
    ]


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer()
