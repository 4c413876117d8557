"""Choices: what is chosen at all, and what is left when one filter is dropped."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from data.filters.choice import Choice, View
from data.filters.filters import FILTERS, filter_named

WHOLE = Choice(
    regions=("asia",),
    kinds=("webinar",),
    countries=("SN",),
    organizations=("iom",),
    role="host",
    since="2015",
    until="2016",
    words="dakar",
)

WITHOUT = {
    # filter: the parts of a choice that go with it
    "regions": {"regions": ()},
    "kinds": {"kinds": ()},
    "countries": {"countries": ()},
    "organizations": {"organizations": (), "role": ""},
    "since": {"since": "", "until": ""},
    "words": {"words": ""},
}


def test_every_part_of_a_choice_belongs_to_one_filter() -> None:
    parts = [part for one in FILTERS for part in one.parameters]
    assert sorted(parts) == sorted(vars(WHOLE))
    assert all(one.is_set(WHOLE) for one in FILTERS)


def test_every_filter_is_in_the_table() -> None:
    assert set(WITHOUT) == {one.name for one in FILTERS}


@pytest.mark.parametrize("part", WITHOUT)
def test_dropping_a_filter_drops_what_belongs_to_it_and_nothing_else(part: str) -> None:
    left = filter_named(part).without(WHOLE)
    changed = {name: value for name, value in vars(left).items() if value != vars(WHOLE)[name]}
    assert changed == WITHOUT[part]


@pytest.mark.parametrize("part", WITHOUT)
def test_dropping_a_filter_that_is_not_set_changes_nothing(part: str) -> None:
    assert filter_named(part).without(Choice()) == Choice()


@pytest.mark.parametrize(
    ("choice", "narrowed"),
    [
        (Choice(), False),
        (Choice(role="host"), True),
        (Choice(kinds=("webinar",)), True),
        (Choice(organizations=("iom",)), True),
        (Choice(until="2016"), True),
        (Choice(words="x"), True),
        (WHOLE, True),
    ],
)
def test_a_choice_knows_whether_it_chooses_anything(choice: Choice, *, narrowed: bool) -> None:
    assert choice.is_narrowed is narrowed


def test_a_view_is_a_value_that_cannot_be_changed_in_place() -> None:
    assert View(Choice(words="x")) == View(Choice(words="x"))
    assert hash(View(Choice(words="x"))) == hash(View(Choice(words="x")))
    with pytest.raises(FrozenInstanceError):
        View().choice.words = "y"
