"""The cities of places as numbers: within a campaign, and the same in all its shards."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.columnar.texts import text_keys
from data.model.campaign import Campaign
from data.model.result_cache import cached_on_campaign
from data.words.folding import fold_series


def city_codes(places: pd.DataFrame) -> tuple[np.ndarray, int]:
    """Return the city of each place as a number, however a table spells it, and how many."""
    name = places["matched"].where(places["matched"] != "", places["city"])
    codes, names = pd.factorize(name)
    folded, _ = pd.factorize(fold_series(pd.Series(names, dtype="str")))
    country, countries = pd.factorize(places["iso2"])
    cities, distinct_cities = pd.factorize(folded[codes] * max(len(countries), 1) + country)
    return cities, len(distinct_cities)


@cached_on_campaign(1)
def city_keys(campaign: Campaign) -> np.ndarray:
    """Return a number per city of a campaign that is the same in all its shards."""
    codes, count = city_codes(campaign.places)
    first = campaign.places.iloc[first_rows(codes, count)]
    name = first["matched"].where(first["matched"] != "", first["city"])
    texts = fold_series(name.astype("str")) + "\x1f" + first["iso2"].astype("str")
    return text_keys(texts)


def first_rows(codes: np.ndarray, count: int) -> np.ndarray:
    """Return the position of the first of each of `count` codes."""
    rows = np.zeros(count, dtype=np.int64)
    rows[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return rows
