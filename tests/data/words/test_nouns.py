"""A campaign's own word for its consultations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.choosing.choice import Choice
from data.choosing.select import describe
from data.words.meetings import CONSULTATION, NOUN_LABELS, count_message, noun_of
from tests.builders import campaign_from

if TYPE_CHECKING:
    from pathlib import Path


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
