"""Cities and coordinates of consultations as one row a place."""

from __future__ import annotations

import pandas as pd

from data.tables import exploded

_COLUMNS = ("city", "country", "lat", "lon")


def place_rows(consultations: pd.DataFrame) -> pd.DataFrame:
    """Take the lists of cities, countries and coordinates apart.

    Args:
        consultations: `id`, `city`, `country`, `lat`, `lon`: text, lists with semicolons. One
            country stands for all the cities of its row. `city__fr` and the like, if there.

    Returns:
        One row a consultation and place: `consultation`, `position` (from 0), `city`,
        `country`, `lat`, `lon` as text, and the translations of `city`. A consultation without
        any gives no row.
    """
    translations = [name for name in consultations.columns if name.startswith("city__")]
    countries = exploded(consultations, "id", "country")
    is_lone = ~countries["id"].duplicated(keep=False)
    places, lone = countries[~is_lone], countries[is_lone]
    for column in ("city", "lat", "lon"):
        values = exploded(consultations, "id", column)
        places = places.merge(values, on=["id", "position"], how="outer")
    for column in translations:
        values = exploded(consultations, "id", column)
        places = places.merge(values, on=["id", "position"], how="left")
    places = pd.concat([places, lone[~lone["id"].isin(places["id"])]])
    texts = [*_COLUMNS, *translations]
    places = places.astype(dict.fromkeys(texts, "str"))
    shared = places["id"].map(lone.set_index("id")["country"]).astype("str")
    places["country"] = places["country"].fillna(shared)
    order = pd.Series(range(len(consultations)), index=consultations["id"])
    places["order"] = places["id"].map(order)
    places = places.sort_values(["order", "position"]).rename(columns={"id": "consultation"})
    places["position"] = places.groupby("consultation").cumcount()
    places = places.fillna(dict.fromkeys(texts, ""))
    return places[["consultation", "position", *texts]].reset_index(drop=True)
