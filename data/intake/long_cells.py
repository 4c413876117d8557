"""Cells that are too long for the name that their column asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data.errors import msgid
from data.intake.matching.matched_table import STATE, WHOLE_PLACE
from data.schema import ROW

if TYPE_CHECKING:
    import pandas as pd

    from data.intake.files.notes import Notes
    from data.intake.matching.matched_table import MatchedTable

MOST_NAME_LETTERS = 500
"""Letters of a name of a place, a region or a kind; a list of ten cities has 200."""

_NAMES = (WHOLE_PLACE, "city", "country", STATE, "venue", "region", "kind")
_EXPECTED = msgid("a name of 500 characters at most")
_ACTION = msgid("Only the beginning was used; the whole text is kept as a further field.")
_WHOLE = "{column} as written"


def with_short_names(matched: MatchedTable, notes: Notes) -> MatchedTable:
    """Cut cells of names; a finding for each, and the whole text as a further field.

    Returns:
        The table; the same where no name is too long.
    """
    frame, extras = matched.frame, matched.extras
    for column in [*_NAMES, *(name for name in frame.columns if _is_translated_name(name))]:
        texts = matched.texts(column)
        if not (is_long := texts.str.len() > MOST_NAME_LETTERS).any():
            continue
        whole = texts.where(is_long, "")
        for row, text in zip(frame.loc[is_long, ROW], whole[is_long], strict=True):
            notes.add(int(row), matched.header(column), text, _EXPECTED, _ACTION, level="in doubt")
        frame = frame.assign(**{column: texts.str.slice(0, MOST_NAME_LETTERS).str.strip()})
        extras = _with_whole(extras, _WHOLE.format(column=matched.header(column)), whole)
    return replace(matched, frame=frame, extras=extras)


def _with_whole(extras: pd.DataFrame, name: str, whole: pd.Series[str]) -> pd.DataFrame:
    number, free = 2, name
    while free in extras.columns:
        free, number = f"{name} ({number})", number + 1
    return extras.assign(**{free: whole})


def _is_translated_name(column: str) -> bool:
    name, _, language = column.partition("__")
    return name in _NAMES and bool(language)
