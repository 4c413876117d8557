"""Folding in Python; `tests/test_python_and_javascript.py` folds the same texts in JavaScript."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.words import folding
from data.words.folding import fold, fold_series
from tests.folded import FOLDED


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_folding_ignores_accents_case_and_punctuation(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_folding_twice_changes_nothing(text: str, expected: str) -> None:
    assert fold(fold(text)) == expected


def test_a_column_folds_as_its_texts_do() -> None:
    texts = [text for text, _ in FOLDED] * 2
    column = pd.Series(texts, index=range(5, 5 + len(texts)), name="city", dtype="str")

    folded = fold_series(column)

    pd.testing.assert_series_equal(
        folded, pd.Series([fold(text) for text in texts], index=column.index, name="city")
    )


def test_a_missing_text_folds_to_nothing() -> None:
    assert fold_series(pd.Series(["Dakar", None], dtype="str")).to_list() == ["dakar", ""]


def test_an_empty_column_stays_empty_text() -> None:
    folded = fold_series(pd.Series([], dtype="str"))

    assert folded.empty
    assert folded.dtype == "str"


def test_a_column_of_few_values_folds_too() -> None:
    column = pd.Series(["Genève", None, "Genève"], dtype="category")

    assert fold_series(column).to_list() == ["geneve", "", "geneve"]


TEXTS = st.text(st.one_of(st.sampled_from(" \u00a0-\u00b4\u0301İßﬁᾳ한क्ष"), st.characters()))


@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_many_texts_are_folded_word_by_word_to_the_same(texts: list[str]) -> None:
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folding, "_FEW", 0)
        patch.setattr(folding, "_CHUNK", 3)
        folded = fold_series(pd.Series(texts, dtype="str"))
    assert list(folded) == [fold(text) for text in texts]
