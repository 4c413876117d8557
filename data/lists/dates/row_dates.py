"""Read the start and end of each row as ISO text."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from data.lists.dates.columns import DatesRead, read_dates
from data.lists.dates.order import UNCLEAR, order_in_name
from data.lists.dates.parts import ACTIONS, TWO_ENDS
from data.lists.matched_table import DATE_PARTS, END_PARTS, WHOLE_DATES, MatchedTable
from data.lists.readers.issue_log import Notes
from data.model.errors import msgid

_COLUMNS = (WHOLE_DATES, "start", "end")
_HALF = 0.5

ORDER_OF_FORM = msgid(
    "Day and month are in the order of this column, which tells when a form was filled in."
)
_CHECK_ORDER = msgid("Check the order of day and month.")


class RowDates(NamedTuple):
    """The dates of all rows.

    `start` and `end` are partial ISO dates, "" if unknown. `written` is the text of the file for
    rows whose dates are guessed or not understood, else "". `read` says how the order of day and
    month was decided.
    """

    start: pd.Series[str]
    end: pd.Series[str]
    written: pd.Series[str]
    read: DatesRead


def row_dates(table: MatchedTable, order: str, notes: Notes) -> RowDates:
    """Read the date columns, all in one order, with an issue for each cell in doubt."""
    texts = {name: table.texts(name) for name in _COLUMNS}
    for name, columns in ((WHOLE_DATES, DATE_PARTS), ("end", END_PARTS)):
        texts[name] = texts[name].where(texts[name] != "", _from_parts(table, columns))
    years = table.texts(DATE_PARTS[0])
    if (years != "").any():
        texts = {name: _with_years(text, years) for name, text in texts.items()}
    named = (order_in_name(table.header(name)) for name in _COLUMNS)
    order = order or next(filter(None, named), "")
    every = pd.concat(texts.values(), ignore_index=True)
    read = read_dates(every, order)
    if read.order == UNCLEAR and (header := _ordered_moments(table.extras)):
        read = read_dates(every, read_dates(table.extras[header]).order)
        notes.add(0, header, read.order, ORDER_OF_FORM, _CHECK_ORDER, level="guessed")
    size = len(table.frame)
    parts = {
        name: read.frame.iloc[i * size : (i + 1) * size].set_axis(table.frame.index)
        for i, name in enumerate(_COLUMNS)
    }
    for name in _COLUMNS:
        table.note(notes, name, _doubts(texts[name], parts[name]))
    starts = parts["start"].where(texts["start"] != "", parts[WHOLE_DATES])
    ends = parts["end"]
    last = ends["end"].where(ends["end"] != "", ends["start"])
    table.note(notes, "end", _two_ends(starts, last))
    return RowDates(
        start=starts["start"],
        end=last.where(last != "", starts["end"]),
        written=_written_dates(texts, parts),
        read=read,
    )


def _ordered_moments(extras: pd.DataFrame) -> str:
    """Return the column of moments, such as a form's, that tells day and month apart; or ""."""
    timed = (name for name in extras if extras[name].str.contains(r"\d:\d\d").mean() > _HALF)
    orders = {"day first", "month first"}
    return next((str(name) for name in timed if read_dates(extras[name]).order in orders), "")


def _from_parts(table: MatchedTable, columns: tuple[str, ...]) -> pd.Series[str]:
    """Join a date in three columns to one text: `29 April 2016`, `4 2016` as `2016-04`."""
    year, month, day = (table.texts(name) for name in columns)
    if (year == "").all():
        return year
    numbers = month.str.fullmatch(r"\d{1,2}") & (day.str.fullmatch(r"\d{1,2}") | (day == ""))
    iso = year + "-" + month.str.zfill(2)
    iso = iso.where(day == "", iso + "-" + day.str.zfill(2)).where(month != "", year)
    words = (day + " " + month + " " + year).str.strip()
    return iso.where(numbers | (month == ""), words).where(year != "", "")


def _with_years(texts: pd.Series[str], years: pd.Series[str]) -> pd.Series[str]:
    """Add the year of a column of its own to dates in words without one: "3-5 May"."""
    lacks = texts.str.contains(r"[^\W\d_]{3}") & ~texts.str.contains(r"\d{4}")
    return texts.where(~lacks | ~years.str.fullmatch(r"\d{4}"), texts + " " + years)


def _doubts(texts: pd.Series[str], part: pd.DataFrame) -> pd.DataFrame:
    """Return issues about the cells of a column with a problem."""
    part = part[part["problem"] != ""]
    candidates = (" (" + part["candidates"] + ")").where(part["candidates"] != "", "")
    return pd.DataFrame(
        {
            "seen": texts[part.index] + candidates,
            "expected": part["problem"],
            "action": part["problem"].map(ACTIONS),
            "level": part["understood"].map({True: "guessed", False: "unrecognized"}),
        }
    )


def _two_ends(starts: pd.DataFrame, last: pd.Series[str]) -> pd.DataFrame:
    """Return issues about rows with a range in the start column and another end."""
    differ = (starts["end"] != "") & (last != "") & (starts["end"] != last)
    issue = {"expected": TWO_ENDS, "action": ACTIONS[TWO_ENDS], "level": "guessed"}
    return pd.DataFrame({"seen": (starts["end"] + ", " + last)[differ]}).assign(**issue)


def _written_dates(
    texts: dict[str, pd.Series[str]], parts: dict[str, pd.DataFrame]
) -> pd.Series[str]:
    dates, starts, ends = (
        text.where(parts[name]["guessed"] | ~parts[name]["understood"], "")
        for name, text in texts.items()
    )
    return (dates + " " + starts + " " + ends).str.split().str.join(" ").astype("str")
