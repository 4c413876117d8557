"""Rows of a table that are no events: sums, and what is written below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from data.campaign.errors import msgid
from data.campaign.schema import ROW
from data.words.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from data.importing.readers.issue_log import Notes

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
_AMOUNT = re.compile(r"[\s\d.,:%€$£()+-]*\d[\s\d.,:%€$£()+-]*(?:[^\W\d_]+\s?){0,2}")
_DAY = re.compile(r"\d+[./-]\d+[./-]\d+")
_NOTE = re.compile(
    r"\s*(?:[*†‡§¹²³©]|\(\*|(?:note|notes|nb|n\. ?b|source|sources|fuente|fuentes|fonte|quelle|"
    r"nota|notas|remarque|hinweis|anmerkung|legend|legende|key|last updated?|updated|as of|"
    r"stand|mis a jour|mise a jour|derniere mise a jour|actualizado|المصدر|ملاحظة)\b\s*[:.]?)",
    re.IGNORECASE,
)
_MOST_BELOW = 30
"""Rows that may stand below a table: notes, not a second table."""
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
    """Leave out rows that are no events, with a finding each.

    A sum begins with a word for it and has but amounts beside that. Notes stand below the last row
    that has two cells, alone in theirs, and begin as notes do, or stand in a first column that says
    nothing of an event.

    Args:
        rows: A row a row of the list: text, and `_row`.
        columns: What each header was matched to.
        notes: Is told of what is left out.

    Returns:
        The rows that are left, under their index.
    """
    cells = rows.drop(columns=ROW)
    filled = (cells != "").sum(axis="columns").to_numpy()
    below = _below(cells, filled, columns)
    lines = _lines(cells)
    sums = _sums(cells) & ~below
    for mask, action in ((lines, _LINE), (sums, _SUM), (below, _BELOW)):
        for row, texts in zip(rows.loc[mask, ROW], cells[mask].to_numpy(), strict=True):
            notes.leave_out(int(row), texts, _EVENT, action)
    kept: pd.DataFrame = rows[~(lines | sums | below)]
    return kept


def _lines(cells: pd.DataFrame) -> np.ndarray:
    """Which rows are but lines, as "---|---" below the header of a table in a text."""
    mask = np.zeros(len(cells), dtype=bool)
    if cells.shape[1]:
        for place in range(min(len(cells), _FIRST_ROWS)):
            mask[place] = bool(_RULE.fullmatch("".join(map(str, cells.iloc[place]))))
    return mask


def _sums(cells: pd.DataFrame) -> np.ndarray:
    """Which rows are sums."""
    mask = np.zeros(len(cells), dtype=bool)
    has_word = np.zeros(len(cells), dtype=bool)
    for name in cells.columns[:_LABEL_COLUMNS]:
        # One quick look: a list may have a million rows.
        has_word |= cells[name].str.contains(_SUM_WORD, regex=True).to_numpy(dtype=bool)
    for place in np.flatnonzero(has_word):
        first, *rest = filter(None, (str(text).strip() for text in cells.iloc[place]))
        is_sum = len(first) <= _LONGEST_LABEL and _SUMS.fullmatch(fold(first))
        mask[place] = bool(is_sum) and all(map(_is_amount, rest))
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
    for place in range(len(cells) - count, len(cells)):
        text = next((str(text) for text in cells.iloc[place] if text), "")
        is_first = bool(cells.iloc[place, 0])
        is_words = is_free and is_first and len(text.split()) >= _LEAST_WORDS
        mask[place] = bool(_NOTE.match(text)) or is_words
    return mask
