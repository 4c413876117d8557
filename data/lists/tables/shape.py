"""Give tables of other shapes one row of names and one row per event.

People write two rows of column names, headings between rows, further tables below the first,
beside it or on other sheets, and tables on their side. Names of columns tell these from events.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import PurePath

import numpy as np
import pandas as pd

from data.lists.readers.header_row import column_name
from data.lists.readers.issue_log import Notes
from data.lists.readers.raw_table import RawTable
from data.lists.readers.sheets import asked_kind
from data.lists.tables.below import VALUE, is_name, names_in, with_tables_below
from data.lists.tables.beside import with_tables_beside
from data.lists.tables.joining import GROUP, headers_of, heading_column, with_sheets
from data.model.errors import msgid
from data.model.schema import ROW
from data.words.folding import fold

_FEW_COLUMNS = 3
_LEAST_NAMES = 2
_LEAST_LABELS = 3
_MOST_LABELS = 60
_LABEL_SHARE = 0.6
_MOST_EVENTS = 300
_LONGEST_HEADING = 80
_LEAST_HEADINGS = 2
_NAMES = frozenset({"name", "names", "nom", "noms", "nombre", "nombres", "nome", "type"})
"""Below a heading such as "Organizer", these name what the heading names."""

TWO_HEADERS = msgid("The column names are in two rows. They were joined.")
ON_ITS_SIDE = msgid("The table is on its side: column names are in its first column.")
HEADING = msgid("The row is a heading. It was written into each row below.")
_CHECK = msgid("Check the columns.")
_TURNED = msgid("Each column was read as a row. Check the result.")
_ADD_COLUMN = msgid("Nothing to do. In the next version, use a column instead.")


def with_one_shape(raw: RawTable) -> RawTable:
    """Return the table with one row of names and one row per event.

    Issues say what was changed. A skipped row has an issue of its own, so that `rows_read`
    stays the number of rows with text; a turned table has as many rows as events.
    """
    if is_asked(raw):
        # The file has no list of events: its demands may be of events that a campaign has.
        events = raw.with_frame(raw.frame.iloc[:0])
        asked = [replace(raw, others=()), *filter(is_asked, raw.others)]
        return replace(events, others=(), asked=tuple(asked), issues=())
    if not raw.others:
        return _shaped(raw)
    asked = [other for other in raw.others if is_asked(other)]
    others = [other for other in raw.others if other not in asked]
    shaped = _shaped(replace(raw, others=(), asked=tuple(asked)))
    return with_sheets(shaped, [*map(_shaped, others)])


def is_asked(raw: RawTable) -> bool:
    """Return whether a table has demands or judgements."""
    return bool(asked_kind(raw.sheet or PurePath(raw.file).stem, headers_of(raw.frame)))


def _shaped(raw: RawTable) -> RawTable:
    frame = raw.frame
    if not len(frame) or frame.shape[1] <= _LEAST_NAMES:
        return raw
    notes = Notes(raw.file)
    frame, parts = with_tables_beside(raw, notes)
    frame = _with_joined_names(_turn(frame, notes), notes)
    frame = _with_headings(with_tables_below(frame, raw.issues, notes), notes)
    if frame is raw.frame:
        return raw
    shaped = raw.with_frame(frame.reset_index(drop=True))
    return replace(shaped, issues=(*raw.issues, *notes.issues()), parts=parts)


def _turn(frame: pd.DataFrame, notes: Notes) -> pd.DataFrame:
    """Turn a table that has its column names in the first column."""
    headers = headers_of(frame)
    events = headers[1:]
    if not _LEAST_LABELS <= len(frame) + 1 <= _MOST_LABELS or len(events) > _MOST_EVENTS:
        return frame
    labels = [str(text) for text in frame.iloc[:, 0]]
    has_no_header = all(name == column_name(i + 1) for i, name in enumerate(headers))
    if not has_no_header:
        labels = [headers[0], *labels]
    named = names_in(labels)
    if named < max(_LEAST_LABELS, _LABEL_SHARE * len(labels)):
        return frame
    if names_in(events) * 4 > len(events):
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
    headers = headers_of(frame)
    below = [str(text) for text in frame[headers].iloc[0]]
    own = ["" if name == column_name(i + 1) else name for i, name in enumerate(headers)]
    named = [text for text in below if text]
    if "" not in own or len(named) < _LEAST_NAMES or any(map(VALUE.fullmatch, named)):
        return frame
    is_known = [is_name(text) or fold(text) in _NAMES for text in named]
    if sum(is_known) * 2 < len(named) or sum(is_known) < _LEAST_NAMES:
        return frame
    names, group = [], ""
    counts = Counter(map(fold, named))
    for i, (name, text) in enumerate(zip(own, below, strict=True)):
        group = name or group
        begins_group = not name or (i + 1 < len(own) and not own[i + 1])
        if text and name and not begins_group:
            return frame
        is_plain = is_name(text) and fold(text) not in _NAMES and counts[fold(text)] == 1
        joined = text if is_plain or not group else f"{group}.{text}"
        names.append(joined if text else name or headers[i])
    if len(set(names)) < len(names):
        return frame
    row = int(frame[ROW].iloc[0])
    renamed = frame.iloc[1:].rename(columns=dict(zip(headers, names, strict=True)))
    notes.leave_out(row, below, TWO_HEADERS, _CHECK)
    return renamed


def _with_headings(frame: pd.DataFrame, notes: Notes) -> pd.DataFrame:
    """Write headings between rows into a column of their own.

    A heading is the only cell of a row. The first row is one, and each has wide rows below it.
    """
    headers = headers_of(frame)
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
    name = heading_column(list(texts))
    if any(fold(name) == fold(header) for header in headers):
        name = GROUP
    numbers = np.cumsum(is_heading) - 1
    written = pd.Series(texts.to_numpy()[numbers], index=frame.index, dtype="str")
    for row, text in zip(frame.loc[is_heading, ROW], texts, strict=True):
        notes.leave_out(int(row), [text], HEADING, _ADD_COLUMN)
    with_groups = frame.drop(columns=ROW).assign(**{name: written, ROW: frame[ROW]})
    below: pd.DataFrame = with_groups[~is_heading]
    return below
