"""A city alone is placed if it is far better known than others of its name, and asked otherwise."""

from __future__ import annotations

import pytest

from data.importing.import_list import ImportedList, import_table
from data.importing.recipe import Recipe
from data.lists.places.list_evidence import BEST_KNOWN
from data.lists.readers.read_file import read_bytes


def imported(*rows: str) -> ImportedList:
    text = "\n".join(["Title;City;Country", *rows])
    return import_table(read_bytes("list.csv", text.encode()), Recipe())


PLACED = {
    "Geneva": "CH", "Genève": "CH", "London": "GB", "Paris": "FR", "Rome": "IT", "Dublin": "IE",
    "Florence": "IT", "Alexandria": "EG", "Oxford": "GB", "Wellington": "NZ", "Vienna": "AT",
    "Valparaíso": "CL", "Odessa": "UA", "Memphis": "US",
}  # fmt: skip
ASKED = (
    "Cambridge", "Birmingham", "Valencia", "San José", "Tripoli", "Santiago", "Córdoba", "Athens",
    "Manchester", "Kingston", "Georgetown", "Barcelona", "Granada", "Newcastle", "Perth",
    "Toledo", "Venice", "Victoria", "Hamilton", "Lincoln",
)  # fmt: skip


def test_well_known_cities_are_placed_as_guesses() -> None:
    own = imported(*(f"{name};{name};" for name in PLACED))
    places = own.campaign.places.set_index("city")["iso2"].astype("str").to_dict()
    assert places == PLACED
    assert not own.questions
    guessed = [issue.seen for issue in own.report.issues if issue.expected == BEST_KNOWN]
    assert "Geneva → Switzerland" in guessed


def test_names_of_several_known_cities_are_asked() -> None:
    own = imported(*(f"{name};{name};" for name in ASKED))
    assert {question.city for question in own.questions} == set(ASKED)
    assert not own.campaign.places["lat"].notna().any()


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(
    ("country", "iso2"), [("Peru", "GB"), ("United Kingdom", "GB"), ("USA", ""), ("Canada", "")]
)
def test_a_list_mostly_of_a_country_with_that_name_says_more(country: str, iso2: str) -> None:
    """Four rows are too few to decide, but enough to doubt."""
    own = imported(*(f"Row {number};;{country}" for number in range(4)), "Open;London;")
    assert own.campaign.places.set_index("city").loc["London", "iso2"] == iso2
