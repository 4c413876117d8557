"""Which column of a list of events is which: proposed with a reason, to be changed by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from data.errors import msgid
from data.intake.matching.column_cells import (
    Cells,
    is_angle,
    is_country,
    is_pair,
    is_state,
    is_year,
)
from data.intake.matching.column_contest import contest
from data.intake.matching.column_dates import date_part
from data.intake.matching.column_guesses import MOSTLY, guess_by_cells
from data.intake.matching.column_names import (
    REASONS,
    SIMILAR,
    WORDS,
    NameMatch,
    match_name,
    names_another,
)
from data.schema import ROW

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

KEPT = msgid("Nothing that is looked for; kept as it is.")
TRANSLATION = msgid("The same in another language.")
TAKEN = msgid("“{other}” fits {column} better; kept as it is.")
UNUSED = msgid("Not needed beside “{other}”; kept as it is.")
NO_KEY = msgid("Ids are missing or stand twice, so they can't be used as ids; kept as it is.")
UNLIKE = msgid("The name says {column}, but the cells don't; kept as it is.")

_HALF, _SOME = 0.5, 0.2
_PLACES = {"place", "venue", "city"}
_ENDS = {"start", "end"}
_DATES = {"start", "end", "dates"}
_TEXTS = {"place", "venue", "city", "title"}


@dataclass(frozen=True)
class ColumnMatch:
    """What one column of a list is taken for.

    `column` is one of `CONSULTATION_COLUMNS` (with `__fr` and the like for a translation), "place",
    "dates", "coordinates", "url", "year", "month", "day", "end_year", "end_month", "end_day",
    "state", or "" for an extra field, which keeps its name. `reason` is a message id, `values`
    fills its places. `is_guess` asks for a look at it.
    """

    header: str
    column: str
    reason: str
    values: Mapping[str, str] = field(default_factory=dict)
    is_guess: bool = False


def propose_columns(frame: pd.DataFrame) -> list[ColumnMatch]:
    """Propose what each column is.

    By its name first, exact, in part or nearly; then by its cells, if the name says nothing.

    Args:
        frame: Columns of text, "" where a cell is empty; `_row` is passed over.

    Returns:
        One match a column, in the order of the frame. No two have the same `column`, "" aside.
    """
    cells = {str(name): Cells(frame[name]) for name in frame.columns if name != ROW}
    named = {header: name for header in cells if (name := match_name(header))}
    claims = {header: _fitting(header, name, cells[header]) for header, name in named.items()}
    taken = contest({header: name for header, (name, _) in claims.items() if name}, cells)
    matches = {header: ColumnMatch(header, "", KEPT) for header in cells}
    for header, (name, refusal) in claims.items():
        if refusal:
            matches[header] = ColumnMatch(header, "", refusal, {"column": named[header].column})
        elif name:
            matches[header] = _lost(header, name.column, taken)
    matches |= {header: _won(header, column, named[header]) for column, header in taken.items()}
    free = {
        header: looks
        for header, looks in cells.items()
        if header not in named and not names_another(header)
    }
    for header, (column, reason) in guess_by_cells(free, set(taken)).items():
        matches[header] = ColumnMatch(header, column, reason, is_guess=True)
    return list(matches.values())


def _fitting(header: str, claim: NameMatch, cells: Cells) -> tuple[NameMatch | None, str]:
    """What a heading names, as far as its cells don't speak against it; else why they do."""
    if cells.is_empty:
        return claim, ""
    if other := _meant(header, claim, cells):
        return claim._replace(column=other), ""
    if claim.column == "id":
        return (claim, "") if cells.is_key else (None, NO_KEY)
    is_like = {
        **dict.fromkeys(_DATES, lambda: cells.date_share >= _SOME),
        **dict.fromkeys(("lat", "lon"), lambda: cells.share(is_angle) >= _HALF),
        "coordinates": lambda: cells.share(is_pair) >= _HALF,
        "year": lambda: cells.share(is_year) >= MOSTLY,
        "state": lambda: cells.share(is_state) >= _HALF,
    }.get(claim.column)
    return (claim, "") if is_like is None or is_like() else (None, UNLIKE)


def _meant(header: str, claim: NameMatch, cells: Cells) -> str:
    """Which other column the cells of a heading are; "" if they may be what it names."""
    if claim.column in _TEXTS and cells.share(is_pair) >= MOSTLY:
        return "coordinates"
    if claim.column in _PLACES and cells.date_share >= MOSTLY:
        return "dates"  # "When did it take place?"
    if claim.column == "state" and cells.share(is_country) >= MOSTLY:
        return "country"  # where States meet
    part = date_part(header, cells) if claim.column in _ENDS else ""
    return f"end_{part}" if part and claim.column == "end" else part


def _lost(header: str, column: str, taken: Mapping[str, str]) -> ColumnMatch:
    other = taken.get(column)
    if other:
        return ColumnMatch(header, "", TAKEN, {"other": other, "column": column})
    other = taken.get("start") or taken.get("dates") or ""
    return ColumnMatch(header, "", UNUSED if other else KEPT, {"other": other} if other else {})


def _won(header: str, column: str, claim: NameMatch) -> ColumnMatch:
    if "__" in column:
        return ColumnMatch(header, column, TRANSLATION, is_guess=not claim.translation)
    values = {"words": claim.words} if claim.rank in {WORDS, SIMILAR} else {}
    return ColumnMatch(header, column, REASONS[claim.rank], values, claim.rank == SIMILAR)
