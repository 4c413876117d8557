"""Write the answers to questions about places into all rows with the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from data.intake.where.place_pairs import key_of, pairs_of
from data.intake.where.place_questions import without_coordinates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.intake.where.place_questions import Candidate

_COLUMNS = ("city", "country", "lat", "lon")


def apply_answers(frame: pd.DataFrame, answers: Mapping[str, Candidate]) -> pd.DataFrame:
    """Write the coordinates of the chosen cities, and their country where a row has none.

    Args:
        frame: one row a consultation: ``city, country`` as ``split_places`` gives them, and
            perhaps ``lat, lon``; rows that have coordinates are left alone.
        answers: the chosen candidate by the key of its question.

    Returns:
        The frame with ``lat, lon`` as text: with semicolons where a row has several cities, empty
        between them for a city without an answer. The words of the city stay as they are.
    """
    texts = frame.reindex(columns=list(_COLUMNS)).astype("str").fillna("")
    open_rows = texts[without_coordinates(texts)]
    numbers = open_rows.groupby(["city", "country"], sort=False).ngroup()
    distinct = open_rows[["city", "country"]].drop_duplicates()
    rows = [
        _answered(city, country, answers)
        for city, country in distinct.itertuples(index=False, name=None)
    ]
    columns = ["country", "lat", "lon"]
    table = pd.DataFrame(rows, columns=columns).astype("str")
    answered = table.take(numbers.to_numpy()).set_axis(open_rows.index)
    answered = answered[answered["lat"] != ""]
    texts.loc[answered.index, columns] = answered
    return frame.assign(**{name: texts[name] for name in columns})


def _answered(city: str, country: str, answers: Mapping[str, Candidate]) -> tuple[str, str, str]:
    """Give country, latitude and longitude for one row's places; empty where nothing is known."""
    chosen = [answers.get(key_of(*pair)) for pair in pairs_of(city, country)]
    if not any(chosen):
        return country, "", ""
    if not country and all(chosen):
        names = [candidate.country for candidate in chosen if candidate]
        country = names[0] if len(set(names)) == 1 else "; ".join(names)
    lat, lon = (
        "; ".join(f"{getattr(candidate, name):.5f}" if candidate else "" for candidate in chosen)
        for name in ("lat", "lon")
    )
    return country, lat, lon
