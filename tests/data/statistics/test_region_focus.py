from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.choosing.choice import ALL_KINDS, Choice, View
from data.statistics.regions import is_narrowed, region_choice, region_ids, region_in_focus
from tests.builders import campaign_from, sample_campaign

if TYPE_CHECKING:
    from pathlib import Path


def test_those_for_no_region_come_last(tmp_path: Path) -> None:
    assert region_ids(sample_campaign(tmp_path)) == ["africa", "americas", "europe", "global"]


def test_no_consultation_for_no_region_makes_no_global(tmp_path: Path) -> None:
    regions = [{"id": "asia", "name": "Asia"}]
    assert region_ids(campaign_from(tmp_path, [{"region": "Asia"}], regions=regions)) == ["asia"]
    assert region_ids(campaign_from(tmp_path)) == []


@pytest.mark.parametrize(
    ("regions", "selected", "region"),
    [
        ((), "", "africa"),  # the first
        (("americas",), "", "americas"),
        (("global",), "", "global"),
        (("americas",), "dakar", "americas"),  # what is chosen goes before what is open
        (("americas", "europe"), "", "africa"),  # several are none
        ((), "new-year", "americas"),  # the opened one's
        ((), "webinar", "global"),
        ((), "nowhere", "africa"),
    ],
)
def test_one_region_is_in_focus(
    tmp_path: Path, regions: tuple[str, ...], selected: str, region: str
) -> None:
    view = View(choice=Choice(regions=regions), selected=selected)
    assert region_in_focus(sample_campaign(tmp_path), view) == region


def test_a_campaign_without_anything_has_no_focus(tmp_path: Path) -> None:
    assert region_in_focus(campaign_from(tmp_path), View()) == ""


def test_other_filters_hold_for_the_region_too() -> None:
    choice = Choice(regions=("asia",), kinds=("webinar",), since="2016")
    there = region_choice(choice, "mena")
    assert there == Choice(regions=("mena",), kinds=(ALL_KINDS,), since="2016")
    assert is_narrowed(choice, "mena")
    assert not is_narrowed(Choice(regions=("asia",), kinds=("webinar",)), "mena")
