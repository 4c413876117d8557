"""Write the answers to questions about places into all rows with the same words."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import pandas as pd

from data.intake.where.place_pairs import key_of, open_pairs
from data.intake.where.place_questions import PLACE_COLUMNS, without_coordinates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.intake.where.place_questions import Candidate


def apply_answers(frame: pd.DataFrame, answers: Mapping[str, Candidate]) -> pd.DataFrame:
    """Write the coordinates of the chosen cities, and their country where a row has none.

    Args:
        frame: one row a consultation: ``city, country`` as ``split_places`` gives them, and
            perhaps ``lat, lon``; places that have coordinates are left alone.
        answers: the chosen candidate by the key of its question.

    Returns:
        The frame with ``lat, lon`` as text: with semicolons where a row has several cities, empty
        between them for a city without an answer. The words of the city stay as they are.
    """
    texts = frame.reindex(columns=list(PLACE_COLUMNS)).astype("str").fillna("")
    open_rows = without_coordinates(frame)
    numbers = open_rows.groupby(list(PLACE_COLUMNS), sort=False).ngroup()
    distinct = open_rows.drop_duplicates()
    rows = [_answered(cells, answers) for cells in distinct.itertuples(index=False, name=None)]
    columns = ["country", "lat", "lon"]
    table = pd.DataFrame(rows, columns=columns).astype("str")
    answered = table.take(numbers.to_numpy()).set_axis(open_rows.index)
    answered = answered[answered["lat"] != ""]
    texts.loc[answered.index, columns] = answered
    return frame.assign(**{name: texts[name] for name in columns})


def _answered(cells: tuple[Any, ...], answers: Mapping[str, Candidate]) -> tuple[str, str, str]:
    """Give country, latitude and longitude for the `PLACE_COLUMNS` of one row."""
    city, country, lat, lon = cells
    pairs = open_pairs(city, country, lat, lon)
    chosen = [answers.get(key_of(*pair)) if pair else None for pair in pairs]
    if not any(chosen):
        return country, lat, lon
    if not country and all(chosen):
        names = [candidate.country for candidate in chosen if candidate]
        country = names[0] if len(set(names)) == 1 else "; ".join(names)
    return country, _filled(lat, chosen, "lat"), _filled(lon, chosen, "lon")


def _filled(cell: str, chosen: list[Candidate | None], name: str) -> str:
    """A list of numbers with those of the chosen cities in their places."""
    given = [part.strip() for part in cell.split(";")]
    numbers = [f"{getattr(one, name):.5f}" if one else "" for one in chosen]
    return "; ".join(new or old for new, old in zip_longest(numbers, given, fillvalue=""))
