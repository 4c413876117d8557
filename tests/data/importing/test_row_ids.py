"""Ids and titles for rows that have none."""

from __future__ import annotations

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.importing.row_ids import with_row_ids
from tests.amount import amount


def table_of(*rows: dict[str, str]) -> pd.DataFrame:
    columns = ["id", "title", "city", "country", "organizers", "start", "end"]
    columns += [name for row in rows for name in row if name not in columns]
    frame = pd.DataFrame(list(rows), columns=list(dict.fromkeys(columns)), dtype="str")
    return frame.fillna("").assign(_row=range(2, len(rows) + 2))


SLUGS = [
    # title, city, start, id
    ("Hearing on rights", "Dakar", "2015-12-07", "hearing-on-rights-dakar-2015"),
    ("Hearing on rights", "Dakar; Thiès", "2015", "hearing-on-rights-dakar-2015"),
    ("Hearing on rights", "", "", "hearing-on-rights"),
    ("Dakar hearing 2015", "Dakar", "2015-12-07", "dakar-hearing-2015"),
    ("Réunion à Genève", "Genève", "2016", "reunion-a-geneve-2016"),
    ("People's  Forum: (I)", "San José", "", "people-s-forum-i-san-jose"),
    ("اجتماع بيروت", "Beirut", "2016", "اجتماع-بيروت-beirut-2016"),
    ("?!", "Dakar", "2015", "dakar-2015"),
    ("?!", "", "", "consultation"),
    ("A" * 90, "Rome", "", "a" * 40 + "-rome"),
    ("word " * 30, "", "", "-".join(["word"] * 8)),
    ("Hearing", "Dakar", "spring 2015", "hearing-dakar"),
]


@pytest.mark.parametrize(("title", "city", "start", "expected"), SLUGS)
def test_an_id_is_made_of_title_city_and_year(
    title: str, city: str, start: str, expected: str
) -> None:
    made, issues = with_row_ids(table_of({"title": title, "city": city, "start": start}))
    assert list(made["id"]) == [expected]
    assert issues == []


def test_ids_do_not_depend_on_the_order_of_rows() -> None:
    rows = [
        {"title": "Monthly meeting", "city": "Rome", "start": f"2015-{month:02}"}
        for month in range(1, 8)
    ]
    one, _ = with_row_ids(table_of(*rows))
    other, _ = with_row_ids(table_of(*rows[::-1]))
    assert list(one["id"][:2]) == ["monthly-meeting-rome-2015", "monthly-meeting-rome-2015-2"]
    assert list(one["id"]) == list(other["id"][::-1])


def test_existing_ids_stay_and_a_repeated_one_is_numbered() -> None:
    rows = [
        {"title": "A"},
        {"title": "Other", "id": "a"},
        {"title": "Third", "id": "a"},
        {"title": "Fourth", "id": "a-2"},
    ]
    made, issues = with_row_ids(table_of(*rows), "list.csv")
    assert list(made["id"]) == ["a-4", "a", "a-3", "a-2"]
    assert [(f.row, f.column, f.seen, f.level) for f in issues] == [(4, "id", "a", "fixed")]


TITLES = [
    # row, title
    ({"organizers": "Caritas; IOM", "city": "Dakar", "start": "2015"}, "Caritas; IOM, Dakar, 2015"),
    ({"kind": "Webinar", "end": "2016-04"}, "Webinar, 2016-04"),
    ({"country": "Senegal"}, "Senegal"),
    ({"summary": "Rights  of\nseafarers"}, "Rights of seafarers"),
    ({"budget": "12,000 EUR"}, "12,000 EUR"),
    ({"id": "x17"}, "x17"),
]


@pytest.mark.parametrize(("row", "title"), TITLES)
def test_a_missing_title_is_made_from_other_cells(row: dict[str, str], title: str) -> None:
    made, issues = with_row_ids(table_of(row), "list.csv")
    assert list(made["title"]) == [title]
    assert [(f.file, f.row, f.column, f.level) for f in issues] == [
        ("list.csv", 2, "title", "fixed")
    ]


def test_an_empty_row_is_skipped_with_an_issue() -> None:
    made, issues = with_row_ids(table_of({"title": "A"}, {}, {"title": "B"}), "list.csv")
    assert list(made["title"]) == ["A", "B"]
    assert list(made["_row"]) == [2, 4]
    assert [(f.row, f.left_out) for f in issues] == [(3, True)]


def test_no_rows_give_no_rows() -> None:
    made, issues = with_row_ids(table_of())
    assert made.empty
    assert {"id", "title"} <= set(made.columns)
    assert issues == []
    assert with_row_ids(pd.DataFrame())[0].empty


def test_a_hundred_thousand_rows_of_one_title_are_quick() -> None:
    table = table_of(*[{"title": "Same", "city": "Rome", "start": "2015"}] * 100_000)
    began = time.process_time()
    made, _ = with_row_ids(table)
    assert made["id"].is_unique
    assert time.process_time() - began < 5


TEXTS = st.sampled_from(["", "a", "a-2", "A", "b", "?", "Dakar", "2015"])
ROWS = st.fixed_dictionaries({"id": TEXTS, "title": TEXTS, "city": TEXTS, "start": TEXTS})


@given(st.lists(ROWS, max_size=12))
@settings(max_examples=amount(60), deadline=None)
def test_every_row_has_its_own_id_or_an_issue(rows: list[dict[str, str]]) -> None:
    made, issues = with_row_ids(table_of(*rows))
    assert made["id"].is_unique
    assert (made[["id", "title"]] != "").all(axis=None)
    left_out = [issue.row for issue in issues if issue.left_out]
    assert sorted([*made["_row"], *left_out]) == list(range(2, len(rows) + 2))
    first = {row["id"] for row in rows} - {""}
    assert first <= set(made["id"])
