"""The settings of the campaign that a list becomes."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from data.importing.import_list import list_settings
from data.importing.places.questions import Candidate
from data.importing.recipe import Recipe

OSLO = Candidate("Oslo", "", "Norway", 700_000, 59.91, 10.75, 3143244)


@pytest.mark.parametrize(
    ("regions", "said"),
    [
        (["Asia", ""], "No region"),
        (["", ""], "No region"),
        ([], "No region"),
        (["Asia", "Global"], ""),  # the interface's own word, Global
        (["GLOBAL", ""], "Global or no region"),
    ],
)
def test_rows_without_a_region_are_global_only_if_the_list_says_so(
    regions: list[str], said: str
) -> None:
    settings = list_settings("a.csv", Recipe(), pd.Series(regions, dtype="str"))
    assert settings.text("no_region", "en") == said


def test_places_found_online_are_credited_and_others_are_not() -> None:
    regions = pd.Series([""], dtype="str")
    own = list_settings("a.csv", Recipe(places={"oslo": OSLO}), regions)
    assert own.text("credits", "en") == ""
    found = replace(OSLO, id=0, source="OpenStreetMap")
    credited = list_settings("a.csv", Recipe(places={"oslo": found}), regions)
    assert "© OpenStreetMap" in credited.text("credits", "en")


@pytest.mark.parametrize(
    ("file", "title", "named"), [("my list.csv", "", "my list"), ("a.csv", "Ours", "Ours")]
)
def test_the_title_is_the_file_name_unless_the_recipe_has_one(
    file: str, title: str, named: str
) -> None:
    settings = list_settings(file, Recipe(title=title), pd.Series([], dtype="str"))
    assert settings.text("title", "en") == named
