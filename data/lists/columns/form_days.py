"""Days on which a form was filled in, which are not those of the event.

Kobo, ODK, Google and Microsoft Forms write such days in columns like `start` and *Start time*.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from data.lists.columns.column_names import ColumnMatch, NameMatch, names_another
from data.lists.columns.guesses import MOSTLY, Cells
from data.lists.dates.columns import read_dates
from data.model.errors import msgid
from data.words.folding import fold

DAY_OF_FORM = msgid("This is when the form was filled in. Kept as an extra field.")
ONLY_DAY_OF_FORM = msgid("This may be when the form was filled in. No other column has dates.")

_TIME = re.compile(r"\d{1,2}:\d{2}")
_ROWS = 300
_HALF = 0.5
_LEAST_ROWS = 2


def without_form_days(
    frame: pd.DataFrame, claims: Mapping[str, NameMatch], cells: Mapping[str, Cells]
) -> dict[str, NameMatch]:
    """Leave out the days of a form if another column names the day of the event.

    They have a time of day, ascend down the table, and are mostly later than the event.
    """
    days = {name: claim.column for name, claim in claims.items()}
    dated = [name for name, column in days.items() if column in {"start", "end", "dates"}]
    timed = [name for name in dated if has_times(cells[name])]
    named = [name for name in dated if name not in timed and len(fold(name).split()) > 1]
    event = next((name for name in named if days[name] != "end"), "")
    of_form = {name for name in timed if event and _is_later(frame[name], frame[event])}
    return {name: claim for name, claim in claims.items() if name not in of_form}


def only_form_day(cells: Mapping[str, Cells]) -> list[ColumnMatch]:
    """Return the first column of moments whose name says something else, as a guess."""
    names = (
        name
        for name, column in cells.items()
        if names_another(name) and has_times(column) and column.date_share >= MOSTLY
    )
    return [ColumnMatch(name, "start", ONLY_DAY_OF_FORM, is_guess=True) for name in names][:1]


def has_times(cells: Cells) -> bool:
    """Whether most cells have a time of day."""
    return cells.share(lambda text: bool(_TIME.search(text))) >= MOSTLY


def _is_later(moments: pd.Series[str], days: pd.Series[str]) -> bool:
    read = pd.DataFrame(
        {name: read_dates(column[:_ROWS]).frame["start"] for name, column in
         (("moment", moments), ("day", days))}
    )  # fmt: skip
    known = read[(read != "").all(axis="columns")]
    if len(known) < _LEAST_ROWS or not known["moment"].is_monotonic_increasing:
        return False
    is_same = known["moment"] == known["day"]
    is_later = known["moment"] >= known["day"]
    return bool(is_later.mean() >= MOSTLY and is_same.mean() < _HALF)
