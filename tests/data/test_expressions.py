"""Regular expressions of the data layer take time in proportion to the text, whatever it is.

Python's engine tries every way in which an expression may fit. Where white space, or a phrase, may
be taken by two parts of it, a cell that anybody gives stops the server for minutes.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Callable

import pytest

import data
from data.columnar.white_space import collapse_text
from tests.benchmarks.cell_kinds import KINDS, cell

MORE, TIMES = 12_000, 8
MOST_GROWTH = 24
"""Eight times the text takes eight times as long; 64 times where each letter is tried with each."""

UNNOTICED = 0.02
"""Seconds below which nothing is measured: a cell of the largest size would take half a second."""

SHORT = {
    # Each is only asked about texts of so many letters.
    "data.lists.readers.header_row._VALUE": 200,
    "data.lists.columns.column_names._BRACKETS": 200,
    "data.lists.columns.column_names._IN_LANGUAGE": 200,
    "data.lists.columns.column_names._NESTED": 200,
    "data.lists.organizations.names._BRACKETS": 300,
    "data.lists.organizations.names._SIDES": 300,
    "data.importing.non_data_rows._AMOUNT": 60,
    "data.importing.non_data_rows._DAY": 60,
    "data.lists.dates.tokens._TIME": 480,
    "data.lists.places.angles._LON_LAT": 120,
    "data.lists.places.angles._ONE": 120,
    "data.lists.places.angles._TWO": 120,
    "data.lists.places.coordinates._BETWEEN": 2_000,
    "data.words.online._ONLY_ONLINE": 200,
    "data.lists.places.units._POSTCODE_LAST": 500,
    "data.lists.places.units._WITHIN": 500,
}


def expressions() -> dict[str, re.Pattern[str]]:
    """Every expression of text that a module of `data` has, by the name of both."""
    found = {}
    for module in pkgutil.walk_packages(data.__path__, "data."):
        if module.name.endswith(("__main__", "_worker")):
            continue  # is run, not imported
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found[f"{module.name}.{name}"] = value
    return found


def uses(name: str, expression: re.Pattern[str]) -> list[Callable[[str], object]]:
    """How its module looks for it: at the beginning, as the whole, or everywhere."""
    module, _, short = name.rpartition(".")
    source = inspect.getsource(importlib.import_module(module))
    asked = set(re.findall(rf"{short}\.(\w+)", source)) or {"search"}
    ways: dict[str, Callable[[str], object]] = {
        "match": expression.match,
        "fullmatch": expression.fullmatch,
    }
    return list({ways.get(way, expression.split) for way in asked})


def seconds(use: Callable[[str], object], text: str) -> float:
    """How long it takes."""
    start = time.process_time()
    use(text)
    return time.process_time() - start


def is_slow(use: Callable[[str], object], few: str, many: str) -> bool:
    """Whether the time grows faster than the text; what seems so is measured again."""
    for _ in range(3):
        took = seconds(use, many)
        if took < UNNOTICED or took < MOST_GROWTH * seconds(use, few):
            return False
    return True


@pytest.mark.parametrize("name", sorted(expressions()))
def test_an_expression_takes_time_in_proportion_to_the_text(name: str) -> None:
    expression = expressions()[name]
    letters = SHORT.get(name, MORE)
    slow = []
    for kind in KINDS:
        texts = [cell(kind, letters // TIMES), cell(kind, letters)]
        if name in SHORT:
            # Rules for short texts meet them as every reader leaves them.
            texts = [collapse_text(text) for text in texts]
        slow += [kind for use in uses(name, expression) if is_slow(use, *texts)]
    assert slow == []


def test_slow_expressions_are_detected() -> None:
    texts = cell("blank", MORE // TIMES), cell("blank", MORE)
    assert is_slow(re.compile(r"\s*,\s*").split, *texts)
    assert not is_slow(re.compile(r"\s+").split, *texts)
