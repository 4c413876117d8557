"""Tables as CSV that no spreadsheet reads formulas from."""

from __future__ import annotations

import re

import pandas as pd

from data.columnar.texts import matches_pattern

_BLANKS = r"[\s\pZ\x0b\x1c-\x1f\x{85}]*"
"""Python's `\\s` in Arrow's regular expressions."""

_RISKY = rf"\A{_BLANKS}[=+\-@\t\r\x{{FF1D}}\x{{FF0B}}\x{{FF0D}}\x{{FF20}}]"
"""The start of a cell that a spreadsheet may read as a formula (OWASP, "CSV injection")."""

_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_INNER = rf"[;\t\r\n](?:[\s\pZ\x0b\x1c-\x1f\x{{85}}]|[;\"])*[{_SIGNS}]"
"""A sign within a text that begins a cell where `;` or a tab separates cells, for Arrow.

There a quotation mark within our text may open a cell, and a line break may end a row.
"""

_BEFORE_SIGN = re.compile(rf"(?<![\s;\"])[\s;\"]++(?=[{_SIGNS}])")
"""All between such a sign and the text before it; linear in the length of the text."""

_SEPARATOR = re.compile(r"[;\t\r\n]")

_NUMBER = r"[+-]?\d+([.,]\d+)?"


def neutralize_formulas(text: pd.Series) -> pd.Series:
    """Put an apostrophe before each formula; cells that are numbers stay.

    A formula may be the whole text, or follow `;`, a tab or a line break within it: a spreadsheet
    that expects `;` between cells, as in French or German, begins a cell there.
    """
    inner = matches_pattern(text, _INNER)
    safe = text.copy()
    safe[inner] = text[inner].map(lambda cell: _BEFORE_SIGN.sub(_separate, cell))
    return safe.where(~are_risky(text), "'" + safe)


def _separate(before: re.Match[str]) -> str:
    """Put an apostrophe after each separator of the last line before a sign."""
    text = before.group()
    start = max(text.rfind("\n"), text.rfind("\r"), 0)
    return text[:start] + _SEPARATOR.sub(r"\g<0>'", text[start:])


def are_risky(text: pd.Series) -> pd.Series[bool]:
    """Return which texts a spreadsheet might read as a formula; numbers are none."""
    mask = matches_pattern(text, _RISKY)
    mask[mask] = ~text[mask].str.fullmatch(_NUMBER)
    return mask


def safe_csv(frame: pd.DataFrame, *, begins: bool = True) -> bytes:
    """Write a table as CSV, with formulas as text.

    Args:
        frame: Its cells are written as texts.
        begins: Whether this is the start of the file, with a header.

    Returns:
        UTF-8 with a byte order mark (Excel needs it), comma, CRLF. No rows give the header alone.
    """
    safe = frame.astype("str").apply(neutralize_formulas)
    safe.columns = neutralize_formulas(pd.Series(safe.columns, dtype="str"))
    text = safe.to_csv(index=False, header=begins, lineterminator="\r\n")
    return text.encode("utf-8-sig" if begins else "utf-8")
