from __future__ import annotations

from pathlib import Path

import pytest

from data.filters.choice import Choice
from data.filters.nouns import (
    ALL,
    CONSULTATION,
    NOUN_LABELS,
    OWN,
    RELATED,
    Meetings,
    count_message,
    kind_count_in_words,
    meetings_in_words,
    noun_of,
    share_in_words,
)
from data.filters.select import describe
from tests.builders import campaign_from, sample_campaign

TOML = """
languages = ["en", "fr", "pl"]
own_one = "{count} hearing {x}"
own_other = "hearings"
own_one__fr = "audition"
own_other__fr = "auditions"
own_few__pl = "wysłuchania"
own_other__pl = "wysłuchań"
all_other = "events"
"""


@pytest.mark.parametrize(
    ("kind", "count", "language", "said"),
    [
        (OWN, 1, "en", "1 hearing {x}"),
        (OWN, 0, "en", "0 hearings"),
        (OWN, 1200, "en", "1,200 hearings"),
        (OWN, 0, "fr", "0 audition"),
        (OWN, 3, "pl", "3 wysłuchania"),
        (OWN, 5, "pl", "5 wysłuchań"),
        (RELATED, 2, "en", "2 related meetings"),
        (ALL, 1, "en", "1 events"),
    ],
)
def test_a_campaign_has_its_own_nouns(
    tmp_path: Path, kind: str, count: int, language: str, said: str
) -> None:
    campaign = campaign_from(tmp_path, toml=TOML)
    assert kind_count_in_words(campaign, kind, count, language) == said


@pytest.mark.parametrize(
    ("own", "related", "said"),
    [
        (0, 0, "0 consultations"),
        (1, 0, "1 consultation"),
        (0, 2, "2 related meetings"),
        (9, 9, "18 meetings: 9 consultations and 9 related meetings"),
    ],
)
def test_the_sum_is_named_as_such(tmp_path: Path, own: int, related: int, said: str) -> None:
    assert meetings_in_words(sample_campaign(tmp_path), Meetings(own, related, {}), "en") == said


@pytest.mark.parametrize(
    ("some", "whole", "said"),
    [
        ((1, 0), (9, 0), "1 of 9 consultations"),
        ((9, 0), (9, 0), "9 consultations"),
        ((0, 1), (0, 6), "1 of 6 related meetings"),
        ((1, 1), (9, 9), "2 of 18 meetings (1 consultation and 1 related meeting)"),
        ((0, 1), (9, 9), "1 of 18 meetings (1 related meeting)"),
        ((0, 0), (9, 9), "0 of 18 meetings"),
    ],
)
def test_a_share_never_calls_a_related_meeting_a_consultation(
    tmp_path: Path, some: tuple[int, int], whole: tuple[int, int], said: str
) -> None:
    campaign = sample_campaign(tmp_path)
    assert share_in_words(campaign, Meetings(*some, {}), Meetings(*whole, {}), "en") == said


@pytest.mark.parametrize("noun", NOUN_LABELS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_noun_has_its_messages(noun: str, language: str) -> None:
    one, many = (count_message(noun, count, language) for count in (1, 5))
    assert one != many
    assert "{count}" in many


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("", "All regions: 2 consultations"),
        ('noun = "hearing"', "All regions: 2 hearings"),
        ('noun = "nonsense"', "All regions: 2 consultations"),
    ],
)
def test_the_campaign_names_what_is_counted(tmp_path: Path, toml: str, words: str) -> None:
    campaign = campaign_from(tmp_path, [{}, {}], toml=toml)
    assert describe(campaign, Choice(), "en") == words
    assert noun_of(campaign.settings) in words or noun_of(campaign.settings) == CONSULTATION
