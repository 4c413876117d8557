"""Titles of windows."""

from __future__ import annotations

import pytest

from data.filters.choice import ALL_KINDS, Choice, View
from data.filters.titles import page_title
from tests.dates import days, tight
from tests.shipped import shipped_campaign

DAKAR = days("2015-12-07", "2015-12-07")
TITLES = [
    # view, page, title
    (View(), "", "Migrants in Countries in Crisis (MICIC)"),
    (View(language="fr"), "", "Migrants dans les pays en crise (MICIC)"),
    (View(), "Regions", "Regions · MICIC"),
    (View(Choice(regions=("mena",))), "", "Middle East & North Africa · MICIC"),
    (View(Choice(regions=("mena",))), "Regions", "Regions: Middle East & North Africa · MICIC"),
    (View(Choice(role="host")), "", "Host known · MICIC"),
    (View(Choice(kinds=(ALL_KINDS,))), "", "All regions, related meetings too · MICIC"),
    (View(selected="dakar-2015"), "", f"Dakar, Senegal, {DAKAR} · MICIC"),
    (View(Choice(words="x"), selected="dakar-2015"), "", f"Dakar, Senegal, {DAKAR} · MICIC"),
    (View(selected="webinar"), "", "Civil society webinar · MICIC"),
    (View(selected="nowhere"), "", "Migrants in Countries in Crisis (MICIC)"),
]


@pytest.mark.parametrize(("view", "page", "title"), TITLES)
def test_a_window_is_called_by_what_it_shows(view: View, page: str, title: str) -> None:
    assert tight(page_title(shipped_campaign(), view, page)) == tight(title)
