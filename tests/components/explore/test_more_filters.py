"""Organizations that match a typed text."""

from __future__ import annotations

from pathlib import Path

import pytest

from components.explore.more_filters import build_label, matching_organizations
from data.filters.choice import Choice, View
from data.filters.facets import facets
from tests.builders import campaign_from

ORGANIZATIONS = [
    {"id": "mfa", "name": "Migrant Forum in Asia"},
    {"id": "fr", "name": "Forum Réfugiés"},
    {"id": "iom", "name": "International Organization for Migration"},
]


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("", ["fr", "mfa", "iom"]),  # most consultations first, then by name
        ("forum", ["fr", "mfa"]),
        ("refug", ["fr"]),
        ("FORUM asia", ["mfa"]),
        ("nobody", []),
    ],
)
def test_all_words_must_be_in_the_name(tmp_path: Path, text: str, matches: list[str]) -> None:
    rows = [{"hosts": "fr"}, {"hosts": "fr; mfa"}]
    campaign = campaign_from(tmp_path, rows, organizations=ORGANIZATIONS)
    counts = facets(campaign, Choice())["organizations"]
    assert matching_organizations(campaign, "en", counts, text) == matches


def test_only_the_best_matches_are_offered(tmp_path: Path) -> None:
    many = [{"id": f"o{i}", "name": f"Forum {i:02}"} for i in range(40)]
    campaign = campaign_from(tmp_path, [{"hosts": "o7"}], organizations=many)
    counts = facets(campaign, Choice())["organizations"]
    matches = matching_organizations(campaign, "en", counts, "forum")
    assert matches[:2] == ["o7", "o0"]
    assert len(matches) == 12


def test_the_button_counts_the_filters_behind_it() -> None:
    choice = Choice(
        regions=("mena",), words="x", organizations=("mfa",), since="2016", until="2016"
    )
    assert build_label(View(choice)) == "More filters (1)"
    assert build_label(View(Choice(regions=("mena",)))) == "More filters"
