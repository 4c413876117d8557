"""Marks of the map and lines between them, ready to be drawn."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from data.campaign import translated
from data.languages import translations
from data.saying import country_names, region_names, said_when, said_where

if TYPE_CHECKING:
    from data.campaign import Campaign


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
    placed = campaign.places[campaign.places["lat"].notna()]
    joined = placed.merge(table, left_on="consultation", right_on="id", suffixes=("", "_table"))
    country = country_names(joined["iso2"], language)
    country = country.where(country != "", joined["country"])
    parts = [translated(joined, "city", language), country, joined["region_name"], joined["when"]]
    joined["label"] = _joined(joined["number"], parts)
    places = ["consultation", "position", "number", "lat", "lon"]
    columns = [*places, "region", "kind", "label", "title"]
    return joined[columns].sort_values("number", kind="stable", ignore_index=True)


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
    text = pd.Series("", index=number.index, dtype="str")
    for part in parts:
        longer = (text + ", " + part).where(text != "", part)
        text = longer.where(part != "", text)
    return number.astype("str") + ". " + text


@lru_cache(maxsize=64)
def lines(campaign: Campaign) -> pd.DataFrame:
    """Lines from a consultation to what it fed, of the whole campaign.

    Returns:
        A row a link whose two ends have a place: `consultation`, `into`, `from_lat`,
        `from_lon`, `to_lat`, `to_lon` (the first place of each), `same_place`.
    """
    placed = campaign.places[campaign.places["lat"].notna()]
    where = placed.drop_duplicates("consultation").set_index("consultation")[["lat", "lon"]]
    links = campaign.feeds[["consultation", "into"]]
    links = links.join(where.add_prefix("from_"), on="consultation")
    links = links.join(where.add_prefix("to_"), on="into")
    links = links.dropna(subset=["from_lat", "to_lat"]).reset_index(drop=True)
    same = (links["from_lat"] == links["to_lat"]) & (links["from_lon"] == links["to_lon"])
    return links.assign(same_place=same)
