"""Dates in many formats and languages are read back, and no text raises an error."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from babel.dates import format_date, format_interval
from hypothesis import given, settings
from hypothesis import strategies as st

from data.lists.dates.columns import read_dates
from data.loading.iso_dates import parse_partial
from tests.amount import amount

LANGUAGES = ["en", "en_GB", "fr", "fr_CA", "es", "es_MX", "pt", "de", "ar"]
EXAMPLES = settings(deadline=None, max_examples=amount(50))
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def read_one(text: str, order: str = "") -> tuple[str, str]:
    (reading,) = read_each([text], order)
    return reading


def read_each(texts: list[str], order: str = "") -> list[tuple[str, str]]:
    frame = read_dates(pd.Series(texts, dtype="str"), order).frame
    return list(zip(frame["start"], frame["end"], strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
@EXAMPLES
@given(day=DAYS, length=st.sampled_from(["full", "long"]))
def test_a_day_in_words_is_read_back(language: str, day: date, length: str) -> None:
    assert read_one(format_date(day, length, locale=language)) == (day.isoformat(), "")


@pytest.mark.parametrize("language", ["en", "en_GB", "fr", "fr_CA", "es", "es_MX", "pt"])
@EXAMPLES
@given(day=DAYS)
def test_a_day_with_a_short_month_is_read_back(language: str, day: date) -> None:
    assert read_one(format_date(day, "medium", locale=language)) == (day.isoformat(), "")


@pytest.mark.parametrize("language", LANGUAGES)
@EXAMPLES
@given(day=DAYS)
def test_a_month_is_read_back_as_a_month(language: str, day: date) -> None:
    texts = [format_date(day, pattern, locale=language) for pattern in ("MMMM y", "MMM y")]
    assert read_each(texts) == [(f"{day:%Y-%m}", "")] * 2


@pytest.mark.parametrize("language", LANGUAGES)
@EXAMPLES
@given(days=st.tuples(DAYS, DAYS).map(sorted).filter(lambda days: days[0] < days[1]))
def test_a_period_is_read_back_with_both_ends(language: str, days: list[date]) -> None:
    first, last = days
    skeletons = ("yMMMd", "yMMMEd")
    texts = [format_interval(first, last, one, locale=language) for one in skeletons]
    assert read_each(texts) == [(first.isoformat(), last.isoformat())] * 2, texts


@EXAMPLES
@given(
    day=DAYS,
    pattern=st.sampled_from(
        ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d-%b-%Y", "%Y-%m-%dT%H:%M:%SZ",
         "%A %d %B %Y",
         "%a, %d %b %Y %H:%M:%S +0000", "%b %d, %Y at %I:%M %p", "%d%b%Y", "%B %-dth, %Y"],
    ),
)  # fmt: skip
def test_a_day_that_can_be_read_in_one_way_needs_no_order(day: date, pattern: str) -> None:
    assert read_one(day.strftime(pattern)) == (day.isoformat(), "")


@EXAMPLES
@given(
    day=DAYS,
    separator=st.sampled_from("/.-"),
    style=st.sampled_from([("day first", "%d{0}%m{0}%Y"), ("month first", "%m{0}%d{0}%Y")]),
)
def test_a_day_in_digits_is_read_in_the_given_order(
    day: date, separator: str, style: tuple[str, str]
) -> None:
    order, pattern = style
    text = day.strftime(pattern.format(separator))
    assert read_one(text, order) == (day.isoformat(), "")


@EXAMPLES
@given(
    days=st.lists(DAYS, min_size=1, max_size=20), pattern=st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"])
)
def test_a_column_is_never_read_in_the_wrong_order(days: list[date], pattern: str) -> None:
    read = read_dates(pd.Series([day.strftime(pattern) for day in days], dtype="str"))
    frame = read.frame
    right = [day.isoformat() for day in days]
    assert all(start in {"", day} for start, day in zip(frame["start"], right, strict=True))
    if any(day.day > 12 for day in days):
        assert list(frame["start"]) == right
        assert read.order == ("day first" if pattern == "%d/%m/%Y" else "month first")


WORDS = st.sampled_from(
    ["1", "3", "12", "30", "31", "99", "2016", "1437", "29/04", "3/4/16", "2010-11", "mar", "May",
     "août", "-", "–", "/", ",", ";", "to", "au", "y", "and", "until", "since", "TBD", "Q2",
     "first half", "spring", "mi-", "10:00", "a", "?", "'16", "T", "W17", "2016-W17", "20160429",
     "42489", "lundi", "of", "(", "٢٩"],
)  # fmt: skip


@EXAMPLES
@given(texts=st.lists(st.text(max_size=30) | st.lists(WORDS, max_size=8).map(" ".join), max_size=5))
def test_any_text_gives_a_valid_date_or_none(texts: list[str]) -> None:
    frame = read_dates(pd.Series(texts, dtype="str")).frame
    assert len(frame) == len(texts)
    for column in ("start", "end"):
        assert parse_partial(frame[column])["understood"].all()
    is_read = frame["start"] != ""
    assert not (frame["end"] != "")[~is_read].any()
    assert (frame["understood"] | ~is_read).all()
    assert not (frame["guessed"] & ~is_read).any()
    assert ((frame["problem"] != "") | ~frame["guessed"]).all()
    assert ((frame["problem"] != "") | frame["understood"]).all()
