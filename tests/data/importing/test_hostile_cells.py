"""The time to import a hostile cell grows only with its length."""

from __future__ import annotations

import time

import pytest

from data.importing.import_list import import_table
from data.importing.recipe import Recipe
from data.lists.readers.read_file import read_bytes
from data.words.online import is_online
from tests.benchmarks.cell_kinds import cell

FEW, MANY = 2_000, 8_000
MOST_GROWTH = 12
UNNOTICED = 1.0
"""Seconds of processor time that a table of one row may take."""


def seconds(column: str, text: str) -> float:
    """How long a list with this cell takes, from its bytes to a campaign."""
    data = f'title,{column}\nA meeting,"{text}"\n'.encode()
    start = time.process_time()
    import_table(read_bytes("list.csv", data, separator=","), Recipe())
    return time.process_time() - start


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("column", ["city", "country", "place", "organizers", "start"])
@pytest.mark.parametrize("kind", ["blank", "nbsp", "tab", "wide", "line end"])
def test_long_white_space_takes_no_extra_time(column: str, kind: str) -> None:
    few, many = (f"Paris{cell(kind, letters)}France" for letters in (FEW, MANY))
    for _ in range(3):
        took = seconds(column, many)
        if took < UNNOTICED or took < MOST_GROWTH * seconds(column, few):
            return
    pytest.fail(f"{took} seconds")


@pytest.mark.parametrize(
    "phrase", ["live streamed", "visio conference", "por internet", "zoom and hybrid live stream"]
)
def test_a_row_of_many_phrases_about_presence_is_read_quickly(phrase: str) -> None:
    assert is_online(" ".join([phrase] * 5))
    # 2 to the power of 24 ways, if each phrase could be read in two.
    start = time.process_time()
    assert not is_online(" ".join(["online", *[phrase] * 24, "Paris"])[:195] + " Rome")
    assert time.process_time() - start < UNNOTICED
