"""TOML text that would keep a server busy is refused; what people write is read."""

from __future__ import annotations

import tomllib
import tracemalloc

import pytest

from data.importing.recipe import Recipe, RecipeError, read_recipe, write_recipe
from data.lists.places.questions import Candidate
from data.model.settings import MOST_DOTS, MOST_LETTERS, read_toml
from data.tour.edit import TourFileError, read_tour

BOMB = "".join(f"b{line}.{'a.' * 490}a=1\n" for line in range(4_000))
"""Packed it has 20 kB; read, it would take five gigabytes."""

_MEGABYTE = 1_000_000


def test_ordinary_toml_is_read() -> None:
    assert read_toml('a.b = 1\ntext = "' + "One. " * 400 + '"')["a"] == {"b": 1}


@pytest.mark.parametrize(
    "text",
    [
        "a." * 100_000 + "b = 1",
        "[" + "a." * 100_000 + "b]",
        "a." * (MOST_DOTS + 1) + "b = 1",
        "x = " + "[" * 100_000,
        "#" * (MOST_LETTERS + 1),
        "[[",
        BOMB,
        BOMB[: MOST_LETTERS // 2],
        "n = " + "9" * 5_000,
    ],
    ids=[
        "a long key",
        "a long heading",
        "just too long",
        "nested",
        "too large",
        "none",
        "many long keys",
        "many long keys in a small file",
        "a number of too many digits",
    ],
)
def test_slow_toml_is_refused_at_once(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        read_toml(text)


def test_many_long_keys_take_no_memory() -> None:
    tracemalloc.start()
    try:
        with pytest.raises(RecipeError):
            read_recipe(BOMB)
        with pytest.raises(tomllib.TOMLDecodeError):
            read_toml(BOMB[:MOST_LETTERS])
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 50 * _MEGABYTE


def test_a_tour_of_long_keys_is_refused() -> None:
    with pytest.raises(TourFileError):
        read_tour(BOMB[:190_000].encode())
    with pytest.raises(TourFileError):
        read_tour(b"n = " + b"9" * 5_000)


def test_a_recipe_of_many_cities_is_read() -> None:
    city = Candidate("St. Louis", "MO", "United States", 300_000, 38.6273, -90.1979, 4407066)
    recipe = Recipe(places={f"city {number}|": city for number in range(8_000)})
    assert read_recipe(write_recipe(recipe)) == recipe
