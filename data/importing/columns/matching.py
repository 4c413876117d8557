"""Match the headers of a list to the columns of the schema."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from data.campaign.errors import msgid
from data.campaign.schema import ROW, TRANSLATED_COLUMNS
from data.importing.columns.column_names import (
    REASONS,
    SIMILAR,
    USUAL,
    WORDS,
    NameMatch,
    match_name,
    names_another,
)
from data.importing.columns.guesses import (
    MOSTLY,
    Cells,
    guess_by_cells,
    is_angle,
    is_country,
    is_pair,
    is_state,
    is_year,
)
from data.importing.dates.words import MONTH, vocabulary
from data.words.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


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


_MOST = {"month": 12, "day": 31}


def date_part(header: str, cells: Cells) -> str:
    """Tell which part of a date a heading of a start or an end names.

    Returns:
        "year", "month" or "day", as far as the cells agree; "" for a whole date.
    """
    named = (match_name(word) for word in header.replace("_", " ").split())
    parts = [one.column for one in named if one and one.column in {"year", "month", "day"}]
    if not parts or not cells.sample:
        return ""
    part = parts[0]
    tests = {"year": is_year, "month": _is_month, "day": _is_day}
    return part if cells.share(tests[part]) >= MOSTLY else ""


def _is_month(text: str) -> bool:
    word = vocabulary().get(fold(text))
    return _is_number(text, "month") or bool(word and word.kind == MONTH)


def _is_day(text: str) -> bool:
    return _is_number(text, "day")


def _is_number(text: str, part: str) -> bool:
    whole = text.removesuffix(".0")
    return whole.isdecimal() and 1 <= int(whole) <= _MOST[part]


KEPT = msgid("No known column type. Kept as an extra field.")
TRANSLATION = msgid("A translation of another column.")
TAKEN = msgid("“{other}” is a better match for “{column}”. Kept as an extra field.")
UNUSED = msgid("Not needed next to “{other}”. Kept as an extra field.")
NO_KEY = msgid("Some ids are missing or repeated. Kept as an extra field.")
UNLIKE = msgid("The name suggests “{column}”, but the cells do not. Kept as an extra field.")

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
