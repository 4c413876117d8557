"""Places of a table, and their expected coordinates and status."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import numpy as np
import pandas as pd
import pytest
from geopy.location import Location

from data.geo.gazetteer import Gazetteer
from data.geo.placing import (
    FOUND_DESPITE_COORDINATES,
    PLACED_COLUMNS,
    REASONS,
    STATUSES,
    answers_to,
    assign_answers,
    names_of_given,
    place,
    questions_of,
)

MANY_ROWS = 10_000


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    gazetteer = Gazetteer()
    yield gazetteer
    gazetteer.close()


def places(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Build places from `city, country, lat, lon`."""
    table = pd.DataFrame(rows, columns=["city", "country", "lat", "lon"])
    table.insert(0, "consultation", [f"c{number}" for number in range(len(rows))])
    return table


PLACED = [
    # city, country, lat, lon, status, iso3
    ("Dakar", "Senegal", "", "", "found", "SEN"),
    ("Dakar", "Sénégal", None, None, "found", "SEN"),
    ("Dakar", "Senegal", float("nan"), float("nan"), "found", "SEN"),
    ("Dakar", "Senegal", "14.7", "-17.4", "given", "SEN"),
    ("Dakar", "Senegal", 14.7, -17.4, "given", "SEN"),
    ("", "Senegal", "14.7", "-17.4", "given", "SEN"),
    ("", "", "14.7", "-17.4", "given", ""),
    ("Nowhereville", "Senegal", " 14.7 ", "-17.4", "given", "SEN"),
    ("", "", "-90", "180", "given", ""),
    ("", "", "91", "0", "bad coordinates", ""),
    ("", "", "0", "181", "bad coordinates", ""),
    ("", "", "inf", "0", "bad coordinates", ""),
    ("", "", "14.7", "", "bad coordinates", ""),
    ("", "", "north", "west", "bad coordinates", ""),
    ("", "", "0", "0", "bad coordinates", ""),  # what tables write for "unknown"
    ("Nowhereville", "Senegal", "91", "0", "bad coordinates", "SEN"),
    ("Dakar", "Senegal", "91", "0", "found", "SEN"),
    ("Springfield", "United States", "", "", "ambiguous", "USA"),
    ("London", "", "", "", "ambiguous", ""),
    ("Nowhereville", "Senegal", "", "", "unknown city", "SEN"),
    ("Nowhereville", "", "", "", "unknown city", ""),
    ("Dakar", "Atlantis", "", "", "unknown country", ""),
    ("", "Senegal", "", "", "no place", "SEN"),
    ("  ", "", "", "", "no place", ""),
    (None, None, None, None, "no place", ""),
]


@pytest.mark.parametrize("row", PLACED)
def test_each_place_has_coordinates_or_a_reason(
    gazetteer: Gazetteer, row: tuple[object, object, object, object, str, str]
) -> None:
    *given, status, iso3 = row

    placed = place(places(tuple(given)), gazetteer).iloc[0]

    assert (placed["status"], placed["iso3"]) == (status, iso3)
    assert (status in {"given", "found"}) == np.isfinite([placed["lat"], placed["lon"]]).all()
    assert placed["reason"]


def test_given_coordinates_win_over_the_city(gazetteer: Gazetteer) -> None:
    placed = place(places(("Dakar", "Senegal", "1.5", "2.5")), gazetteer).iloc[0]

    assert (placed["lat"], placed["lon"]) == (1.5, 2.5)


def test_a_city_found_despite_its_coordinates_says_so(gazetteer: Gazetteer) -> None:
    placed = place(places(("Dakar", "Senegal", "91", "0")), gazetteer).iloc[0]

    assert placed["matched"] == "Dakar"
    assert placed["reason"] == FOUND_DESPITE_COORDINATES


def test_an_ambiguous_city_names_its_candidates(gazetteer: Gazetteer) -> None:
    placed = place(places(("Springfield", "USA", "", "")), gazetteer).iloc[0]

    assert placed["candidates"].startswith("Springfield, Missouri, United States; Springfield, ")


def test_a_found_city_gives_the_country_if_none_was_named(gazetteer: Gazetteer) -> None:
    assert place(places(("Dakar", "", "", "")), gazetteer).loc[0, "iso2"] == "SN"


def test_rows_keep_their_order_index_and_other_columns(gazetteer: Gazetteer) -> None:
    rows = [
        ("Nairobi", "Kenya", "", ""),
        ("Dakar", "Senegal", "", ""),
        ("Nairobi", "Kenya", "", ""),
    ]
    table = places(*rows).set_axis([7, 3, 3])

    placed = place(table, gazetteer)

    assert placed.index.to_list() == [7, 3, 3]
    assert placed["consultation"].to_list() == ["c0", "c1", "c2"]
    assert placed["iso2"].to_list() == ["KE", "SN", "KE"]
    assert "status" not in table.columns


def test_columns_of_few_values_may_be_categoricals(gazetteer: Gazetteer) -> None:
    table = places(("Dakar", "Senegal", "", ""), (None, None, "", ""))
    table = table.astype({"city": "category", "country": "category"})

    assert place(table, gazetteer)["status"].to_list() == ["found", "no place"]


def test_nothing_in_gives_nothing_with_the_same_columns(gazetteer: Gazetteer) -> None:
    some = place(places(("Dakar", "Senegal", "", "")), gazetteer)

    none = place(places().astype("str"), gazetteer)

    assert none.empty
    assert none[PLACED_COLUMNS].dtypes.to_dict() == some[PLACED_COLUMNS].dtypes.to_dict()


def test_every_status_has_its_reason() -> None:
    assert set(REASONS) == set(STATUSES)


def test_another_geocoder_can_be_used() -> None:
    class Elsewhere:
        def geocode(self, query: object, *, exactly_one: bool = True) -> Location:  # noqa: ARG002
            return Location("Dakar, Senegal", (14.7, -17.4, 0.0), {})

    placed = place(places(("Dakar", "Senegal", "", "")), Elsewhere()).iloc[0]

    assert (placed["status"], placed["iso3"]) == ("found", "SEN")


def test_a_city_of_many_rows_is_looked_up_once(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = places(*[row[:4] for row in PLACED]).astype("str")
    many = few.loc[np.arange(MANY_ROWS) % len(few)].reset_index(drop=True)
    ask = mock.Mock(wraps=gazetteer.ask)
    monkeypatch.setattr(gazetteer, "ask", ask)

    placed = place(many, gazetteer)

    asked = [(call.args[0]["city"], call.args[0]["country"]) for call in ask.call_args_list]
    assert len(asked) == len(set(asked)) > 1
    assert len(placed) == MANY_ROWS


def test_a_city_with_coordinates_has_its_name_in_other_languages(gazetteer: Gazetteer) -> None:
    rows = [
        ("Vienna", "48.2", "16.4"),
        ("Vienna", "38.9", "-77.3"),
        ("Geneva", "", ""),
        ("Nowhereville", "46.2", "6.1"),
    ]
    frame = pd.DataFrame(rows, columns=["city", "lat", "lon"]).assign(country="")
    names = names_of_given(frame, questions_of(frame), gazetteer, ["fr"])
    assert {code: list(texts) for code, texts in names.items()} == {
        "city__fr": ["Vienne", "", "", ""]
    }
    assert not names_of_given(frame, questions_of(frame), gazetteer, [])


def test_a_city_has_its_name_in_other_languages(gazetteer: Gazetteer) -> None:
    rows = [
        ("Geneva", "Switzerland", ""),
        ("Genf", "Switzerland", ""),
        ("Beirut", "Lebanon", "Beyrouth la belle"),
        ("Austin, TX", "", ""),
        ("Nowhereville", "", ""),
    ]
    frame = pd.DataFrame(rows, columns=["city", "country", "city__fr"]).assign(lat="", lon="")
    questions = questions_of(frame)
    answers = answers_to(questions, gazetteer, ["fr", "ru"])
    placed = assign_answers(frame, questions, answers)
    # What the table says comes first; a text that is more than a name stays as it is.
    assert list(placed["city__fr"]) == ["Genève", "Genève", "Beyrouth la belle", "", ""]
    assert list(placed["city__ru"]) == ["Женева", "Женева", "Бейрут", "", ""]
