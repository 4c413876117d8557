"""Read a whole column of dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.lists.dates.order import (
    BY_DOTS,
    NONE_NEEDED,
    UNCLEAR,
    Readings,
    Statement,
    decide,
    not_read,
    readings,
)
from data.lists.dates.parts import (
    BACKWARD,
    DOTTED,
    NO_DATE,
    OTHER_ORDER,
    TWO_WAYS,
    PartialDate,
    Reading,
)
from data.lists.dates.tokens import plain_date_text
from data.model.errors import msgid

_COUNTED = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")
_COUNTED_RANGE = range(20_000, 60_001)
"""Days from 1954 to 2064, as spreadsheets count them."""

_DAY_ZERO = date(1899, 12, 30)
_EPOCH = re.compile(r"([0-9]{9,10})(?:[0-9]{3})?(?:[.,][0-9]+)?")
_EPOCH_RANGE = range(200_000_000, 4_100_000_000)
"""Unix time from 1976 to 2099, in seconds. Three more digits are milliseconds."""
_MOSTLY = 0.5
_SEASON = re.compile(r"([0-9]{4})(?P<sign>[-/])([0-9]{2})")
_MONTHS_IN_YEAR = 12

_COUNTED_NOTE = msgid("Numbers like {text} count days from 1900, as in spreadsheets.")
_EPOCH_NOTE = msgid("Numbers like {text} count seconds from 1970 (Unix time).")
_SHORT_YEAR_NOTE = msgid(
    "Two-digit years, as in {text}: 69 to 99 mean 1969 to 1999, 00 to 68 mean 2000 to 2068."
)


def with_counted_days(
    cells: Mapping[str, Readings], counts: Mapping[str, int]
) -> tuple[dict[str, Readings], list[Statement]]:
    """Read numbers as counted days or seconds if most of a column are such numbers.

    Args:
        cells: The readings of each text, as written.
        counts: Number of rows of each text.

    Returns:
        The readings, and a statement about such numbers, if any.
    """
    days = {text: day for text in cells if (day := _day_of_count(text))}
    filled = sum(count for text, count in counts.items() if text)
    if not days or sum(counts[text] for text in days) <= _MOSTLY * filled:
        unsure = {text: not_read(NO_DATE, day) for text, day in days.items()}
        return dict(cells) | unsure, []
    sure = {text: Readings({"": day}) for text, day in days.items()}
    text = next(iter(days))
    note = _COUNTED_NOTE if _COUNTED.fullmatch(text) else _EPOCH_NOTE
    return dict(cells) | sure, [Statement(note, {"text": text})]


def _day_of_count(text: str) -> Reading | None:
    if (match := _EPOCH.fullmatch(text)) and int(match[1]) in _EPOCH_RANGE:
        moment = datetime.fromtimestamp(int(match[1]), tz=UTC)
        return Reading(PartialDate(moment.year, moment.month, moment.day))
    match = _COUNTED.fullmatch(text)
    if not match or int(match[1]) not in _COUNTED_RANGE:
        return None
    day = _DAY_ZERO + timedelta(days=int(match[1]))
    return Reading(PartialDate(day.year, day.month, day.day))


def with_seasons(cells: Mapping[str, Readings]) -> dict[str, Readings]:
    """Make 2010-11 ambiguous if another cell is surely a season, as 2015-16; 2010/11 always."""
    seasons = {
        text: (match["sign"], int(match[1]), int(match[3]))
        for text in cells
        if (match := _SEASON.fullmatch(text)) and (int(match[1]) + 1) % 100 == int(match[3])
    }
    has_seasons = any(other > _MONTHS_IN_YEAR for _, _, other in seasons.values())
    doubtful = {
        text: not_read(
            TWO_WAYS,
            Reading(PartialDate(year, other)),
            Reading(PartialDate(year), PartialDate(year + 1)),
        )
        for text, (sign, year, other) in seasons.items()
        if 0 < other <= _MONTHS_IN_YEAR and (has_seasons or sign == "/")
    }
    return dict(cells) | doubtful


def short_year_note(cells: Mapping[str, Readings]) -> list[Statement]:
    """Return a statement on how two-digit years are read, if there are any."""
    text = next((text for text, cell in cells.items() if cell.has_short_year), "")
    return [Statement(_SHORT_YEAR_NOTE, {"text": text})] if text else []


_COLUMNS = {
    "start": "str",
    "end": "str",
    "guessed": "bool",
    "understood": "bool",
    "problem": "str",
    "candidates": "str",
}


class DatesRead(NamedTuple):
    """The dates of a column.

    `frame` has the index of the texts and the columns `start` and `end` (partial ISO dates, "" if
    unknown; a cell with one date has no `end`), `guessed` (read, but not literally), `understood`
    (true for an empty cell), `problem` (message id for a cell that is not understood or in doubt,
    see `parts.ACTIONS`) and `candidates` (what a cell that is not understood may mean: ISO dates
    or intervals, joined by "; ").

    `order` is "day first", "month first", "year first" (for two-digit years), "unclear" or "none
    needed"; `decided_by` says why. `choices` are the orders to choose from for `read_dates`;
    `notes` say what else applies to the whole column.
    """

    frame: pd.DataFrame
    order: str
    decided_by: Statement
    choices: tuple[str, ...]
    notes: tuple[Statement, ...]


def read_dates(texts: pd.Series[str], order: str = "") -> DatesRead:
    """Read a column of dates.

    If nothing in the column tells day and month apart, ambiguous cells are not understood and
    have candidates, unless `order` is given.

    Args:
        texts: Text, "" without a date.
        order: "day first", "month first" or "year first" if known. A cell that is a date only in
            another order is read so, as a guess.
    """
    written_codes, written = pd.factorize(texts.astype("str").fillna(""))
    plain, shown, plain_codes = _distinct(map(str, written))
    codes = plain_codes[written_codes]
    counts = dict(zip(shown, np.bincount(codes, minlength=len(plain)).tolist(), strict=True))
    cells = {text: readings(key) for text, key in zip(shown, plain, strict=True)}
    cells, notes = with_counted_days(cells, counts)
    cells = with_seasons(cells)
    decision = decide(cells, order)
    doubt = DOTTED if decision.decided_by.message == BY_DOTS else ""
    rows = [_row(text, cell, decision.order, doubt) for text, cell in cells.items()]
    frame = _frame(rows).take(codes)
    return DatesRead(frame.set_axis(texts.index), *decision, tuple(notes + short_year_note(cells)))


def _frame(rows: list[tuple[str, str, bool, bool, str, str]]) -> pd.DataFrame:
    """Return rows as `DatesRead.frame`, typed here, because pandas infers types slowly."""
    columns = zip(*rows, strict=True) if rows else [()] * len(_COLUMNS)
    typed = {
        name: np.array(values, dtype=bool) if kind == "bool" else pd.array(values, dtype="str")
        for (name, kind), values in zip(_COLUMNS.items(), columns, strict=True)
    }
    return pd.DataFrame(typed)


def _distinct(texts: Iterable[str]) -> tuple[list[str], list[str], np.ndarray]:
    """Return the distinct plain texts, the first spelling of each, and each text's position."""
    positions: dict[str, int] = {}
    shown: list[str] = []
    codes = []
    for text in texts:
        code = positions.setdefault(plain_date_text(text), len(positions))
        codes.append(code)
        if code == len(shown):
            shown.append(text.strip())
    return list(positions), shown, np.array(codes, dtype=np.intp)


def _row(
    text: str, cell: Readings, order: str, doubt: str
) -> tuple[str, str, bool, bool, str, str]:
    """Return one text's row of `DatesRead.frame`; `doubt` is the problem if the order matters."""
    if not text:
        return "", "", False, True, "", ""
    reading, candidates = _choose(cell, order)
    if not reading.start:
        texts = "; ".join(candidate.text for candidate in candidates)
        return "", "", False, False, reading.problem, texts
    end = reading.end.text if reading.end else ""
    matters = cell.is_sensitive and len(cell.distinct) > 1
    problem = reading.problem or (doubt if matters else "")
    is_guess = problem not in {"", BACKWARD}
    return reading.start.text, end, is_guess, True, problem, ""


def _choose(cell: Readings, order: str) -> tuple[Reading, Iterable[Reading]]:
    """Return the reading in an order, and what the cell may mean if there is none."""
    if not cell.is_sensitive:
        return cell.by_order[""], cell.candidates
    if order in cell.by_order:
        return cell.by_order[order], ()
    if len(cell.distinct) > 1:
        return Reading(None, None, TWO_WAYS), cell.distinct
    reading = cell.distinct[0]
    if order in {UNCLEAR, NONE_NEEDED} or reading.problem:
        return reading, ()
    return reading._replace(problem=OTHER_ORDER), ()
