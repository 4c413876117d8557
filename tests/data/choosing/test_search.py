"""Search by parts of words finds what looking through every text finds."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.choosing import search as module
from data.choosing.search import word_index
from data.words.folding import fold

TEXTS = [
    "Migrants in crisis",
    "Crise à Genève",
    "",
    "مشاورات في بيروت",
    "migrants migrants",
    "移民 会议",
]


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("migr", [0, 4]),
        ("cris", [0, 1]),
        ("geneve", [1]),
        ("بيروت", [3]),
        ("移", [5]),
        ("x", []),
        ("i", [0, 1, 4]),
    ],
)
def test_parts_of_words(part: str, found: list[int]) -> None:
    index = word_index(pd.DataFrame({"title": TEXTS}, dtype="str"))
    assert np.flatnonzero(index.contain(part)).tolist() == found


@given(
    st.lists(st.text("ab é\n.", max_size=12), max_size=20), st.sampled_from(["a", "ab", "e", "ba"])
)
def test_it_finds_what_a_scan_finds(texts: list[str], part: str) -> None:
    index = word_index(pd.DataFrame({"title": texts}, dtype="str"))
    assert index.contain(part).tolist() == [part in fold(text) for text in texts]


@pytest.mark.parametrize("rows", [1, 2, 5])
def test_texts_of_several_parts(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(module, "_ROWS", rows)
    index = word_index(pd.DataFrame({"title": TEXTS}, dtype="str"))
    assert np.flatnonzero(index.contain("migr")).tolist() == [0, 4]


def test_many_words_are_looked_up_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MANY", 1)
    index = word_index(pd.DataFrame({"title": TEXTS}, dtype="str"))
    assert np.flatnonzero(index.contain("i")).tolist() == [0, 1, 4]


@pytest.mark.parametrize("distinct", [1 << 10, 1 << 18])
def test_codes_are_sorted_and_ties_stay(distinct: int) -> None:
    codes = np.random.default_rng(1).integers(0, distinct, 5000).astype(np.int32)
    assert (module._order(codes, distinct) == np.argsort(codes, kind="stable")).all()  # noqa: SLF001
