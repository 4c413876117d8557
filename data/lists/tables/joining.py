"""Join tables of the same columns: two years on two sheets, beside each other, or stacked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from data.geo.region_names import is_region
from data.lists.columns.column_names import USUAL, match_name
from data.lists.columns.guesses import is_country
from data.lists.readers.issue_log import Notes
from data.lists.readers.raw_table import RawTable
from data.lists.readers.sheets import note_unread
from data.model.errors import msgid
from data.model.schema import ROW
from data.words.folding import fold, fold_series

GROUP = "Group"
"""The name of a column made of headings that are no countries or regions."""

JOINED = msgid("Several tables have the same columns. They were joined.")
REPEATED_SHEET = msgid("Another sheet repeats rows of this list. It was left aside.")
_CHECK = msgid("Check the result. To read only one sheet, choose it.")
_NOTHING = msgid("There is nothing to do. If it has further events, choose that sheet.")

_OWN_SHARE, _WIDER_SHARE = 0.8, 0.6
"""Shares of the columns of the narrower and of the wider table that both have."""
_LEAST_KNOWN = 2
_REPEATED_SHARE = 0.5
_NUMBERED = re.compile(r" \(\d+\)$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATES_AND_PLACES = frozenset({"start", "end", "dates", "city", "place", "country", "venue"})


def own_name(header: str) -> str:
    """Return a column's name as it was written: "Title" for "Title (2)" and "2023.Title"."""
    return _NUMBERED.sub("", header.rpartition(".")[2].strip())


def same_columns(main: Sequence[str], other: Sequence[str]) -> dict[str, str]:
    """Return the columns of another table that are those of the first, if it is the same table.

    Returns:
        Names of the first table by names of the other. Empty unless most names are equal, and tell
        what an event is, and when or where it was.
    """
    by_key = {_key(name): name for name in main}
    shared = {name: by_key.pop(key) for name in other if (key := _key(name)) in by_key}
    free = {kind: name for name in by_key.values() if (kind := kind_of_name(name))}
    kinds = [kind_of_name(name) for name in shared.values()]
    for name in other:
        kind = kind_of_name(name)
        if name not in shared and kind in free and kind not in kinds:
            shared[name] = free.pop(kind)
    known = set(map(kind_of_name, shared.values()))
    narrow, wide = sorted((len(main), len(other)))
    is_same = len(shared) >= max(_OWN_SHARE * narrow, _WIDER_SHARE * wide)
    if not is_same or len(known - {""}) < _LEAST_KNOWN or known.isdisjoint(_DATES_AND_PLACES):
        return {}
    return shared


def _key(name: str) -> str:
    """A column's name without its case, number and year: "Date 2016" is "Date 2017"."""
    return fold(_YEAR.sub("", own_name(name))) or name


def kind_of_name(name: str) -> str:
    """Return the column that a name certainly means; "" if none."""
    match = match_name(own_name(name))
    return match.column if match and match.rank <= USUAL else ""


def with_sheets(raw: RawTable, others: Sequence[RawTable]) -> RawTable:
    """Join sheets that have the same table, in the order of the workbook.

    Sheets with other columns are named, and those that repeat rows of the list are left aside.

    Args:
        raw: The sheet with the list of events.
        others: Sheets that may have the same table.
    """
    if not others:
        return raw
    notes = Notes(raw.file)
    same = []
    for other in others:
        if same_columns(headers_of(raw.frame), headers_of(other.frame)):
            same.append(other)
        else:
            note_unread(other.sheet, (other.rows_read + 1, False), notes)
    if not same:
        return replace(raw, issues=(*raw.issues, *notes.issues()))
    distinct: list[RawTable] = []
    known: set[str] = set()
    # The longest first: it may be the list of all years, which the sheets of a year repeat.
    for table in sorted([raw, *same], key=lambda table: -len(table.cells)):
        texts = _row_texts(headers_of(raw.frame), table.frame)
        if distinct and len(texts) and texts.isin(known).mean() >= _REPEATED_SHARE:
            seen = f"{table.sheet} ({table.rows_read:,})"
            notes.add(0, "", seen, REPEATED_SHEET, _NOTHING, level="noted")
        else:
            distinct.append(table)
            known.update(texts)
    distinct.sort(key=lambda table: raw.sheets.index(table.sheet))
    if len(distinct) == 1:
        return replace(distinct[0], issues=(*distinct[0].issues, *notes.issues()))
    names = [table.sheet for table in distinct]
    offset, parts, frames, issues = 0, [], [], []
    for table in distinct:
        for name, more in table.parts or (("", 0),):
            parts.append((", ".join(filter(None, (table.sheet, name))), offset + more))
        frames.append(table.frame.assign(**{ROW: table.frame[ROW] + offset}))
        issues += [
            replace(issue, row=issue.row + offset) if issue.row else issue for issue in table.issues
        ]
        offset += max([*table.frame[ROW], *(issue.row for issue in table.issues), 1])
    whole = raw.with_frame(joined(names, frames, notes))
    issues = [*notes.issues(), *issues]
    return replace(whole, sheet="", issues=tuple(issues), parts=tuple(parts))


def joined(
    names: Sequence[str], frames: Sequence[pd.DataFrame], notes: Notes, *, has_groups: bool = True
) -> pd.DataFrame:
    """Join tables of the same columns, and note how many rows each has.

    Args:
        names: The names of the tables.
        frames: Their rows.
        notes: Gets the issue.
        has_groups: Whether the names may say something about the rows.
    """
    sizes = [len(frame) for frame in frames]
    counts = [f"{name} ({size:,})" for name, size in zip(names, sizes, strict=True)]
    notes.add(0, "", ", ".join(counts), JOINED, _CHECK, level="noted")
    whole = stacked(frames)
    return _with_group(whole, names, sizes) if has_groups else whole


def headers_of(frame: pd.DataFrame) -> list[str]:
    """Return the names of the columns of a list."""
    return [str(name) for name in frame.columns if name != ROW]


def stacked(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put tables below each other, in the columns of the first and further ones of the others."""
    main = headers_of(frames[0])
    whole = []
    for frame in frames:
        names = headers_of(frame)
        renamed = frame.rename(columns=_renamed(same_columns(main, names), names, main))
        whole.append(renamed)
        main += [str(name) for name in renamed.columns if name not in (*main, ROW)]
    return pd.concat(whole, ignore_index=True).reindex(columns=[*main, ROW]).fillna("")


def _renamed(
    shared: Mapping[str, str], names: Sequence[str], main: Sequence[str]
) -> dict[str, str]:
    """Return the new names of a table's columns, none of them twice."""
    renamed = dict(shared)
    for name in names:
        if name not in renamed:
            free = name
            while free in main or free in renamed.values():
                free += " (2)"
            renamed[name] = free
    return renamed


def _with_group(frame: pd.DataFrame, names: Sequence[str], sizes: Sequence[int]) -> pd.DataFrame:
    """Write the names of joined tables into a column, if they say something about the rows."""
    headers = headers_of(frame)
    column = _group_column(names, {kind for name in headers if (kind := kind_of_name(name))})
    if column == "Year" and _have_years(frame, headers):
        return frame
    if not column or any(fold(column) == fold(header) for header in headers):
        return frame
    texts = [_YEAR.findall(name)[0] if column == "Year" else name for name in names]
    values = [text for text, size in zip(texts, sizes, strict=True) for _ in range(size)]
    written = pd.Series(values, index=frame.index, dtype="str")
    return frame.drop(columns=ROW).assign(**{column: written, ROW: frame[ROW]})


def _have_years(frame: pd.DataFrame, headers: Sequence[str]) -> bool:
    """Whether most rows have a year in a column of dates."""
    dates = [frame[name] for name in headers if kind_of_name(name) in {"start", "end", "dates"}]
    if not dates:
        return False
    texts = _joined_texts(dates)
    return bool(texts.str.contains(_YEAR).mean() > 0.5)


def _group_column(names: Sequence[str], kinds: set[str]) -> str:
    """Return the name of the column for the names of tables; "" if these say nothing."""
    if all(len(_YEAR.findall(name)) == 1 for name in names):
        return "" if "year" in kinds else "Year"
    if len({re.sub(r"[\d\W_]+", "", name) for name in names}) == 1:
        return ""
    column = heading_column(names)
    return "" if column.lower() in kinds else column


def heading_column(texts: Sequence[str]) -> str:
    """Return the column for headings: countries, regions, or a group of another kind."""
    if all(map(is_country, texts)):
        return "Country"
    if sum(map(is_region, texts)) * 2 >= len(texts):
        return "Region"
    return GROUP


def _row_texts(main: Sequence[str], frame: pd.DataFrame) -> pd.Series[str]:
    """Return the text of each row in the columns of the first table, to compare rows."""
    shared = same_columns(main, headers_of(frame))
    return fold_series(
        _joined_texts([frame[name] for name in sorted(shared, key=shared.__getitem__)])
    )


def _joined_texts(columns: Sequence[pd.Series[str]]) -> pd.Series[str]:
    """Return the cells of each row in one text; at least one column."""
    first, *more = columns
    for column in more:
        first = first + " " + column
    return first
