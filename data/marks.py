"""Marks of the map and lines between them, ready to be drawn."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.arrow_texts import found_in, joined
from data.campaign import translated
from data.languages import translations
from data.saying import country_names, region_names, said_when, said_where

if TYPE_CHECKING:
    from data.campaign import Campaign


_OF_PLACE = ("consultation", "position", "city", "country", "iso2", "lat", "lon")


@lru_cache(maxsize=64)
def marks(campaign: Campaign, language: str) -> pd.DataFrame:
    """What stands on the map.

    Returns:
        A row a placed consultation and place, in order of number: `consultation`, `position`
        (of the place, from 0), `number`, `lat`, `lon`, `region`, `kind` (ids, "" for none),
        `label` (accessible name: "4. Dakar, Senegal, West & Central Africa, 7 December 2015"),
        `title`. Empty in, empty out.
    """
    table = _labelled(campaign, language)
    places = campaign.places
    said = [name for name in places.columns if name in _OF_PLACE or name.startswith("city__")]
    placed = places.loc[places["lat"].notna(), said]
    rows = pd.Index(table["id"]).get_indexer(pd.Index(placed["consultation"]))
    # The order of the table is that of numbers; a place may be of no consultation.
    order = np.argsort(rows, kind="stable")[np.count_nonzero(rows < 0) :]
    placed = placed.take(order).reset_index(drop=True)
    table = table.take(rows[order]).reset_index(drop=True)
    country = country_names(placed["iso2"], language)
    country = country.where(country != "", placed["country"])
    parts = [translated(placed, "city", language), country, table["region_name"], table["when"]]
    return pd.DataFrame(
        {
            "consultation": placed["consultation"].astype("str"),
            "position": placed["position"],
            "number": table["number"],
            "lat": placed["lat"],
            "lon": placed["lon"],
            "region": table["region"],
            "kind": table["kind"],
            "label": _joined(table["number"], parts),
            "title": table["title"],
        }
    )


def _labelled(campaign: Campaign, language: str) -> pd.DataFrame:
    table = campaign.consultations
    region = table["region"].astype("str")
    said = said_when(table, language)
    return pd.DataFrame(
        {
            "id": table["id"],
            "number": table["number"],
            "region": region,
            "kind": table["kind"].astype("str"),
            "region_name": region.map(region_names(campaign, language)).astype("str"),
            "when": said.where(said != "", translations(language).gettext("no date")),
            "title": translated(table, "title", language),
        }
    )


def labels(campaign: Campaign, language: str) -> pd.Series:
    """What a consultation is called where it has one label: that of its mark, all places in it.

    Returns:
        Text in the order of the consultations.
    """
    table = _labelled(campaign, language)
    where = table["id"].map(said_where(campaign.places, language)).astype("str").fillna("")
    return _joined(table["number"], [where, table["region_name"], table["when"]])


def _joined(number: pd.Series, parts: list[pd.Series]) -> pd.Series:
    """`4. A, B, C`: the parts that are there, after the number."""
    return number.astype("str") + ". " + joined(parts, ", ")


@lru_cache(maxsize=64)
def lines(campaign: Campaign) -> pd.DataFrame:
    """Lines from a consultation to what it fed, of the whole campaign.

    Returns:
        A row a link whose two ends have a place: `consultation`, `into`, `from_lat`,
        `from_lon`, `to_lat`, `to_lon` (the first place of each), `same_place`.
    """
    ends = pd.concat([campaign.feeds["consultation"], campaign.feeds["into"]]).drop_duplicates()
    of_them = campaign.places[found_in(campaign.places["consultation"], ends)]
    placed = of_them[of_them["lat"].notna()]
    where = placed.drop_duplicates("consultation").set_index("consultation")[["lat", "lon"]]
    links = campaign.feeds[["consultation", "into"]]
    links = links.join(where.add_prefix("from_"), on="consultation")
    links = links.join(where.add_prefix("to_"), on="into")
    links = links.dropna(subset=["from_lat", "to_lat"]).reset_index(drop=True)
    same = (links["from_lat"] == links["to_lat"]) & (links["from_lon"] == links["to_lon"])
    return links.assign(same_place=same)
