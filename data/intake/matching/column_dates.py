"""Dates in several columns: "Start day", "Start month", "Start year"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.folding import fold
from data.intake.matching.column_cells import is_year
from data.intake.matching.column_guesses import MOSTLY
from data.intake.matching.column_names import match_name
from data.intake.when.date_words import MONTH, vocabulary

if TYPE_CHECKING:
    from data.intake.matching.column_cells import Cells

_MOST = {"month": 12, "day": 31}


def date_part(header: str, cells: Cells) -> str:
    """Tell which part of a date a heading of a start or an end names.

    Returns:
        "year", "month" or "day", as far as the cells agree; "" for a whole date.
    """
    named = (match_name(word) for word in header.replace("_", " ").split())
    parts = [one.column for one in named if one and one.column in {"year", "month", "day"}]
    if not parts or not cells.sample:
        return ""
    part = parts[0]
    tests = {"year": is_year, "month": _is_month, "day": _is_day}
    return part if cells.share(tests[part]) >= MOSTLY else ""


def _is_month(text: str) -> bool:
    word = vocabulary().get(fold(text))
    return _is_number(text, "month") or bool(word and word.kind == MONTH)


def _is_day(text: str) -> bool:
    return _is_number(text, "day")


def _is_number(text: str, part: str) -> bool:
    whole = text.removesuffix(".0")
    return whole.isdecimal() and 1 <= int(whole) <= _MOST[part]
