"""How up to date the data is, in words."""

from __future__ import annotations

import pytest

from components.about.updates import build_change, build_reading, build_source, build_waiting
from data.follow.changes import Change
from data.follow.status import Status
from data.model.source_settings import SourceSettings

URL = "https://user.example.org/secret-0123/data.csv?token=456"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (60, "Read from a every minute."),
        (900, "Read from a every 15 minutes."),
        (3600, "Read from a every hour."),
        (5400, "Read from a every 90 minutes."),
        (7200, "Read from a every 2 hours."),
        (86_400, "Read from a every day."),
        (172_800, "Read from a every 2 days."),
    ],
)
def test_how_often_a_list_is_read(seconds: int, words: str) -> None:
    assert build_reading("a", seconds) == words


def test_only_the_host_of_an_address_is_shown() -> None:
    lines = build_source(SourceSettings(URL), Status(asked=1.0, success=1e9), "Europe/Paris")
    assert lines == [
        r"Read from user\.example\.org every hour.",
        "Up to date on 9 September 2001, 03:46.",
    ]
    assert build_source(SourceSettings(URL), Status(), None) == [lines[0]]
    assert build_source(None, Status(success=1e9), None) == []


def test_a_change_lists_its_first_titles_and_counts_the_others() -> None:
    titles = tuple([f"t{n}", f"*{n}*"] for n in range(7))
    change = Change(1e9, "v", 9, {"new": 30, "gone": 0}, new=titles)
    lines = build_change(change, None).split("  \n")
    assert lines[:2] == ["**9 September 2001, 01:46 UTC**", "30 new"]
    assert lines[2] == r":material/add: \*0\*"
    assert lines[-1] == "and 25 more"


def test_a_change_names_demands() -> None:
    change = Change(1e9, "v", 9, {"new": 0, "gone": 0, "judgements": 3}, asked=(["d", "*Open*"],))
    assert build_change(change, None).split("  \n")[1:] == [
        "3 new judgements",
        r":material/campaign: \*Open\*",
    ]


def test_nothing_waits() -> None:
    assert build_waiting(Status()) == ""
