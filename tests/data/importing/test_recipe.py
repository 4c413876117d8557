"""A recipe stores the decisions for the next version of a list."""

from __future__ import annotations

import pytest

from data.importing.recipe import Recipe, RecipeError, read_recipe, write_recipe
from data.lists.places.questions import Candidate

FULL = Recipe(
    sheet='Sheet "1"',
    encoding="Windows-1252",
    separator=";",
    columns={"Début": "start", "Remarks": ""},
    date_order="day first",
    places={"london|": Candidate("London", "ON", "Canada", 400_000, 42.98, -81.23, 6058560)},
    merges={"MFA": "Migrant Forum in Asia"},
    at_commas=("Partners",),
    region_rule="table",
    region_table={"KEN": "East Africa"},
    title="{{ 7*191 }}\n= title",
    language="fr",
)


@pytest.mark.parametrize("recipe", [Recipe(), FULL])
def test_a_written_recipe_reads_back(recipe: Recipe) -> None:
    assert read_recipe(write_recipe(recipe)) == recipe


@pytest.mark.parametrize(
    "text",
    [
        "no = [",
        'date_order = "both"',
        'region_rule = "guess"',
        "columns = 3",
        "places = 'x'",
        '[places."a|"]\nname = "A"',
        '[places."a|"]\nlat = 91\nlon = 0',
    ],
)
def test_a_wrong_recipe_is_refused_with_an_explanation(text: str) -> None:
    with pytest.raises(RecipeError, match=r"The recipe can't be read: .+ Use a recipe.toml"):
        read_recipe(text)
