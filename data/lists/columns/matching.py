"""Match the headers of a list to column types."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.lists.columns.column_names import (
    REASONS,
    SIMILAR,
    USUAL,
    WORDS,
    ColumnMatch,
    NameMatch,
    match_name,
    names_another,
)
from data.lists.columns.country_columns import OTHERS_COUNTRY, is_of_others
from data.lists.columns.form_days import DAY_OF_FORM, only_form_day, without_form_days
from data.lists.columns.guesses import (
    MOSTLY,
    Cells,
    guess_by_cells,
    is_angle,
    is_country,
    is_pair,
    is_state,
    is_year,
)
from data.lists.dates.words import MONTH, vocabulary
from data.lists.matched_table import DATE_PARTS, END_PARTS
from data.model.errors import msgid
from data.model.schema import ROW, TRANSLATED_COLUMNS
from data.words.folding import fold

_ENGLISH = "en"
_LONGEST_TITLE = 100

_MOST = {"month": 12, "day": 31}

NO_TYPE = msgid("No known column type. Kept as an extra field.")
TRANSLATION = msgid("A translation of another column.")
BETTER_MATCH = msgid("“{other}” is a better match for “{column}”. Kept as an extra field.")
NOT_NEEDED = msgid("Not needed next to “{other}”. Kept as an extra field.")
NO_KEY = msgid("Some ids are missing or repeated. Kept as an extra field.")
UNLIKE = msgid("The name suggests “{column}”, but the cells do not. Kept as an extra field.")

_HALF, _SOME = 0.5, 0.2
_PLACES = {"place", "venue", "city"}
_ENDS = {"start", "end"}
_DATES = {"start", "end", "dates"}
_TEXTS = {"place", "venue", "city", "title"}


def contest(claims: Mapping[str, NameMatch], cells: Mapping[str, Cells]) -> dict[str, str]:
    """Assign each column type to one header.

    A filled column beats an empty one, a more certain name a less certain one, and an earlier
    column a later one. Of titles, the one that differs from row to row wins. A header in another
    language than the winner's becomes the translation.

    Args:
        claims: The column type that each header names, in the order of the list.
        cells: The cells below each header.

    Returns:
        The header of each assigned column type.
    """
    ranked = sorted(claims, key=lambda header: _order(header, claims[header], cells[header]))
    assigned: dict[str, str] = {}
    for header in ranked:
        claim = claims[header]
        if not claim.translation:
            assigned.setdefault(claim.column, header)
    for header in ranked:
        claim = claims[header]
        winner = assigned.get(claim.column)
        if winner is None:
            assigned[claim.column] = header
        elif winner != header and claim.column in TRANSLATED_COLUMNS:
            language = claim.translation or _other_language(claim, claims[winner])
            if language:
                assigned.setdefault(f"{claim.column}__{language}", header)
    return _with_title(_with_dates(assigned, cells), cells)


def _with_title(assigned: dict[str, str], cells: Mapping[str, Cells]) -> dict[str, str]:
    """Use a short summary as title if there is none: calendars call the title so."""
    header = assigned.get("summary", "")
    is_calendar_name = fold(header.rpartition(".")[2]) == "summary"
    if "title" in assigned or not is_calendar_name or cells[header].is_empty:
        return assigned
    if cells[header].share(lambda text: len(text) <= _LONGEST_TITLE) < MOSTLY:
        return assigned
    return {column: name for column, name in assigned.items() if column != "summary"} | {
        "title": header
    }


def _order(header: str, claim: NameMatch, cells: Cells) -> tuple[bool, int, bool, bool, float]:
    repeats = round(cells.repeats, 1) if claim.column == "title" else 0.0
    # The name of a venue says more than its address: `venue.name` before `venue.address`.
    is_address = fold(header).endswith("address")
    is_other = claim.translation not in {"", _ENGLISH}
    return cells.is_empty, claim.rank, is_address, is_other, repeats


def _other_language(claim: NameMatch, winner: NameMatch) -> str:
    """The language of a header; "" if it is the winner's, or uncertain."""
    language = claim.language or _ENGLISH
    is_other = language != (winner.language or _ENGLISH)
    return language if is_other and max(claim.rank, winner.rank) <= USUAL else ""


def _with_dates(assigned: dict[str, str], cells: Mapping[str, Cells]) -> dict[str, str]:
    """Decide between a date, a start with an end, and a year with a month.

    A column named "date" is a start, unless it has date ranges and there is no other end.
    """
    if "dates" in assigned:
        is_stretch = "end" not in assigned and cells[assigned["dates"]].has_stretches
        header = assigned.pop("dates")
        if "start" not in assigned:
            assigned["dates" if is_stretch else "start"] = header
    for part in reversed(DATE_PARTS):
        is_date = part in assigned and part != "year" and _has_whole_dates(cells[assigned[part]])
        if is_date and not assigned.keys() & {"start", "dates"}:
            assigned["start"] = assigned.pop(part)
    whole = next((cells[assigned[name]] for name in ("start", "dates") if name in assigned), None)
    year = assigned.get("year", "")
    _settle_parts(assigned, DATE_PARTS, "start", {"start", "dates"})
    if whole and year and whole.lack_years:
        assigned["year"] = year
    _settle_parts(assigned, END_PARTS, "end", {"end"})
    return assigned


def _settle_parts(
    assigned: dict[str, str], parts: tuple[str, ...], column: str, whole: set[str]
) -> None:
    """Drop parts of a date if there is a whole date; a year alone is a date."""
    year, month, day = parts
    if assigned.keys() & whole or year not in assigned:
        for part in parts:
            assigned.pop(part, None)
    elif month not in assigned:
        assigned[column] = assigned.pop(year)
        assigned.pop(day, None)


def _has_whole_dates(cells: Cells) -> bool:
    return bool(cells.dates["understood"].mean() >= MOSTLY) if cells.sample else False


def date_part(header: str, cells: Cells) -> str:
    """Find the part of a date that a header of a start or an end names.

    Returns:
        "year", "month" or "day" if the cells agree; "" for a whole date.
    """
    named = (match_name(word) for word in header.replace("_", " ").split())
    parts = [name.column for name in named if name and name.column in {"year", "month", "day"}]
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


def propose_columns(frame: pd.DataFrame) -> list[ColumnMatch]:
    """Propose a type for each column.

    First by its name (exact, in part, or similar), then by its cells, if the name says nothing.

    Args:
        frame: Columns of text, "" for empty cells; `_row` is ignored.

    Returns:
        One match per column, in the order of the frame. No two have the same `column`, except "".
    """
    cells = {str(name): Cells(frame[name]) for name in frame.columns if name != ROW}
    named = {header: name for header in cells if (name := match_name(header))}
    claims = {header: _check_cells(header, name, cells[header]) for header, name in named.items()}
    liked = {header: name for header, (name, _) in claims.items() if name}
    of_events = without_form_days(frame, liked, cells)
    assigned = contest(of_events, cells)
    matches = {header: ColumnMatch(header, "", NO_TYPE) for header in cells}
    for header, (name, refusal) in claims.items():
        if refusal:
            matches[header] = ColumnMatch(header, "", refusal, {"column": named[header].column})
        elif name and header not in of_events:
            matches[header] = ColumnMatch(header, "", DAY_OF_FORM)
        elif name:
            matches[header] = _losing_match(header, name.column, assigned)
    matches |= {
        header: _winning_match(header, column, named[header]) for column, header in assigned.items()
    }
    free = {
        header: looks
        for header, looks in cells.items()
        if header not in named and not names_another(header)
    }
    for header, (column, reason) in guess_by_cells(free, set(assigned)).items():
        matches[header] = ColumnMatch(header, column, reason, is_guess=True)
    if {match.column for match in matches.values()}.isdisjoint({"start", "dates", "year"}):
        matches |= {match.header: match for match in only_form_day(cells)}
    return _without_others_country(frame, list(matches.values()))


def _without_others_country(frame: pd.DataFrame, matches: list[ColumnMatch]) -> list[ColumnMatch]:
    """Leave a column of countries aside if the cities are mostly elsewhere."""
    header_of = {match.column: match.header for match in matches if match.column}
    city, country = header_of.get("city") or header_of.get("place"), header_of.get("country")
    if not city or not country or not is_of_others(frame[city], frame[country]):
        return matches
    return [
        ColumnMatch(match.header, "", OTHERS_COUNTRY, is_guess=True)
        if match.header == country
        else match
        for match in matches
    ]


def _check_cells(header: str, claim: NameMatch, cells: Cells) -> tuple[NameMatch | None, str]:
    """The column type that a header names, unless its cells contradict; else the reason."""
    if cells.is_empty:
        return claim, ""
    if other := _other_type(header, claim, cells):
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


def _other_type(header: str, claim: NameMatch, cells: Cells) -> str:
    """The other column type that the cells of a header have; "" if they may be what it names."""
    if claim.column in _TEXTS and cells.share(is_pair) >= MOSTLY:
        return "coordinates"
    if claim.column in _PLACES and cells.date_share >= MOSTLY:
        return "dates"  # "When did it take place?"
    if claim.column == "state" and cells.share(is_country) >= MOSTLY:
        return "country"  # where States meet
    part = date_part(header, cells) if claim.column in _ENDS else ""
    return f"end_{part}" if part and claim.column == "end" else part


def _losing_match(header: str, column: str, assigned: Mapping[str, str]) -> ColumnMatch:
    if other := assigned.get(column):
        return ColumnMatch(header, "", BETTER_MATCH, {"other": other, "column": column})
    if other := assigned.get("start") or assigned.get("dates"):
        return ColumnMatch(header, "", NOT_NEEDED, {"other": other})
    return ColumnMatch(header, "", NO_TYPE)


def _winning_match(header: str, column: str, claim: NameMatch) -> ColumnMatch:
    if "__" in column:
        return ColumnMatch(header, column, TRANSLATION, is_guess=not claim.translation)
    values = {"words": claim.words} if claim.rank in {WORDS, SIMILAR} else {}
    return ColumnMatch(header, column, REASONS[claim.rank], values, claim.rank == SIMILAR)
