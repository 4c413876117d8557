"""Fixes of single cells: letters written as codes, names that are too long."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pandas as pd

from data.lists.matched_table import STATE, WHOLE_PLACE, MatchedTable
from data.lists.readers.issue_log import Notes
from data.model.errors import msgid
from data.model.schema import ROW

_CODE = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});")
_CODES_READ = msgid("Character codes, as in web pages, were turned into letters.")
_CHECK_TEXT = msgid("Check the text.")

MOST_NAME_LETTERS = 500
"""Letters in the name of a place, a region or a kind; a list of ten cities has about 200."""

_NAMES = (WHOLE_PLACE, "city", "country", STATE, "venue", "region", "kind")
_SHORT_NAME = msgid("The name is longer than 500 characters.")
_BEGINNING_USED = msgid("Only the beginning was used. The whole text is in an extra field.")
_WHOLE = "{column} as written"


_FORMULA_ERRORS = (
    "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    "#BEZUG!", "#NV", "#WERT!", "#VALEUR!", "#NOM?", "#¡REF!", "#¡VALOR!", "#¿NOMBRE?", "Err:502",
    "Err:508", "Err:509", "Err:522",
)  # fmt: skip
"""What Excel and LibreOffice show in some languages where a formula fails."""
FORMULA_ERROR = msgid("The formula of this cell fails.")
_MEND_FORMULA = msgid("Mend the formula, or write the value. Until then the cell counts as empty.")


def without_formula_errors(rows: pd.DataFrame, notes: Notes) -> pd.DataFrame:
    """Empty the cells whose formula fails.

    Args:
        rows: Text, and `_row`.
        notes: Gets an issue for each such cell.

    Returns:
        The rows; the same frame if there is no such cell.
    """
    changed = {}
    for name in rows.columns:
        if name == ROW or not (is_error := rows[name].isin(_FORMULA_ERRORS)).any():
            continue
        changed[name] = rows[name].mask(is_error, "")
        for row, text in zip(rows.loc[is_error, ROW], rows.loc[is_error, name], strict=True):
            notes.add(int(row), str(name), text, FORMULA_ERROR, _MEND_FORMULA)
    return rows.assign(**changed) if changed else rows


def with_plain_letters(rows: pd.DataFrame, notes: Notes) -> pd.DataFrame:
    """Turn the codes of letters into letters.

    Args:
        rows: Text, and `_row`.
        notes: Gets an issue for each changed cell.

    Returns:
        The rows; the same frame if there is no such code.
    """
    changed = {}
    for name in rows.columns:
        if name == ROW or not (has_sign := rows[name].str.contains("&", regex=False)).any():
            continue
        cells = rows.loc[has_sign, name]
        cells = cells[cells.str.contains(_CODE)]
        plain = cells.map(lambda text: _CODE.sub(lambda code: unescape(code[0]), text))
        for row, text in zip(rows.loc[cells.index, ROW], cells, strict=True):
            notes.add(int(row), str(name), text, _CODES_READ, _CHECK_TEXT, level="fixed")
        if len(cells):
            changed[name] = plain.reindex(rows.index).fillna(rows[name])
    return rows.assign(**changed) if changed else rows


def with_short_names(matched: MatchedTable, notes: Notes) -> MatchedTable:
    """Shorten names that are too long; an issue for each, and the whole text as an extra field.

    Returns:
        The table, unchanged if no name is too long.
    """
    frame, extras = matched.frame, matched.extras
    for column in [*_NAMES, *(name for name in frame.columns if _is_translated_name(name))]:
        texts = matched.texts(column)
        if not (is_long := texts.str.len() > MOST_NAME_LETTERS).any():
            continue
        whole = texts.where(is_long, "")
        for row, text in zip(frame.loc[is_long, ROW], whole[is_long], strict=True):
            notes.add(
                int(row),
                matched.header(column),
                text,
                _SHORT_NAME,
                _BEGINNING_USED,
                level="guessed",
            )
        frame = frame.assign(**{column: texts.str.slice(0, MOST_NAME_LETTERS).str.strip()})
        extras = _with_whole(extras, _WHOLE.format(column=matched.header(column)), whole)
    return replace(matched, frame=frame, extras=extras)


def _with_whole(extras: pd.DataFrame, name: str, whole: pd.Series[str]) -> pd.DataFrame:
    number, free = 2, name
    while free in extras.columns:
        free, number = f"{name} ({number})", number + 1
    return extras.assign(**{free: whole})


def _is_translated_name(column: str) -> bool:
    name, _, language = column.partition("__")
    return name in _NAMES and bool(language)
