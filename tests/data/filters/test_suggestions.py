"""Suggestions of the shipped campaign and of larger ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.filters.choice import ALL_KINDS, Choice
from data.filters.select import count
from data.filters.suggestions import (
    CITY,
    COUNTRY,
    DATE,
    DOCUMENT,
    MOST,
    OF_CAMPAIGN,
    ORGANIZATION,
    REGION,
    entered,
    marked,
    suggest,
)
from tests.builders import campaign_from
from tests.shipped import shipped_campaign

SUGGESTED = [
    ("gcm", [(ORGANIZATION, "gcm", "Global Coalition on Migration (GCM)", "", 8)]),
    ("acid", [(ORGANIZATION, "cidehum", "CIDEHUM", "ACIDEHUM", 1)]),
    ("gen", [(CITY, "Geneva", "Geneva", "Switzerland", 1)]),
    ("beyr", [(CITY, "Beirut", "Beyrouth", "Lebanon", 1)]),
    ("ghana", [(REGION, "west-central-africa", "Ghana", "West & Central Africa", 1)]),
    ("rec", [(DOCUMENT, "new-york-2016", "Recording of the entire launch", "", 0)]),
    (
        "plan action",
        [
            (
                OF_CAMPAIGN,
                "plan-of-action",
                "5-year, 8-point Plan of Action for Collaboration with Governments",
                "Document of the whole campaign",
                0,
            )
        ],
    ),
    ("2015", [(DATE, "2015", "2015", "", 3)]),
    ("march", [(DATE, "2015-03", "March 2015", "", 1), (DATE, "2016-03", "March 2016", "", 1)]),
    ("7 dec", [(DATE, "2015-12-07", "7 December 2015", "", 1)]),
    ("mars 2015", [(DATE, "2015-03", "March 2015", "", 1)]),
    ("cfo", []),  # had a role in related meetings only
    ("nothing of the kind", []),
    ("  ", []),
]


def said(
    words: str, language: str = "en", **others: object
) -> list[tuple[str, str, str, str, int]]:
    found = suggest(shipped_campaign(), Choice(words=words, **others), language)
    return [(one.kind, one.id, one.label, one.detail, one.size) for one in found]


@pytest.mark.parametrize(("words", "expected"), SUGGESTED)
def test_what_is_suggested(words: str, expected: list[tuple[str, str, str, str, int]]) -> None:
    assert said(words) == expected


def test_other_filters_stay_and_their_counts_hold() -> None:
    campaign = shipped_campaign()
    for one in suggest(campaign, Choice(words="mig", since="2016", until="2016"), "en"):
        if one.kind == ORGANIZATION:
            chosen = Choice(since="2016", until="2016", organizations=(one.id,))
            assert one.size == count(campaign, chosen) > 0


def test_a_country_where_something_took_place_is_a_filter() -> None:
    assert (COUNTRY, "LB", "Liban", "", 1) in said("liban", "fr")
    assert (ORGANIZATION, "cfo", "Commission on Filipinos Overseas (CFO)", "", 1) in said(
        "cfo", kinds=(ALL_KINDS,)
    )


@pytest.mark.parametrize(
    ("text", "words", "hits"),
    [
        ("Migrant Forum in Asia", ("mig", "for"), ["Mig", "For"]),
        ("Genève", ("gene",), ["Genè"]),
        ("Straße", ("stras",), ["Straß"]),
        ("remade", ("made",), []),
    ],
)
def test_hits_are_marked_at_the_start_of_words(
    text: str, words: tuple[str, ...], hits: list[str]
) -> None:
    pieces = marked(text, words)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, is_hit in pieces if is_hit] == hits


def test_a_group_is_short_and_the_most_active_come_first(tmp_path: Path) -> None:
    rows = [{"organizers": f"Forum {i % 9}", "city": "Dakar"} for i in range(30)]
    found = suggest(campaign_from(tmp_path, rows), Choice(words="forum"), "en")
    assert len(found) == MOST
    assert [one.size for one in found] == [4, 4, 4, 3]


def test_an_empty_campaign_suggests_nothing(tmp_path: Path) -> None:
    assert suggest(campaign_from(tmp_path, "id,title\n"), Choice(words="a 2015"), "en") == []


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Ghana", "Ghana"),
        ("latin america", "Latin America"),
        ("2016", "2016"),
        ("geneve", "Genève"),
        ("gen", "Geneva"),  # the only suggestion, and a city
        ("mfa", ""),  # a short name is not the whole label
        ("march", ""),
        ("guidelines", ""),
        ("", ""),
    ],
)
def test_enter_takes_what_is_named_whole_or_the_only_city(words: str, label: str) -> None:
    language = "fr" if words == "geneve" else "en"
    found = suggest(shipped_campaign(), Choice(words=words), language)
    position = entered(found, words)
    assert (found[position].label if position >= 0 else "") == label
