"""Pages of a long table: every row on one page, in the order that was asked for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from data.figures.table_pages import PAGE, page_count, page_rows
from data.filters.choice import ALL_KINDS, SORTS, Choice
from data.filters.query import Query
from data.filters.select import select
from tests.builders import campaign_from

COUNT = 2 * PAGE + 7


@pytest.fixture
def long(tmp_path: Path) -> Query:
    rows = [
        {
            "title": f"{'éÉa zB'[place % 6]} {place:03}",
            "start": f"{2000 + place % 20}-01-{1 + place % 28:02}",
            "region": ["europe", "africa", ""][place % 3],
            "kind": ["Workshop", "Hearing"][place % 2],
            "country": ["SN", "", "KE"][place % 3],
        }
        for place in range(COUNT)
    ]
    return select(campaign_from(tmp_path, rows), Choice(kinds=(ALL_KINDS,)))


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("down", [False, True])
def test_every_row_is_on_one_page(long: Query, sort: str, *, down: bool) -> None:
    pages = [page_rows(long, "en", sort, page, down=down) for page in range(1, 4)]
    assert [len(page) for page in pages] == [PAGE, PAGE, 7]
    assert sorted(np.concatenate(pages)) == list(range(COUNT))


def test_pages_are_sorted_and_ties_keep_their_dates(long: Query) -> None:
    rows = np.concatenate([page_rows(long, "en", "country", page) for page in range(1, 4)])
    table = long.whole.consultations.iloc[rows]
    names = list(dict.fromkeys(table["country"]))
    assert names == ["KE", "SN", ""]  # Kenya, Senegal, none
    for name in names:
        assert table.loc[table["country"] == name, "number"].is_monotonic_increasing


def test_the_order_of_the_numbers_is_the_first(long: Query) -> None:
    assert list(page_rows(long, "en", "date", 1)) == list(range(PAGE))
    assert page_rows(long, "en", "date", 1, down=True)[0] == COUNT - 1


@pytest.mark.parametrize(("page", "nearest"), [(0, 1), (-5, 1), (4, 3), (99, 3)])
def test_a_page_that_is_not_there_gives_the_nearest(long: Query, page: int, nearest: int) -> None:
    assert list(page_rows(long, "en", "date", page)) == list(page_rows(long, "en", "date", nearest))


def test_only_what_is_chosen_is_listed(long: Query) -> None:
    chosen = select(long.whole, Choice(kinds=(ALL_KINDS,), regions=("africa",)))
    rows = np.concatenate(
        [page_rows(chosen, "en", "title", page) for page in range(1, page_count(chosen) + 1)]
    )
    assert sorted(rows) == list(chosen.rows)


def test_nothing_chosen_has_one_empty_page(long: Query) -> None:
    nothing = select(long.whole, Choice(words="nowhere at all"))
    assert page_count(nothing) == 1
    assert len(page_rows(nothing, "en", "title", 1)) == 0
