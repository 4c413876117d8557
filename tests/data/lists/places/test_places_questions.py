"""Ambiguous names are asked about once, and the answer applies to all rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from data.geo.gazetteer import Gazetteer
from data.geo.placing import place, place_rows
from data.lists.places.questions import Candidate, apply_answers, questions
from data.lists.places.splitting import split_places
from data.lists.places.texts import key_of, pairs_of

ONTARIO = Candidate("London", "Ontario", "Canada", 422324, 42.98339, -81.23304, 6058560)
CALIFORNIA = Candidate("San Jose", "California", "United States", 997368, 37.33939, -121.89496)


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    gazetteer = Gazetteer()
    yield gazetteer
    gazetteer.close()


def rows(*cells: tuple[str, ...]) -> pd.DataFrame:
    """Build consultations from `city, country` and perhaps `lat, lon`."""
    columns = ["city", "country", "lat", "lon"][: len(cells[0]) if cells else 2]
    return pd.DataFrame(list(cells), columns=columns, dtype="str")


def test_each_name_is_asked_once_the_most_frequent_first(gazetteer: Gazetteer) -> None:
    table = rows(
        ("London", ""), ("Springfield", "USA"), ("LONDON", ""), ("Dakar", "Senegal"),
        ("Springfield", "United States"), ("Paris; London", ""), ("Nowhereville", ""), ("", ""),
    )  # fmt: skip

    asked = questions(table, gazetteer)

    assert [(question.city, question.rows) for question in asked] == [
        ("London", 3),
        ("Springfield", 2),
        ("Paris", 1),
    ]


def test_a_question_has_its_candidates_likeliest_first(gazetteer: Gazetteer) -> None:
    (question,) = questions(rows(("San José", "")), gazetteer)

    first, *others = question.candidates
    assert (first.name, first.region, first.country) == ("San Jose", "California", "United States")
    assert first.population > 900_000
    assert first.id > 0
    assert (round(first.lat), round(first.lon)) == (37, -122)
    assert "Costa Rica" in {candidate.country for candidate in others}
    assert len(question.candidates) <= 12


def test_a_name_within_two_countries_is_asked(gazetteer: Gazetteer) -> None:
    (question,) = questions(rows(("Salem, IN", "")), gazetteer)

    assert {candidate.country for candidate in question.candidates} == {"India", "United States"}


def test_nothing_is_asked_where_coordinates_are_given(gazetteer: Gazetteer) -> None:
    assert questions(rows(("London", "", "42.98", "-81.2")), gazetteer) == []
    assert questions(rows(("London", "", "42.98", "")), gazetteer) != []


@pytest.mark.parametrize("table", [rows(), rows(("", "")), rows(("Dakar", "Senegal"))])
def test_nothing_unclear_gives_no_question(gazetteer: Gazetteer, table: pd.DataFrame) -> None:
    assert questions(table, gazetteer) == []


def test_an_answer_applies_to_all_rows_with_the_same_name(gazetteer: Gazetteer) -> None:
    table = rows(("London", ""), ("london ", ""), ("London", "UK"), ("Dakar", "Senegal"))

    answered = apply_answers(table, {key_of("London", ""): ONTARIO})

    assert answered["lat"].to_list() == ["42.98339", "42.98339", "", ""]
    assert answered["lon"].to_list() == ["-81.23304", "-81.23304", "", ""]
    assert answered["country"].to_list() == ["Canada", "Canada", "UK", "Senegal"]
    assert answered["city"].to_list() == table["city"].to_list()
    assert questions(answered, gazetteer) == []


def test_the_key_ignores_how_a_country_is_called() -> None:
    assert key_of("Springfield", "USA") == key_of("SPRINGFIELD", "United States of America")
    assert key_of("Springfield", "Atlantis") != key_of("Springfield", "")


def test_an_answer_for_one_of_several_cities_leaves_the_others(gazetteer: Gazetteer) -> None:
    table = split_places(pd.DataFrame({"place": ["Nairobi / San Jose"]}), gazetteer)

    answered = apply_answers(table, {key_of("San Jose", ""): CALIFORNIA}).assign(id="a")

    placed = place(place_rows(answered), gazetteer)
    assert placed["status"].to_list() == ["found", "given"]
    assert np.allclose(placed["lat"], [-1.28, 37.34], atol=0.05)


def test_a_row_with_two_unclear_cities_is_asked_about_one_after_the_other(
    gazetteer: Gazetteer,
) -> None:
    table = rows(("London; Springfield", "", "", ""), ("Springfield; London", "", "", ""))
    assert {one.city for one in questions(table, gazetteer)} == {"London", "Springfield"}

    answers = {key_of("London", ""): ONTARIO}
    table = apply_answers(table, answers)
    (asked,) = questions(table, gazetteer)
    assert (asked.city, asked.rows) == ("Springfield", 2)

    answered = apply_answers(table, answers | {asked.key: asked.candidates[0]})
    assert questions(answered, gazetteer) == []
    assert answered["lat"].iloc[0].startswith("42.98339; ")
    assert answered["lat"].iloc[1].endswith("; 42.98339")


def test_an_answer_is_added_beside_given_coordinates(gazetteer: Gazetteer) -> None:
    table = rows(("Paris; London", "", "48.85; ", "2.35; "), ("Oslo; London", "", "59.9", "10.7"))
    assert [one.rows for one in questions(table, gazetteer)] == [2]

    answered = apply_answers(table, {key_of("London", ""): ONTARIO})
    assert answered["lat"].to_list() == ["48.85; 42.98339", "59.9; 42.98339"]


def test_answers_for_all_of_several_cities_name_their_countries() -> None:
    answers = {key_of("London", ""): ONTARIO, key_of("San Jose", ""): CALIFORNIA}

    answered = apply_answers(rows(("London; San Jose", "")), answers).iloc[0]

    assert answered["country"] == "Canada; United States"
    assert answered["lat"] == "42.98339; 37.33939"


def test_given_coordinates_are_not_overwritten() -> None:
    table = rows(("London", "", "1.5", "2.5"), ("London", "", "", ""))

    answered = apply_answers(table, {key_of("London", ""): ONTARIO})

    assert answered["lat"].to_list() == ["1.5", "42.98339"]


@pytest.mark.parametrize("answers", [{}, {"never asked": ONTARIO}])
def test_no_answer_changes_nothing(answers: dict[str, Candidate]) -> None:
    table = rows(("London", "", "", ""), ("Paris; Rome", "France; Italy", "", ""))

    pd.testing.assert_frame_equal(apply_answers(table, answers), table)


def test_a_table_keeps_its_other_columns_and_its_index() -> None:
    table = rows(("London", "")).assign(title="A").set_axis([5])

    answered = apply_answers(table, {key_of("London", ""): ONTARIO})

    assert answered["title"].to_list() == ["A"]
    assert answered.index.to_list() == [5]


@pytest.mark.parametrize(
    ("city", "country", "pairs"),
    [
        ("Paris", "France", [("Paris", "France")]),
        ("Paris; Lyon", "France", [("Paris", "France"), ("Lyon", "France")]),
        ("Paris; Rome", "France; Italy", [("Paris", "France"), ("Rome", "Italy")]),
        ("Paris; Rome", "France; ", [("Paris", "France"), ("Rome", "France")]),
        ("; Rome", "France; Italy", [("", "France"), ("Rome", "Italy")]),
        ("A; B; C", "France; Italy", [("A", "France"), ("B", "Italy"), ("C", "")]),
        ("", "", [("", "")]),
    ],
)
def test_cities_are_paired_with_their_countries(
    city: str, country: str, pairs: list[tuple[str, str]]
) -> None:
    assert pairs_of(city, country) == pairs


@pytest.mark.parametrize(
    ("written", "chosen", "shown"),
    [
        ("Lundon", ONTARIO, "London"),
        ("LONDON ", ONTARIO, "LONDON "),  # the same name
        ("Lundon", CALIFORNIA, "Lundon"),  # entered by hand: its name is the written one
        ("Lundon; Paris", ONTARIO, "London; Paris"),
    ],
)
def test_a_misspelt_city_has_its_right_name_once_it_is_answered(
    written: str, chosen: Candidate, shown: str
) -> None:
    key = key_of(written.partition(";")[0], "")
    assert apply_answers(rows((written, "")), {key: chosen})["city"].to_list() == [shown]
