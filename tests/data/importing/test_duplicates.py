"""Rows that may be the same consultation: pairs that are found, and pairs that never are."""

from __future__ import annotations

import time
from functools import cache

import numpy as np
import pandas as pd
import pytest

from data.importing.duplicates import (
    EXACT,
    MOST_PAIRS,
    NEAR,
    SAME,
    duplicate_issues,
    find_duplicates,
)

BASE = {
    "title": "Regional hearing on the rights of migrants",
    "city": "Dakar",
    "country": "Senegal",
    "start": "2015-12-07",
    "end": "2015-12-08",
}
NAMES = [*BASE, "id", "organizers", "url"]


def table_of(*rows: dict[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=NAMES, dtype="str").fillna("")
    return frame.assign(_row=range(2, len(rows) + 2))


FOUND = [
    # what is different in the other row, how it is found
    ({}, EXACT),
    ({"id": "another"}, EXACT),
    ({"organizers": "Caritas"}, SAME),
    ({"title": "REGIONAL hearing, on the rights of migrants"}, SAME),
    ({"city": "DAKAR", "country": "SN"}, SAME),
    ({"title": "Regional hearings on the rights of migrants"}, NEAR),
    ({"title": "On the rights of migrants: regional hearing"}, NEAR),
    ({"title": "Regional hearing on the rigths of migrants"}, NEAR),
    ({"start": "2015-12-08", "end": ""}, NEAR),
    ({"start": "2015-12", "end": ""}, NEAR),
    ({"start": "2015", "end": ""}, NEAR),
    ({"start": "", "end": ""}, NEAR),
    ({"country": ""}, NEAR),
]


@pytest.mark.parametrize(("change", "how"), FOUND)
def test_a_possible_duplicate_is_found(change: dict[str, str], how: str) -> None:
    pairs = find_duplicates(table_of(BASE, {"title": "Other"}, BASE | change))
    assert [tuple(row) for row in pairs[["row", "other", "how"]].to_numpy()] == [(4, 2, how)]
    assert pairs["title"][0] == (BASE | change)["title"]
    assert pairs["other_title"][0] == BASE["title"]
    assert 90 <= pairs["likeness"][0] <= 100
    assert pairs.attrs["pairs"] == 1


OTHERS = [
    {"start": "2015-12-09", "end": "2015-12-10"},
    {"start": "2016"},
    {"city": "Saint-Louis"},
    {"country": "Mali"},
    {"title": "Regional hearing on the rights of children"},
    {"title": "Regional hearing on the rights of migrants 2"},
    {"title": ""},
    {"title": "", "city": "", "country": "", "start": "", "end": ""},
]


@pytest.mark.parametrize("change", OTHERS)
def test_a_different_consultation_is_not_a_duplicate(change: dict[str, str]) -> None:
    pairs = find_duplicates(table_of(BASE, BASE | change))
    assert pairs.empty
    assert pairs.attrs["pairs"] == 0


def test_numbers_tell_titles_apart() -> None:
    titles = ("Working group 1 of the assembly", "Working group 2 of the assembly")
    assert find_duplicates(table_of(*(BASE | {"title": title} for title in titles))).empty


def test_without_a_place_rows_need_dates_to_be_duplicates() -> None:
    without = BASE | {"city": "", "country": ""}
    other = without | {"title": "Regional hearings on the rights of migrants"}
    assert list(find_duplicates(table_of(without, other))["how"]) == [NEAR]
    unknown = {"start": "", "end": ""}
    assert find_duplicates(table_of(without | unknown, other | unknown)).empty
    assert list(find_duplicates(table_of(without | unknown, without))["how"]) == []


def test_the_same_web_address_counts_as_the_same_place() -> None:
    url = {"url": "https://example.org/hearing"}
    other = BASE | url | {"city": "", "title": "Regional hearings on the rights of migrants"}
    assert list(find_duplicates(table_of(BASE | url, other))["how"]) == [NEAR]


def test_identical_rows_are_each_paired_with_the_first() -> None:
    pairs = find_duplicates(table_of(*[BASE] * 3_000))
    assert len(pairs) == MOST_PAIRS
    assert pairs.attrs["pairs"] == 2_999
    assert set(pairs["other"]) == {2}


def test_the_most_certain_pairs_come_first() -> None:
    rows = [
        BASE,
        BASE | {"title": "Regional hearings on the rights of migrants"},
        BASE | {"organizers": "Caritas"},
        BASE,
    ]
    pairs = find_duplicates(table_of(*rows))
    assert [tuple(row) for row in pairs[["how", "row", "other"]].to_numpy()] == [
        (EXACT, 5, 2),
        (SAME, 4, 2),
        (NEAR, 3, 2),
    ]


def test_issues_are_at_the_later_row() -> None:
    (issue,) = duplicate_issues(find_duplicates(table_of(BASE, BASE)), "list.csv")
    assert (issue.file, issue.row, issue.column, issue.level) == (
        "list.csv",
        3,
        "title",
        "guessed",
    )
    assert issue.seen == f"{BASE['title']} (2)"


@pytest.mark.parametrize("rows", [[], [{}], [BASE]])
def test_fewer_than_two_rows_give_no_pairs(rows: list[dict[str, str]]) -> None:
    pairs = find_duplicates(table_of(*rows))
    assert list(pairs.columns) == ["row", "other", "how", "title", "other_title", "likeness"]
    assert pairs.empty


@cache
def hundred_thousand() -> pd.DataFrame:
    """Titles of a few words on some 2,000 days, all in one place."""
    rng = np.random.default_rng(7)
    words = np.array(
        ["hearing", "forum", "on", "the", "rights", "of", "migrants", "workers", "law"]
    )
    titles = words[rng.integers(0, len(words), (100_000, 6))].tolist()
    days = np.datetime64("2015-01-01") + rng.integers(0, 2_000, 100_000)
    return pd.DataFrame(
        {
            "title": [" ".join(row) for row in titles],
            "city": "",
            "country": "",
            "start": np.datetime_as_string(days),
            "end": "",
            "_row": range(100_000),
        }
    )


@pytest.mark.long
@pytest.mark.parametrize("cities", [1, 300, 100_000])
def test_a_hundred_thousand_rows_are_quick(cities: int) -> None:
    numbers = np.random.default_rng(7).integers(0, cities, 100_000)
    table = hundred_thousand().assign(city=[f"City {n}" for n in numbers])
    began = time.process_time()
    find_duplicates(table)
    assert time.process_time() - began < 5
