"""Letters that a web page wrote as codes: "S&atilde;o Paulo"."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from data.errors import msgid
from data.schema import ROW

if TYPE_CHECKING:
    import pandas as pd

    from data.intake.files.notes import Notes

_CODE = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});")
_EXPECTED = msgid("Letters that stood as codes, as in web pages, were read as letters.")
_ACTION = msgid("Check the text; it was repaired so.")


def with_plain_letters(rows: pd.DataFrame, notes: Notes) -> pd.DataFrame:
    """Read the codes of letters; a finding for each cell.

    Args:
        rows: Text, and `_row`.
        notes: Is told of each cell that is changed.

    Returns:
        The rows; the same frame where there is no such code.
    """
    changed = {}
    for name in rows.columns:
        if name == ROW or not (has_sign := rows[name].str.contains("&", regex=False)).any():
            continue
        cells = rows.loc[has_sign, name]
        cells = cells[cells.str.contains(_CODE)]
        plain = cells.map(lambda text: _CODE.sub(lambda code: unescape(code[0]), text))
        for row, text in zip(rows.loc[cells.index, ROW], cells, strict=True):
            notes.add(int(row), str(name), text, _EXPECTED, _ACTION, level="repaired")
        if len(cells):
            changed[name] = plain.reindex(rows.index).fillna(rows[name])
    return rows.assign(**changed) if changed else rows
