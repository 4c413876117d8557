"""What a consultation fed, and how many days later that began."""

from __future__ import annotations

import pandas as pd
import pytest

from data.loading.assemble import read_feeds
from data.loading.row_checks import with_days
from data.model.errors import Issue
from data.model.schema import ROW

FILE = "consultations.csv"
SAID = ("No other consultation has this id.", "Correct the id. The link is not shown.")

DAYS = [
    # start and end of the one, start of the other, days between
    ("2016-03-11", "2016-03-12", "2016-03-14", 2),
    ("2016-03-11", "", "2016-03-12", 1),
    ("2016-03-11", "2016-03-12", "2016-03-12", 0),
    ("2016-03-11", "2016-03-14", "2016-03-12", -2),
    ("2015-12-31", "", "2016-01-01", 1),
    ("2016-02-28", "", "2016-03-01", 2),
    ("2016-03", "", "2016-04-01", None),
    ("2016-03-11", "", "2016", None),
    ("", "", "2016-03-14", None),
    ("2016-03-11", "", "", None),
]


def feeds(*rows: tuple[str, str, str, str]) -> tuple[pd.DataFrame, list[Issue]]:
    """Read rows of `id, start, end, feeds_into`, the first of which is row 2 of the file."""
    frame = pd.DataFrame(rows, columns=["id", "start", "end", "feeds_into"]).astype("str")
    frame, _ = with_days(frame.assign(**{ROW: range(2, len(rows) + 2)}), FILE)
    return read_feeds(frame, FILE)


@pytest.mark.parametrize(("start", "end", "into", "days"), DAYS)
def test_days_are_counted_from_the_last_day_of_the_one_to_the_first_of_the_other(
    start: str, end: str, into: str, days: int | None
) -> None:
    links, issues = feeds(("beirut", start, end, "valletta"), ("valletta", into, "", ""))
    assert issues == []
    assert list(links["consultation"]) == ["beirut"]
    assert list(links["into"]) == ["valletta"]
    assert [None if pd.isna(count) else count for count in links["days"]] == [days]


def test_a_consultation_may_have_several_follow_ups_each_once() -> None:
    links, issues = feeds(("a", "", "", "b; c; b"), ("b", "", "", "c"), ("c", "", "", ""))
    pairs = links[["consultation", "into"]].itertuples(index=False, name=None)
    assert list(pairs) == [("a", "b"), ("a", "c"), ("b", "c")]
    assert issues == []


@pytest.mark.parametrize("into", ["nowhere", "a", "A", "B "])
def test_an_unknown_id_is_a_issue_and_no_link(into: str) -> None:
    links, issues = feeds(("b", "", "", ""), ("a", "", "", into))
    assert len(links) == 0
    assert issues == [Issue(FILE, 3, "feeds_into", into.strip(), *SAID)]


def test_no_links_give_no_rows_of_the_same_columns() -> None:
    for rows in ((), (("a", "2016-03-11", "", ""),)):
        links, issues = feeds(*rows)
        assert list(links.columns) == ["consultation", "into", "days"]
        assert (len(links), issues) == (0, [])
        assert links["days"].dtype == "Int64"
