"""What generated consultations are called, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from tests.benchmarks.generating.words import (
    ENDINGS,
    KINDS,
    LANGUAGES,
    MATTERS,
    NAMING_CITIES,
    OPENINGS,
    SPOKEN,
    STREETS,
    VENUES,
)

SUMMARIZED, HOUSED, COUNTED = 0.6, 0.6, 0.3
"""How many rows have a summary, a venue, participants."""


def pick(words: Sequence[str], rows: int, rng: np.random.Generator) -> pd.Series:
    """A word a row, each as likely."""
    return pd.Series(np.array(words, dtype=object), dtype="str").take(
        rng.integers(0, len(words), size=rows)
    ).reset_index(drop=True)  # fmt: skip


def draw_titles(
    cities: pd.DataFrame, at: np.ndarray, kinds: np.ndarray, rng: np.random.Generator
) -> pd.Series:
    """Draw a title a row, in one of the languages.

    Args:
        cities: The cities, with their countries in every language.
        at: The city of each row.
        kinds: The kind of each row, as a place in `KINDS`.
        rng: Where chance comes from.
    """
    spoken = _spoken(cities["region"].to_numpy()[at], rng)
    titles = np.full(len(at), "", dtype=object)
    for number, (name, language) in enumerate(LANGUAGES.items()):
        rows = np.flatnonzero(spoken == number)
        form = np.array(language.forms, dtype=object)[kinds[rows]]
        topics = np.array(language.topics, dtype=object)
        topic = topics[rng.integers(0, len(topics), size=len(rows))]
        place = cities["name" if name in NAMING_CITIES else f"country_{name}"]
        titles[rows] = form + language.about + topic + ", " + place.to_numpy(dtype=object)[at[rows]]
    return pd.Series(titles, dtype="str")


def _spoken(regions: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The language of each row, as a place in `LANGUAGES`."""
    chance = rng.random(len(regions))
    spoken = np.zeros(len(regions), dtype="int64")
    numbers = list(LANGUAGES)
    for region, shares in SPOKEN.items():
        rows = regions == region
        ends = np.cumsum(list(shares.values()))
        language = np.array([numbers.index(name) for name in shares])
        spoken[rows] = language[np.minimum(np.searchsorted(ends, chance[rows]), len(shares) - 1)]
    return spoken


def draw_summaries(rows: int, rng: np.random.Generator) -> pd.Series:
    """Draw a summary a row, empty for some."""
    parts = [pick(words, rows, rng) for words in (OPENINGS, MATTERS, MATTERS, ENDINGS)]
    text = parts[0] + " " + parts[1] + " and " + parts[2] + " " + parts[3]
    return text.where(rng.random(rows) < SUMMARIZED, "")


def draw_venues(rows: int, rng: np.random.Generator) -> pd.Series:
    """Draw a venue a row, empty for some."""
    house = pd.Series(rng.integers(1, 200, size=rows)).astype("str")
    text = pick(VENUES, rows, rng) + ", " + house + " " + pick(STREETS, rows, rng)
    return text.where(rng.random(rows) < HOUSED, "")


def draw_participants(rows: int, rng: np.random.Generator) -> pd.Series:
    """Draw how many came, empty for most."""
    people = pd.Series(rng.integers(8, 400, size=rows)).astype("str")
    return (people + " people").where(rng.random(rows) < COUNTED, "")


def draw_kinds(rows: int, rng: np.random.Generator) -> np.ndarray:
    """Draw a kind a row, as a place in `KINDS`."""
    return rng.choice(len(KINDS), size=rows, p=(0.5, 0.3, 0.2))
