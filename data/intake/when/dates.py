"""Dates as people write them, read for a whole column at once.

A small grammar of our own reads them (`date_grammar`), with the names of months and weekdays from
Babel. dateparser and dateutil were tried on such texts and are not used, for they
guess: dateutil takes "3-5 May 2025" for 5 May 2003, 20:25, and "21-22 March 2015" for 2021;
dateparser drops the end of it, adds today's day to "March 2015" and this year to "May", and gives
up on "Feb 22 - Mar 1, 2022" and "du 3 au 5 mai 2016". Neither looks at the rest of the column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from data.intake.when.date_columns import short_year_note, with_counted_days, with_seasons
from data.intake.when.date_order import NONE_NEEDED, UNCLEAR, Statement, decide
from data.intake.when.date_parts import BACKWARD, OTHER_ORDER, TWO_WAYS, Reading
from data.intake.when.date_readings import Readings, readings
from data.intake.when.date_texts import plain_date_text

if TYPE_CHECKING:
    from collections.abc import Iterable

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
