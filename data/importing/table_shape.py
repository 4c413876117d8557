"""Give tables of other shapes one row of names and one row per event.

People write two rows of column names, headings between rows, a second table below the first or
beside it, and tables on their side. Names of columns tell these from events.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.campaign.errors import msgid
from data.campaign.schema import ROW
from data.importing.columns.column_names import USUAL, match_name
from data.importing.columns.guesses import is_country
from data.importing.readers.header_row import column_name
from data.importing.readers.issue_log import Notes
from data.importing.regions import is_region
from data.importing.table_beside import without_table_beside
from data.words.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.importing.readers.raw_table import RawTable

_FEW_COLUMNS = 3
_LEAST_NAMES = 2
_LEAST_LABELS = 3
_MOST_LABELS = 60
_LABEL_SHARE = 0.6
_MOST_EVENTS = 300
_MOST_NARROW = 3
"""Columns of a second table that is no list of events."""
_LONGEST_HEADING = 80
_LEAST_HEADINGS = 2
_MOST_GAPS = 200
"""So many empty rows are looked below."""
_VALUE = re.compile(r".*\d{4}|\d+([./-]\d+)*|https?:.*")
_NAMES = frozenset({"name", "names", "nom", "noms", "nombre", "nombres", "nome", "type"})
"""Below a heading such as "Organizer", these name what the heading names."""

TWO_HEADERS = msgid("The column names are in two rows. They were joined.")
ON_ITS_SIDE = msgid("The table is on its side: column names are in its first column.")
HEADING = msgid("The row is a heading. It was written into each row below.")
SECOND = msgid("The row belongs to a second table below the first.")
_CHECK = msgid("Check the columns.")
_TURNED = msgid("Each column was read as a row. Check the result.")
_ADD_COLUMN = msgid("Nothing to do. In the next version, use a column instead.")
_SPLIT = msgid("Save the second table as a file of its own, or put its rows below the first.")

GROUP = "Group"
"""The name of a column made of headings that are no countries or regions."""


def with_one_shape(raw: RawTable) -> RawTable:
    """Return the table with one row of names and one row per event.

    Issues say what was changed. A skipped row has an issue of its own, so that `rows_read`
    stays the number of rows with text; a turned table has as many rows as events.
    """
    frame = raw.frame
    if not len(frame) or frame.shape[1] <= _LEAST_NAMES:
        return raw
    notes = Notes(raw.file)
    frame = without_table_beside(frame, raw.gaps, notes)
    for change in (_turn, _with_joined_names, _without_second_table, _with_headings):
        frame = change(frame, notes)
    if frame is raw.frame:
        return raw
    shaped = raw.with_frame(frame.reset_index(drop=True))
    return replace(shaped, issues=(*raw.issues, *notes.issues()))


def _is_name(text: str) -> bool:
    """Whether a text is certainly the name of a column."""
    if not text or _VALUE.fullmatch(text):
        return False
    match = match_name(text)
    return match is not None and match.rank <= USUAL


def _names_in(texts: Sequence[str]) -> int:
    return sum(map(_is_name, texts))


def _turn(frame: pd.DataFrame, notes: Notes) -> pd.DataFrame:
    """Turn a table that has its column names in the first column."""
    headers = [str(name) for name in frame.columns if name != ROW]
    events = headers[1:]
    if not _LEAST_LABELS <= len(frame) + 1 <= _MOST_LABELS or len(events) > _MOST_EVENTS:
        return frame
    labels = [str(text) for text in frame.iloc[:, 0]]
    has_no_header = all(name == column_name(i + 1) for i, name in enumerate(headers))
    if not has_no_header:
        labels = [headers[0], *labels]
    named = _names_in(labels)
    if named < max(_LEAST_LABELS, _LABEL_SHARE * len(labels)):
        return frame
    if _names_in(events) * 4 > len(events):
        return frame
    if len(set(labels)) < len(labels) or "" in labels:
        return frame
    columns = {
        event: ([] if has_no_header else [_given(event)]) + frame[event].to_list()
        for event in events
    }
    turned = pd.DataFrame(columns.values(), columns=pd.Index(labels), dtype="str")
    turned = turned.fillna("").astype("str")
    turned[ROW] = range(2, len(turned) + 2)
    notes.add(0, "", ", ".join(labels), ON_ITS_SIDE, _TURNED, level="guessed")
    return turned[(turned[labels] != "").any(axis="columns")]


def _given(header: str) -> str:
    """A cell of the first row as it was, before names of columns were made of it."""
    return "" if re.fullmatch(r"Column [A-Z]{1,3}", header) else re.sub(r" \(\d+\)$", "", header)


def _with_joined_names(frame: pd.DataFrame, notes: Notes) -> pd.DataFrame:
    """Join two rows of names: groups, and below them the names of their columns."""
    headers = [str(name) for name in frame.columns if name != ROW]
    below = [str(text) for text in frame[headers].iloc[0]]
    own = ["" if name == column_name(i + 1) else name for i, name in enumerate(headers)]
    named = [text for text in below if text]
    if "" not in own or len(named) < _LEAST_NAMES or any(map(_VALUE.fullmatch, named)):
        return frame
    is_known = [_is_name(text) or fold(text) in _NAMES for text in named]
    if sum(is_known) * 2 < len(named) or sum(is_known) < _LEAST_NAMES:
        return frame
    names, group = [], ""
    counts = Counter(map(fold, named))
    for i, (name, text) in enumerate(zip(own, below, strict=True)):
        group = name or group
        begins_group = not name or (i + 1 < len(own) and not own[i + 1])
        if text and name and not begins_group:
            return frame
        is_plain = _is_name(text) and fold(text) not in _NAMES and counts[fold(text)] == 1
        joined = text if is_plain or not group else f"{group}.{text}"
        names.append(joined if text else name or headers[i])
    if len(set(names)) < len(names):
        return frame
    row = int(frame[ROW].iloc[0])
    renamed = frame.iloc[1:].rename(columns=dict(zip(headers, names, strict=True)))
    notes.leave_out(row, below, TWO_HEADERS, _CHECK)
    return renamed


def _after_gaps(frame: pd.DataFrame) -> np.ndarray:
    """The positions of the rows that have an empty row above them."""
    numbers = frame[ROW].to_numpy()
    return np.flatnonzero(np.diff(numbers) > 1) + 1


def _without_second_table(frame: pd.DataFrame, notes: Notes) -> pd.DataFrame:
    """Leave out a second table: its names of columns stand below an empty row, or its title."""
    headers = [str(name) for name in frame.columns if name != ROW]
    cells = frame[headers]
    skipped = np.zeros(len(frame), dtype=bool)
    for start in _after_gaps(frame)[:_MOST_GAPS]:
        head = next(
            (i for i in (start, start + 1) if i < len(frame) and _is_header(cells.iloc[i])), None
        )
        is_known = head is not None and (head == start or (cells.iloc[start] != "").sum() <= 1)
        if not is_known and not _is_narrow_table(cells, int(start)):
            continue
        skipped[start:] = True
        break
    if not skipped.any() or skipped.all():
        return frame
    for row, texts in zip(frame.loc[skipped, ROW], cells[skipped].to_numpy(), strict=True):
        notes.leave_out(int(row), map(str, texts), SECOND, _SPLIT)
    return frame[~skipped]


def _is_narrow_table(cells: pd.DataFrame, start: int) -> bool:
    """Whether the rest of the rows, below words alone, is far narrower than the rows above."""
    above, below = (
        (part != "").sum(axis="columns").to_numpy()
        for part in (cells.iloc[:start], cells.iloc[start:])
    )
    first = [text for text in map(str, cells.iloc[start]) if text]
    is_below_words = len(first) >= _LEAST_NAMES and not any(
        map(str.isdigit, "".join(first))
    )  # fmt: skip
    return (
        is_below_words
        and len(below) > 1
        and below.max() <= _MOST_NARROW
        and np.median(above) > _MOST_NARROW
        and (below == len(first)).all()
    )


def _is_header(cells: pd.Series[str]) -> bool:
    texts = [str(text) for text in cells if text]
    names = _names_in(texts)
    return names >= _LEAST_NAMES and names * 2 >= len(texts) and len(set(texts)) == len(texts)


def _with_headings(frame: pd.DataFrame, notes: Notes) -> pd.DataFrame:
    """Write headings between rows into a column of their own.

    A heading is the only cell of a row. The first row is one, and each has wide rows below it.
    """
    headers = [str(name) for name in frame.columns if name != ROW]
    cells = frame[headers]
    if len(headers) < _FEW_COLUMNS or (cells.iloc[:1] != "").to_numpy().sum() != 1:
        return frame
    filled = (cells != "").sum(axis="columns").to_numpy()
    is_heading = filled == 1
    if is_heading[-1]:
        return frame
    is_odd = is_heading.sum() < _LEAST_HEADINGS or is_heading.sum() * 2 > len(frame)
    if (
        is_odd
        or (is_heading[:-1] & is_heading[1:]).any()
        or np.median(filled[~is_heading]) < _FEW_COLUMNS
    ):
        return frame
    texts = cells[is_heading].apply("".join, axis="columns")
    columns = {int(i) for i in (cells[is_heading] != "").to_numpy().argmax(axis=1)}
    if len(columns) > 1 or texts.duplicated().any() or texts.str.len().max() > _LONGEST_HEADING:
        return frame
    name = _heading_column(list(texts))
    if any(fold(name) == fold(header) for header in headers):
        name = GROUP
    numbers = np.cumsum(is_heading) - 1
    written = pd.Series(texts.to_numpy()[numbers], index=frame.index, dtype="str")
    for row, text in zip(frame.loc[is_heading, ROW], texts, strict=True):
        notes.leave_out(int(row), [text], HEADING, _ADD_COLUMN)
    with_groups = frame.drop(columns=ROW).assign(**{name: written, ROW: frame[ROW]})
    below: pd.DataFrame = with_groups[~is_heading]
    return below


def _heading_column(texts: Sequence[str]) -> str:
    """The name of the column for headings: countries, regions, or a group of another kind."""
    if all(map(is_country, texts)):
        return "Country"
    if sum(map(is_region, texts)) * 2 >= len(texts):
        return "Region"
    return GROUP
