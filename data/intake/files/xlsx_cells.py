"""Cells of an Excel sheet as text."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\[\]]*\]')
"""Parts of a number format that stand for themselves."""

_LARGEST_WHOLE = 10**15
"""Beyond 15 digits a spreadsheet's numbers are not exact."""


def cell_text(cell: ReadOnlyCell) -> str:
    """Write a cell's value.

    Numbers have up to 15 digits and no ".0"; dates are ISO and as exact as the cell shows them:
    "2016-04" where its format has no day, "2016" where it has only a year. A truth value is TRUE
    or FALSE, an empty cell "".
    """
    value = cell.value
    match value:
        case None:
            text = ""
        case str():
            text = _unescaped(value)
        case bool():
            text = "TRUE" if value else "FALSE"
        case int() | float():
            text = number_text(value)
        case date():
            text = _date_text(value, cell.number_format)
        case time():
            text = value.isoformat("seconds").removesuffix(":00")
        case _:
            # A formula of several cells is an object; its text is the formula.
            text = str(getattr(value, "text", None) or value)
    return text


def number_text(value: float) -> str:
    """Write a number as a person does: 5, not 5.0; 0.3, not 0.30000000000000004."""
    if value == value // 1 and abs(value) < _LARGEST_WHOLE:
        return str(int(value))
    return f"{value:.15g}"


def _unescaped(text: str) -> str:
    """Undo how Excel writes signs that XML can't hold."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text).replace("\r\n", "\n")
        text = text.replace("\r", "\n").replace("\0", "")
    return text


def _date_text(value: date, number_format: str) -> str:
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return value.isoformat(sep=" ", timespec="minutes")
    return value.strftime(f"{value.year:04d}{_parts_shown(number_format)}")


@lru_cache(maxsize=256)
def _parts_shown(number_format: str) -> str:
    """Which parts of a date a number format shows, months and days for `strftime`."""
    letters = _NOT_LETTERS.sub("", number_format.partition(";")[0].lower())
    if "d" in letters or "y" not in letters:
        return "-%m-%d"
    return "-%m" if "m" in letters else ""
