"""Cities and coordinates of consultations as one row a place."""

from __future__ import annotations

import pandas as pd

from data.tables import exploded

_COLUMNS = ("city", "country", "lat", "lon")


def place_rows(consultations: pd.DataFrame) -> pd.DataFrame:
    """Take the lists of cities, countries and coordinates apart.

    Args:
        consultations: `id`, `city`, `country`, `lat`, `lon`: text, lists with semicolons. One
            country stands for all the cities of its row.

    Returns:
        One row a consultation and place: `consultation`, `position` (from 0), `city`,
        `country`, `lat`, `lon` as text, and the translations of `city`. A consultation without any gives no row.
    """
    places = pd.DataFrame({"id": pd.Series(dtype="str"), "position": pd.Series(dtype="int64")})
    for column in _COLUMNS:
        values = exploded(consultations, "id", column)
        places = places.merge(values, on=["id", "position"], how="outer")
    translations = [name for name in consultations.columns if name.startswith("city__")]
    for column in translations:
        values = exploded(consultations, "id", column)
        places = places.merge(values, on=["id", "position"], how="left")
    named = exploded(consultations, "id", "country")
    lone = named[~named["id"].duplicated(keep=False)].set_index("id")["country"]
    places["country"] = places["country"].fillna(places["id"].map(lone))
    order = pd.Series(range(len(consultations)), index=consultations["id"])
    places["order"] = places["id"].map(order)
    places = places.sort_values(["order", "position"]).rename(columns={"id": "consultation"})
    places["position"] = places.groupby("consultation").cumcount()
    places = places.fillna(dict.fromkeys((*_COLUMNS, *translations), ""))
    return places.drop(columns="order").reset_index(drop=True)
