"""Headings that claim the same column: which of them gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.folding import fold
from data.intake.matching.column_guesses import MOSTLY
from data.intake.matching.column_names import USUAL, NameMatch
from data.schema import TRANSLATED_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.intake.matching.column_cells import Cells

_ENGLISH = "en"
_PARTS = ("year", "month", "day")
_END_PARTS = ("end_year", "end_month", "end_day")
_LONGEST_TITLE = 100


def contest(claims: Mapping[str, NameMatch], cells: Mapping[str, Cells]) -> dict[str, str]:
    """Give each column to one heading.

    A filled column beats an empty one, a surer name a less sure one, the first one the next. Of
    titles, one that differs from row to row is the better. A heading in another language than
    the winner's gets the translation of the column.

    Args:
        claims: What each heading names, in the order of the list.
        cells: The cells below each heading.

    Returns:
        The heading of each column that one got.
    """
    ranked = sorted(claims, key=lambda header: _order(claims[header], cells[header]))
    taken: dict[str, str] = {}
    for header in ranked:
        claim = claims[header]
        if not claim.translation:
            taken.setdefault(claim.column, header)
    for header in ranked:
        claim = claims[header]
        winner = taken.get(claim.column)
        if winner is None:
            taken[claim.column] = header
        elif winner != header and claim.column in TRANSLATED_COLUMNS:
            language = claim.translation or _other_language(claim, claims[winner])
            if language:
                taken.setdefault(f"{claim.column}__{language}", header)
    return _with_title(_with_dates(taken, cells), cells)


def _with_title(taken: dict[str, str], cells: Mapping[str, Cells]) -> dict[str, str]:
    """Take a short summary for the title where there is none, as calendars mean it."""
    header = taken.get("summary", "")
    is_own_name = fold(header.rpartition(".")[2]) == "summary"
    if "title" in taken or not is_own_name or cells[header].is_empty:
        return taken
    if cells[header].share(lambda text: len(text) <= _LONGEST_TITLE) < MOSTLY:
        return taken
    return {column: name for column, name in taken.items() if column != "summary"} | {
        "title": header
    }


def _order(claim: NameMatch, cells: Cells) -> tuple[bool, int, bool, float]:
    repeats = round(cells.repeats, 1) if claim.column == "title" else 0.0
    return cells.is_empty, claim.rank, claim.translation not in {"", _ENGLISH}, repeats


def _other_language(claim: NameMatch, winner: NameMatch) -> str:
    """The language of a heading that isn't the winner's; "" if it is, or is hardly known."""
    language = claim.language or _ENGLISH
    is_other = language != (winner.language or _ENGLISH)
    return language if is_other and max(claim.rank, winner.rank) <= USUAL else ""


def _with_dates(taken: dict[str, str], cells: Mapping[str, Cells]) -> dict[str, str]:
    """Settle between a date, a start with an end, and a year with a month.

    What is called a date is a start, unless it holds stretches of days and nothing else does.
    """
    if "dates" in taken:
        is_stretch = "end" not in taken and cells[taken["dates"]].has_stretches
        header = taken.pop("dates")
        if "start" not in taken:
            taken["dates" if is_stretch else "start"] = header
    for part in reversed(_PARTS):
        is_date = part in taken and part != "year" and _has_whole_dates(cells[taken[part]])
        if is_date and not taken.keys() & {"start", "dates"}:
            taken["start"] = taken.pop(part)
    _settle_parts(taken, _PARTS, "start", {"start", "dates"})
    _settle_parts(taken, _END_PARTS, "end", {"end"})
    return taken


def _settle_parts(
    taken: dict[str, str], parts: tuple[str, ...], column: str, whole: set[str]
) -> None:
    """Leave parts of a date alone where there is a whole one; a lone year is a date by itself."""
    year, month, day = parts
    if taken.keys() & whole or year not in taken:
        for part in parts:
            taken.pop(part, None)
    elif month not in taken:
        taken[column] = taken.pop(year)
        taken.pop(day, None)


def _has_whole_dates(cells: Cells) -> bool:
    return bool(cells.dates["understood"].mean() >= MOSTLY) if cells.sample else False
