"""Where a consultation was, in words: a webinar has no unknown place."""

from __future__ import annotations

import pandas as pd
import pytest

from data.words.online import place_or_online, places_or_online

TABLE = [
    # where, venue, said in English, said in French
    ("Dakar, Senegal", "Hotel", "Dakar, Senegal", "Dakar, Senegal"),
    ("Dakar, Senegal", "Zoom", "Dakar, Senegal", "Dakar, Senegal"),
    ("", "Webinar", "Webinar", "Webinar"),
    ("", "https://zoom.us/j/1", "Online", "En ligne"),
    ("", "Hotel", "Place unknown", "Lieu inconnu"),
    ("", "", "Place unknown", "Lieu inconnu"),
]


@pytest.mark.parametrize(("where", "venue", "english", "french"), TABLE)
def test_said_place(where: str, venue: str, english: str, french: str) -> None:
    assert place_or_online(where, venue, "en") == english
    assert place_or_online(where, venue, "fr") == french


def test_said_places_matches_said_place() -> None:
    frame = pd.DataFrame(TABLE, columns=["where", "venue", "en", "fr"])
    assert list(places_or_online(frame["where"], frame["venue"], "fr")) == list(frame["fr"])
    none = frame.head(0)
    assert places_or_online(none["where"], none["venue"], "en").empty
