from __future__ import annotations

from pathlib import Path

import pytest

from data.figures.counterparts import counterparts, days_earlier, days_later
from data.figures.mentions import Mention
from data.filters.choice import ALL_KINDS, Choice
from data.filters.select import select
from tests.builders import campaign_from
from tests.dates import days
from tests.shipped import shipped_campaign


def test_a_consultation_is_paired_with_its_follow_up() -> None:
    campaign = shipped_campaign()
    chosen = select(campaign, Choice(regions=("mena",), kinds=(ALL_KINDS,)))
    first, second = counterparts(campaign, chosen, "en")
    assert (first.one.id, first.other.id, first.days) == ("beirut-2016", "valletta-states-2016", 2)
    assert first.other.where == "Valletta, Malta"
    assert first.other.when == days("2016-03-14", "2016-03-15")
    assert second.other.id == "new-york-2016"


def test_unknown_facts_of_a_pair_are_empty(tmp_path: Path) -> None:
    b = {"id": "b", "title": "B", "start": "2016"}
    rows = [{"id": "a", "title": "A", "feeds_into": "b"}, b]
    campaign = campaign_from(tmp_path, rows)
    (pair,) = counterparts(campaign, campaign, "en")
    none = ("", "", "", "Global", "")
    assert pair == (Mention("a", 2, "A", *none, ""), Mention("b", 1, "B", *none, "2016"), None)


def test_without_links_there_are_no_pairs(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, [{}])
    assert counterparts(campaign, campaign, "en") == []


@pytest.mark.parametrize(
    ("days", "later", "earlier"),
    [
        (None, "", ""),
        (-1, "begun before this one ended", "not over when this one began"),
        (0, "the same day", "the same day"),
        (1, "1 day later", "1 day before"),
        (2, "2 days later", "2 days before"),
        (1234, "1,234 days later", "1,234 days before"),
    ],
)
def test_days_between_are_written_from_both_ends(
    days: int | None, later: str, earlier: str
) -> None:
    assert (days_later(days, "en"), days_earlier(days, "en")) == (later, earlier)
