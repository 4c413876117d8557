"""The countries of a campaign, and the region that the consultations in each mostly have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from data.saying import region_names

if TYPE_CHECKING:
    from data.campaign import Campaign


def country_regions(campaign: Campaign) -> pd.DataFrame:
    """List the countries where consultations took place.

    Returns:
        A row a country, the one of most consultations first: `iso2`, `iso3`, `rows` (how many
        consultations), `region` (name of the region that most of them have, "" for none).
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
