"""Places as people write them, and how they are split and placed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pandas as pd
import pytest
from geopy.distance import great_circle
from hypothesis import given, settings
from hypothesis import strategies as st

from data.geo.countries import country_codes
from data.geo.gazetteer import Gazetteer
from data.geo.placing import STATUSES, place, place_rows
from data.lists.places.splitting import SUCCESSORS, TODAY, Splitter, split_places
from data.words.folding import fold
from data.words.online import speaks_of_presence

TRICKY = Path(__file__).parent / "tricky_places.csv"
COLUMNS = ["place", "city", "country", "venue"]
NEAR_KM = 25
MANY_ROWS = 10_000

with TRICKY.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    gazetteer = Gazetteer()
    yield gazetteer
    gazetteer.close()


def written(*rows: dict[str, str]) -> pd.DataFrame:
    """Build a table with the columns of a place."""
    cells = [[row.get(name, "") for name in COLUMNS] for row in rows]
    return pd.DataFrame(cells, columns=COLUMNS, dtype="str")


def split_one(gazetteer: Gazetteer, **row: str) -> pd.Series[str]:
    return split_places(written(row), gazetteer).iloc[0]


def test_the_table_of_tricky_places_is_long_enough() -> None:
    assert len(ROWS) >= 400


@pytest.fixture(scope="module")
def tricky(gazetteer: Gazetteer) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split all rows of the table at once, and place them."""
    split = split_places(written(*ROWS), gazetteer)
    ids = split.assign(id=[str(number) for number in range(len(split))], lat="", lon="")
    return split, place(place_rows(ids), gazetteer)


def name_of(number: int) -> str:
    return " | ".join(filter(None, (ROWS[number][name] for name in COLUMNS)))


def test_tricky_places_are_split_as_they_should(tricky: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    split, wrong = tricky[0], {}
    for number, row in enumerate(ROWS):
        found = split.iloc[number]
        expected = {
            "city": row["found_city"],
            "country": row["found_country"],
            "venue": row["found_venue"],
            "online": row["online"] == "yes",
            "today": row["today"],
        }
        seen = {name: found[name] for name in expected}
        if seen != expected:
            wrong[name_of(number)] = (seen, expected)
    assert wrong == {}


def test_tricky_places_are_placed_where_they_are_or_not_at_all(
    tricky: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    placed, wrong = dict(list(tricky[1].groupby("consultation"))), {}
    for number, row in enumerate(ROWS):
        spots = placed.get(str(number), tricky[1].iloc[:0])
        expected = [text.strip() for text in row["where"].split(";") if text]
        if len(spots) != len(expected) or not all(
            is_at(spot, where) for where, spot in zip(expected, spots.itertuples(), strict=True)
        ):
            wrong[name_of(number)] = (spots.to_dict("records"), expected)
    assert wrong == {}


def is_at(spot: Any, where: str) -> bool:
    """Whether a place has a status without coordinates, or lies near a latitude and longitude."""
    if where in STATUSES:
        return bool(spot.status == where)
    position = tuple(map(float, where.split()))
    near = great_circle(position, (spot.lat, spot.lon)).km < NEAR_KM
    return spot.status == "found" and bool(near)


def test_rows_keep_their_index_and_their_order(gazetteer: Gazetteer) -> None:
    table = written({"place": "Dakar, Senegal"}, {"place": "Online"}, {"place": "Dakar, Senegal"})
    table.index = [7, 3, 7]

    split = split_places(table, gazetteer)

    assert split.index.to_list() == [7, 3, 7]
    assert split["city"].to_list() == ["Dakar", "", "Dakar"]
    assert split["online"].to_list() == [False, True, False]


def test_nothing_in_gives_nothing_with_the_same_columns(gazetteer: Gazetteer) -> None:
    some = split_places(written({"place": "Dakar"}), gazetteer)

    none = split_places(written(), gazetteer)

    assert none.empty
    assert none.dtypes.to_dict() == some.dtypes.to_dict()


@pytest.mark.parametrize("columns", [["place"], ["city"], ["city", "country"], ["venue"], []])
def test_any_of_the_columns_will_do(gazetteer: Gazetteer, columns: list[str]) -> None:
    table = written({"place": "Dakar", "city": "Dakar", "country": "Senegal"})[columns]

    assert len(split_places(table, gazetteer)) == 1


def test_missing_cells_are_empty_ones(gazetteer: Gazetteer) -> None:
    table = pd.DataFrame(
        {"city": [None, float("nan"), "Dakar"], "country": ["Senegal", None, None]}
    )

    assert split_places(table, gazetteer)["city"].to_list() == ["", "", "Dakar"]


def test_a_city_of_its_own_column_never_becomes_a_venue(gazetteer: Gazetteer) -> None:
    split = split_one(gazetteer, city="Villa Castle", country="Cuba")

    assert (split["city"], split["venue"]) == ("Villa Castle", "")


def test_a_column_of_places_beside_one_of_cities_becomes_the_venue(gazetteer: Gazetteer) -> None:
    split = split_one(gazetteer, place="UNON", city="Nairobi", country="Kenya", venue="Room 5")

    assert (split["city"], split["venue"]) == ("Nairobi", "UNON, Room 5")


def test_todays_country_of_a_former_one_is_a_guess(gazetteer: Gazetteer) -> None:
    split = split_one(gazetteer, city="Tashkent", country="U.S.S.R.")

    assert split["note"] == TODAY
    assert (split["written"], split["city"], split["today"]) == (
        "U.S.S.R.", "Tashkent", "Uzbekistan",
    )  # fmt: skip


def test_a_former_country_without_a_clear_city_gives_none_of_todays(gazetteer: Gazetteer) -> None:
    split = split_one(gazetteer, city="Nowhereville", country="Yugoslavia")

    assert split["note"] == SUCCESSORS
    assert split["today"] == ""


@pytest.mark.parametrize("country", ["TBC", "Online", "various"])
def test_a_text_that_is_not_a_country_does_not_stop_the_city(
    gazetteer: Gazetteer, country: str
) -> None:
    split = split_one(gazetteer, city="Nairobi", country=country)

    assert (split["city"], split["country"]) == ("Nairobi", "")
    assert bool(split["online"]) == (country == "Online")


def test_cities_of_which_only_some_have_a_country_keep_it_in_the_name(
    gazetteer: Gazetteer,
) -> None:
    split = split_one(gazetteer, place="Paris, France / London")

    assert split["country"].count(";") in {0, split["city"].count(";")}
    assert "France" in split["city"] + split["country"]


PIECES = [
    "Nairobi", "Kenya", "Paris", "TX", "Austin", "Hotel Hilton", "online", "Geneva", "Sénégal",
    "Foo Bar", "IN", "Zoom", "UK", "Georgia", "Côte d'Ivoire", "1211", "D.C.", "Washington",
    "São Tomé", "Room 5", "New York", "California", "U.S.S.R.", "بيروت", "TBC", "hybrid", "",
    "Bosnia", "Herzegovina", "Kyiv", "Kiev", "Springfield", "x" * 50,
]  # fmt: skip
MARKS = [", ", " / ", " & ", " and ", "; ", " (", ") ", " - ", ": ", "\n", "/", " ", " et ", "،"]


@settings(deadline=None)
@given(
    pieces=st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(MARKS)), max_size=6),
    country=st.sampled_from(["", "Kenya", "USA", "UK", "U.S.S.R.", "France; Kenya", "Foo"]),
)
def test_no_word_is_lost(gazetteer: Gazetteer, pieces: list[tuple[str, str]], country: str) -> None:
    text = "".join(piece + mark for piece, mark in pieces)
    split = split_one(gazetteer, place=text, country=country)

    remaining = fold(" ".join([split["city"], split["country"], split["venue"], country])).split()
    said = {code for part in country.split(";") for code in country_codes(part)}
    lost = [
        word
        for word in fold(text).split()
        if word not in {*remaining, "and", "et", "in"}
        and not (split["online"] and speaks_of_presence(word))
        # The column of countries says it already, by another name.
        and not (country_codes(word) and set(country_codes(word)) <= said)
    ]
    assert lost == []


@settings(deadline=None)
@given(text=st.text(max_size=60), country=st.text(max_size=20))
def test_any_text_is_split_without_an_error(gazetteer: Gazetteer, text: str, country: str) -> None:
    assert len(split_places(written({"place": text, "country": country}), gazetteer)) == 1


def test_a_place_of_many_rows_is_split_once(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = written(*ROWS)
    many = few.loc[np.arange(MANY_ROWS) % len(few)].reset_index(drop=True)
    split_place = mock.Mock(side_effect=Splitter(gazetteer).split)
    monkeypatch.setattr(Splitter, "split", split_place)

    split = split_places(many, gazetteer)

    assert split_place.call_count == len(few.drop_duplicates())
    assert len(split) == MANY_ROWS
