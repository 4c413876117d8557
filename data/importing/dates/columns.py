"""Read a whole column of dates at once."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from data.campaign.errors import msgid
from data.importing.dates.order import (
    NONE_NEEDED,
    UNCLEAR,
    Readings,
    Statement,
    decide,
    not_read,
    readings,
)
from data.importing.dates.parts import (
    BACKWARD,
    NO_DATE,
    OTHER_ORDER,
    TWO_WAYS,
    PartialDate,
    Reading,
)
from data.importing.dates.tokens import plain_date_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_COUNTED = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")
_COUNTED_RANGE = range(20_000, 60_001)
"""Days as spreadsheets count them, from 1954 to 2064."""

_DAY_ZERO = date(1899, 12, 30)
_EPOCH = re.compile(r"([0-9]{9,10})(?:[0-9]{3})?(?:[.,][0-9]+)?")
_EPOCH_RANGE = range(200_000_000, 4_100_000_000)
"""Seconds from 1976 to 2099, as computers count them; three figures more are milliseconds."""
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
    """Read numbers as days counted by a spreadsheet where a column has little else.

    Args:
        cells: The readings of each text, as written.
        counts: In how many rows each stands.

    Returns:
        The readings, and a sentence about them if there are any.
    """
    days = {text: day for text in cells if (day := _counted_day(text))}
    filled = sum(count for text, count in counts.items() if text)
    if not days or sum(counts[text] for text in days) <= _MOSTLY * filled:
        unsure = {text: not_read(NO_DATE, day) for text, day in days.items()}
        return dict(cells) | unsure, []
    sure = {text: Readings({"": day}) for text, day in days.items()}
    text = next(iter(days))
    note = _COUNTED_NOTE if _COUNTED.fullmatch(text) else _EPOCH_NOTE
    return dict(cells) | sure, [Statement(note, {"text": text})]


def _counted_day(text: str) -> Reading | None:
    if (match := _EPOCH.fullmatch(text)) and int(match[1]) in _EPOCH_RANGE:
        moment = datetime.fromtimestamp(int(match[1]), tz=UTC)
        return Reading(PartialDate(moment.year, moment.month, moment.day))
    match = _COUNTED.fullmatch(text)
    if not match or int(match[1]) not in _COUNTED_RANGE:
        return None
    day = _DAY_ZERO + timedelta(days=int(match[1]))
    return Reading(PartialDate(day.year, day.month, day.day))


def with_seasons(cells: Mapping[str, Readings]) -> dict[str, Readings]:
    """Doubt 2010-11 where another cell is a season for sure, as 2015-16 is; 2010/11 always."""
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
    """Say how years of two figures are read, if there are any."""
    text = next((text for text, readings in cells.items() if readings.has_short_year), "")
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
    """A column of dates as it was read.

    `frame` has the index of the texts and the columns `start` and `end` (partial ISO texts, ""
    where unknown; a cell with one date has no `end`), `guessed` (read, though not to the letter),
    `understood` (true for an empty cell), `problem` (message id of what was expected of a cell
    that was not understood or is in doubt; see `date_parts.ACTIONS`) and `candidates` (what a cell
    that was not understood may mean: ISO dates or intervals with "; " between them).

    `order` is "day first", "month first", "year first" (of years of two figures), "unclear" or
    "none needed", and `decided_by` says why. `choices` are the orders that `read_dates` may be
    given; `notes` say what else holds for the whole column.
    """

    frame: pd.DataFrame
    order: str
    decided_by: Statement
    choices: tuple[str, ...]
    notes: tuple[Statement, ...]


def read_dates(texts: pd.Series[str], order: str = "") -> DatesRead:
    """Read a column of dates.

    Where nothing in the column tells day and month apart, cells that depend on it are not
    understood and have candidates, until `order` is given.

    Args:
        texts: Text, "" where there is no date.
        order: "day first", "month first" or "year first" where it is known. A cell that is a date
            in another order only is read so, as a guess.
    """
    written_codes, written = pd.factorize(texts.astype("str").fillna(""))
    plain, shown, places = _each_once(map(str, written))
    codes = places[written_codes]
    counts = dict(zip(shown, np.bincount(codes, minlength=len(plain)).tolist(), strict=True))
    cells = {text: readings(one) for text, one in zip(shown, plain, strict=True)}
    cells, notes = with_counted_days(cells, counts)
    cells = with_seasons(cells)
    decision = decide(cells, order)
    rows = [_row(text, one, decision.order) for text, one in cells.items()]
    frame = _frame(rows).take(codes)
    return DatesRead(frame.set_axis(texts.index), *decision, tuple(notes + short_year_note(cells)))


def _frame(rows: list[tuple[str, str, bool, bool, str, str]]) -> pd.DataFrame:
    """Rows as `DatesRead.frame`; for pandas to find out their types takes longer than to read."""
    columns = zip(*rows, strict=True) if rows else [()] * len(_COLUMNS)
    typed = {
        name: np.array(told, dtype=bool) if kind == "bool" else pd.array(told, dtype="str")
        for (name, kind), told in zip(_COLUMNS.items(), columns, strict=True)
    }
    return pd.DataFrame(typed)


def _each_once(texts: Iterable[str]) -> tuple[list[str], list[str], np.ndarray]:
    """Texts in plain letters, how the first of each is written, and which of them each text is."""
    places: dict[str, int] = {}
    shown: list[str] = []
    codes = []
    for text in texts:
        code = places.setdefault(plain_date_text(text), len(places))
        codes.append(code)
        if code == len(shown):
            shown.append(text.strip())
    return list(places), shown, np.array(codes, dtype=np.intp)


def _row(text: str, cell: Readings, order: str) -> tuple[str, str, bool, bool, str, str]:
    """What `DatesRead.frame` says of one text."""
    if not text:
        return "", "", False, True, "", ""
    reading, candidates = _chosen(cell, order)
    if not reading.start:
        return "", "", False, False, reading.problem, "; ".join(one.text for one in candidates)
    end = reading.end.text if reading.end else ""
    is_guess = reading.problem not in {"", BACKWARD}
    return reading.start.text, end, is_guess, True, reading.problem, ""


def _chosen(cell: Readings, order: str) -> tuple[Reading, Iterable[Reading]]:
    """The reading that holds in an order, and what else the cell may mean if none does."""
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
