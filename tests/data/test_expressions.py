"""Regular expressions of the data layer take time in proportion to the text, whatever it is.

Python's engine tries every way in which an expression may fit. Where white space, or a phrase, may
be taken by two parts of it, a cell that anybody gives stops the server for minutes.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time

import pytest

import data
from tests.benchmarks.cell_kinds import KINDS, cell

FEWER = 3_000
MORE = 4 * FEWER
MOST_GROWTH = 12
"""Four times the text takes four times as long; 16 times where each letter is tried with each."""

UNNOTICED = 0.02
"""Seconds below which nothing is measured: a cell of the largest size would take half a second."""

SHORT = {
    # Each is only asked about texts of so many letters.
    "data.intake.files.header_row._VALUE": 200,
    "data.intake.matching.column_names._BRACKETS": 200,
    "data.intake.matching.column_names._IN_LANGUAGE": 200,
    "data.intake.matching.column_names._NESTED": 200,
    "data.intake.organization_parts._BRACKETS": 300,
    "data.intake.organization_parts._SIDES": 300,
    "data.intake.side_rows._AMOUNT": 60,
    "data.intake.when.date_texts._TIME": 480,
    "data.intake.where.angles._LON_LAT": 120,
    "data.intake.where.angles._ONE": 120,
    "data.intake.where.angles._TWO": 120,
    "data.intake.where.place_units._POSTCODE_LAST": 500,
    "data.intake.where.place_units._WITHIN": 500,
}


def expressions() -> dict[str, re.Pattern[str]]:
    """Every expression of text that a module of `data` has, by the name of both."""
    found = {}
    for module in pkgutil.walk_packages(data.__path__, "data."):
        if module.name.startswith("data.world.") or module.name.endswith("__main__"):
            continue  # builds the files that we ship; is run, not imported
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found[f"{module.name}.{name}"] = value
    return found


def seconds(expression: re.Pattern[str], text: str) -> float:
    """How long it takes to look for it everywhere, and to compare it with the whole."""
    start = time.process_time()
    for _ in expression.finditer(text):
        pass
    expression.fullmatch(text)
    return time.process_time() - start


def is_slow(expression: re.Pattern[str], kind: str, letters: int) -> bool:
    """Whether the time grows faster than the text; what seems so is measured again."""
    few, many = cell(kind, letters // 4), cell(kind, letters)
    for _ in range(3):
        took = seconds(expression, many)
        if took < UNNOTICED or took < MOST_GROWTH * seconds(expression, few):
            return False
    return True


@pytest.mark.parametrize("name", sorted(expressions()))
def test_an_expression_takes_time_in_proportion_to_the_text(name: str) -> None:
    expression = expressions()[name]
    letters = SHORT.get(name, MORE)
    assert [kind for kind in KINDS if is_slow(expression, kind, letters)] == []


def test_what_is_slow_is_noticed() -> None:
    assert is_slow(re.compile(r"\s*,\s*"), "blank", MORE)
    assert not is_slow(re.compile(r"\s+"), "blank", MORE)
