"""Split the places of a table into city, country and venue, as far as the gazetteer confirms it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from data.intake.where.far_places import far_from_city
from data.intake.where.place_answers import apply_answers
from data.intake.where.place_questions import Candidate, Question, questions, unknown_places
from data.intake.where.place_splitting import NOTES, SplitPlace, Splitter

if TYPE_CHECKING:
    from data.geocoding.gazetteer import Gazetteer

__all__ = [
    "NOTES",
    "Candidate",
    "Question",
    "apply_answers",
    "far_from_city",
    "questions",
    "split_places",
    "unknown_places",
]

READ_COLUMNS = ("place", "city", "country", "venue", "state")


def split_places(frame: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """Split the places of a table; each distinct one is read once.

    Args:
        frame: any of the text columns ``place`` (a place in one column), ``city``, ``country``,
            ``venue``, ``state`` (a province of the country); others are left alone, missing ones
            count as empty.
        gazetteer: what confirms the names.

    Returns:
        One row a row, under the same index:

        * ``city``: several cities with semicolons; what isn't understood stays in it; the state
          stands after it where that is known to be the city's
        * ``country``: as it was written; several with semicolons, as many as there are cities
        * ``venue``: what stands before a city, or speaks of a building; texts that say that the
          place isn't known ("TBC") or only that it was online are kept here too
        * ``online`` (bool): the place says so; a hybrid meeting keeps its city besides
        * ``note``: one of ``NOTES`` (English message ids with ``{country}``, ``{city}`` and
          ``{today}``), or ``""``
        * ``today``: for a country of another time, today's name of the country that the city
          lies in, which is a guess where several followed
        * ``written``: the country as the table has it, for the note

        Empty in, empty out.
    """
    texts = pd.DataFrame(
        {
            name: frame[name].astype("str").fillna("").str.strip() if name in frame else ""
            for name in READ_COLUMNS
        },
        index=frame.index,
        dtype="str",
    )
    # Numbering the rows spares a merge on text, which a million rows would feel.
    numbers = texts.groupby(list(READ_COLUMNS), sort=False).ngroup()
    splitter = Splitter(gazetteer)
    distinct = texts.drop_duplicates()
    split = [splitter.split(*row) for row in distinct.itertuples(index=False, name=None)]
    table = pd.DataFrame(split, columns=list(SplitPlace._fields))
    table = table.astype(dict.fromkeys(SplitPlace._fields, "str") | {"online": bool})
    return table.take(numbers.to_numpy()).set_axis(frame.index)
