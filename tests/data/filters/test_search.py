"""Search by the start of words finds what looking through every text finds."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.filters import search as module
from data.filters.search import name_index, word_index
from data.words.folding import fold

TEXTS = [
    "Migrants in crisis",
    "Crise à Genève",
    "",
    "مشاورات في بيروت",
    "migrants migrants",
    "移民 会议",
    "国际移民会议",
    "وفي بيروت",
]


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("migr", [0, 4]),
        ("cris", [0, 1]),
        ("geneve", [1]),
        ("grants", []),  # only at the start of a word
        ("بيروت", [3, 7]),
        ("في", [3, 7]),  # Arabic writes "and" and its article on the next word
        ("移", [5, 6]),  # Chinese has no spaces
        ("x", []),
        ("i", [0]),
    ],
)
def test_starts_of_words(part: str, found: list[int]) -> None:
    index = word_index(pd.DataFrame({"title": TEXTS}, dtype="str"))
    assert np.flatnonzero(index.find(part)).tolist() == found


def test_whole_words() -> None:
    texts = pd.Series(["made europe", "madenetwork org", "made", "remade"], dtype="str")
    index = name_index(texts)
    assert index.find("made", whole=True).tolist() == [True, False, True, False]
    assert index.find("made").tolist() == [True, True, True, False]


@given(
    st.lists(st.text("ab é\n.", max_size=12), max_size=20), st.sampled_from(["a", "ab", "e", "ba"])
)
def test_it_finds_what_a_scan_finds(texts: list[str], part: str) -> None:
    index = word_index(pd.DataFrame({"title": texts}, dtype="str"))
    found = [any(word.startswith(part) for word in fold(text).split()) for text in texts]
    assert index.find(part).tolist() == found


@pytest.mark.parametrize("rows", [1, 2, 5])
def test_texts_of_several_parts(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(module, "_ROWS", rows)
    index = word_index(pd.DataFrame({"title": TEXTS}, dtype="str"))
    assert np.flatnonzero(index.find("migr")).tolist() == [0, 4]


def test_many_words_are_looked_up_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MANY", 1)
    index = word_index(pd.DataFrame({"title": TEXTS}, dtype="str"))
    assert np.flatnonzero(index.find("c")).tolist() == [0, 1]


@pytest.mark.parametrize("distinct", [1 << 10, 1 << 18])
def test_codes_are_sorted_and_ties_stay(distinct: int) -> None:
    codes = np.random.default_rng(1).integers(0, distinct, 5000).astype(np.int32)
    assert (module._order(codes, distinct) == np.argsort(codes, kind="stable")).all()
