"""Rows of a table that are not events: totals, lines, and notes below the table."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.lists.readers.issue_log import Notes
from data.model.errors import msgid
from data.model.schema import ROW
from data.words.folding import fold

_EVENT = msgid("This row is not an event.")
_SUM = msgid("It adds up other rows.")
_BELOW = msgid("It is a note below the table.")
_LINE = msgid("It is only a line.")

_RULE = re.compile(r"[\s:=+|_–—-]{3,}")
_FIRST_ROWS = 3
_SUMS = re.compile(
    r"(?:grand |sub |sub)?totals?|totals? general(?:es)?|sum|summe|gesamt|gesamtsumme|insgesamt|"
    r"somme|totaux|total general|suma|soma|subtotales|average|moyenne|المجموع|الاجمالي|"
    r"(?:total|number|nombre|numero|anzahl) (?:of|de|des|der) \w+"
)
_SUM_OF = re.compile(r"(?:sub ?|grand |sous )?total(?: \w+){1,3}")
"""A sum if it has an amount: "Subtotal Kenya", 107; "Total: 4 hearings"."""
_AMOUNT = re.compile(r"[\s\d.,:%€$£()+-]*\d[\s\d.,:%€$£()+-]*(?:[^\W\d_]+\s?){0,2}")
_DAY = re.compile(r"\d+[./-]\d+[./-]\d+")
_NOTE = re.compile(
    r"\s*(?:[*†‡§¹²³©]|\(\*|(?:note|notes|nb|n\. ?b|source|sources|fuente|fuentes|fonte|quelle|"
    r"nota|notas|remarque|hinweis|anmerkung|legend|legende|key|last updated?|updated|as of|"
    r"stand|mis a jour|mise a jour|derniere mise a jour|actualizado|المصدر|ملاحظة)\b\s*[:.]?)",
    re.IGNORECASE,
)
_MOST_BELOW = 30
"""Rows of notes below a table; more rows are a second table."""
_MOST_LONE = 300
"""Rows with one number that are compared with the sum of those above."""
_LEAST_CELLS = 2
_LEAST_WORDS = 2
_LONGEST_LABEL = 60
_LABEL_COLUMNS = 3
_SUM_WORD = (
    "(?i)total|totaux|sum|som|gesamt|average|moyenne|number of|nombre|n.mero|anzahl|"
    "المجموع|الاجمالي|الإجمالي"
)
_OF_EVENTS = ("title", "start", "dates", "city", "place", "country", "venue", "summary")


def without_side_rows(rows: pd.DataFrame, columns: Mapping[str, str], notes: Notes) -> pd.DataFrame:
    """Leave out rows that are not events, with an issue each.

    A total starts with a word for it and has only amounts beside that. A note is the only cell of
    a row below the last row with two cells. It starts as notes do, or is in a first column that
    has no data of events.

    Args:
        rows: The rows of the list: text, and `_row`.
        columns: The type of each header.
        notes: Gets an issue for each skipped row.

    Returns:
        The remaining rows, under their index.
    """
    cells = rows.drop(columns=ROW)
    filled = (cells != "").sum(axis="columns").to_numpy()
    below = _below(cells, filled, columns)
    lines = _lines(cells)
    sums = (_sums(cells) | _lone_sums(cells, filled, columns)) & ~below
    for mask, action in ((lines, _LINE), (sums, _SUM), (below, _BELOW)):
        for row, texts in zip(rows.loc[mask, ROW], cells[mask].to_numpy(), strict=True):
            notes.leave_out(int(row), texts, _EVENT, action)
    events: pd.DataFrame = rows[~(lines | sums | below)]
    return events


def _lines(cells: pd.DataFrame) -> np.ndarray:
    """Which rows are only lines, such as "---|---" below the header of a table in a text."""
    mask = np.zeros(len(cells), dtype=bool)
    if cells.shape[1]:
        for i in range(min(len(cells), _FIRST_ROWS)):
            mask[i] = bool(_RULE.fullmatch("".join(map(str, cells.iloc[i]))))
    return mask


def _sums(cells: pd.DataFrame) -> np.ndarray:
    """Which rows are totals."""
    mask = np.zeros(len(cells), dtype=bool)
    has_word = np.zeros(len(cells), dtype=bool)
    for name in cells.columns[:_LABEL_COLUMNS]:
        # A quick first test: a list may have a million rows.
        has_word |= cells[name].str.contains(_SUM_WORD, regex=True).to_numpy(dtype=bool)
    for i in np.flatnonzero(has_word):
        first, *rest = filter(None, (str(text).strip() for text in cells.iloc[i]))
        has_amount = bool(rest) or any(map(str.isdigit, first))
        is_sum = _SUMS.fullmatch(fold(first)) or (has_amount and _SUM_OF.fullmatch(fold(first)))
        mask[i] = bool(is_sum) and len(first) <= _LONGEST_LABEL and all(map(_is_amount, rest))
    return mask


def _lone_sums(cells: pd.DataFrame, filled: np.ndarray, columns: Mapping[str, str]) -> np.ndarray:
    """Which rows have only a number that adds up those above it, to the last such number."""
    mask = np.zeros(len(cells), dtype=bool)
    for row in np.flatnonzero(filled == 1)[:_MOST_LONE]:
        name = cells.columns[(cells.iloc[row] != "").to_numpy().argmax()]
        if columns.get(str(name), "") not in {"", "participants"}:
            continue
        column = cells[name]
        numbers = pd.to_numeric(column.iloc[: row + 1], errors="coerce")
        above = numbers.iloc[:row][~mask[:row]]
        since = numbers.iloc[:row][np.flatnonzero(mask[:row]).max(initial=-1) + 1 :]
        is_several = since.notna().sum() >= _LEAST_CELLS
        mask[row] = bool(is_several and numbers.iloc[row] in {since.sum(), above.sum()})
    return mask


def _is_amount(text: str) -> bool:
    is_short = len(text) <= _LONGEST_LABEL
    return is_short and bool(_AMOUNT.fullmatch(text)) and not _DAY.search(text)


def _below(cells: pd.DataFrame, filled: np.ndarray, columns: Mapping[str, str]) -> np.ndarray:
    """Which rows are notes below the table."""
    mask = np.zeros(len(cells), dtype=bool)
    wide = np.flatnonzero(filled >= _LEAST_CELLS)
    count = len(cells) - int(wide[-1]) - 1 if len(wide) else 0
    if cells.shape[1] <= _LEAST_CELLS or not 0 < count <= _MOST_BELOW:
        return mask
    is_free = columns.get(str(cells.columns[0]), "") not in _OF_EVENTS
    for i in range(len(cells) - count, len(cells)):
        text = next((str(text) for text in cells.iloc[i] if text), "")
        is_first = bool(cells.iloc[i, 0])
        is_words = is_free and is_first and len(text.split()) >= _LEAST_WORDS
        mask[i] = bool(_NOTE.match(text)) or is_words
    return mask
