"""Who holds generated consultations: a few organizations most of them, most of them a few."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.benchmarks.generating.words import ORGANIZATION_FIELDS, ORGANIZATION_STARTS, REGIONS

MOST = 5_000
TAIL = 1.05
"""Exponent of Zipf's law."""
AT_HOME = 0.7
"""How often an organization is one of the consultation's own region."""
COUNTS = {
    "organizers": (0.05, 0.6, 0.25, 0.1),
    "hosts": (0.3, 0.6, 0.1),
    "partners": (0.45, 0.25, 0.15, 0.1, 0.05),
}
"""How many rows name none in the column, one, two, ..."""


def organizations(rows: int, rng: np.random.Generator) -> pd.DataFrame:
    """Make the organizations of a campaign of `rows` consultations: 5,000, fewer in small ones.

    Returns:
        A row an organization, the busiest first: `id`, `name`, `short` ("" for most), `region`
        (where it is at home).
    """
    count = min(MOST, max(8, rows // 3))
    places = [name for name, _ in REGIONS.values()]
    number = np.arange(count)
    starts, fields = len(ORGANIZATION_STARTS), len(ORGANIZATION_FIELDS)
    region = rng.permutation(count) % len(REGIONS)
    frame = pd.DataFrame(
        {
            "start": np.array(ORGANIZATION_STARTS)[number * 7 % starts],
            "field": np.array(ORGANIZATION_FIELDS)[number // starts % fields],
            "place": np.array(places)[region],
            "number": number // (starts * fields) + 1,
        }
    )
    name = frame["start"] + " for " + frame["field"] + ", " + frame["place"]
    name = name.mask(frame["number"] > 1, name + ", branch " + frame["number"].astype("str"))
    ids = "o" + pd.Series(number + 1).astype("str").str.zfill(4)
    short = (frame["start"].str[0] + frame["field"].str[0] + "-" + ids).where(number % 5 == 0, "")
    return pd.DataFrame(
        {"id": ids, "name": name, "short": short, "region": np.array(list(REGIONS))[region]}
    ).astype("str")


def draw_actors(table: pd.DataFrame, regions: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """Draw who took part in which role.

    Args:
        table: The organizations.
        regions: The region of each consultation.
        rng: Where chance comes from.

    Returns:
        A row a consultation: `organizers`, `hosts`, `partners`, lists of names. Some hosts are
        the organizers.
    """
    drawn = {name: _cells(table, regions, shares, rng) for name, shares in COUNTS.items()}
    frame = pd.DataFrame(drawn)
    is_own_host = rng.random(len(frame)) < 0.3
    return frame.assign(hosts=frame["hosts"].mask(is_own_host, frame["organizers"]))


def _cells(
    table: pd.DataFrame, regions: np.ndarray, shares: tuple[float, ...], rng: np.random.Generator
) -> pd.Series:
    rows, most = len(regions), len(shares) - 1
    count = rng.choice(most + 1, size=rows, p=shares)
    # From the second on, the next of the list: none stands twice in a cell.
    first = _by_region(table, regions, rng)
    names = table["name"]
    text = pd.Series("", index=range(rows), dtype="str")
    for place in range(most):
        step = 0 if place == 0 else np.maximum(1, rng.integers(1, 40, size=rows)) * place
        name = names.take((first + step) % len(table)).reset_index(drop=True)
        longer = name if place == 0 else text + "; " + name
        text = longer.where(count > place, text)
    return text


def _by_region(table: pd.DataFrame, regions: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """An organization a row, as a row of the table: mostly one that is at home in the region."""
    weights = 1 / np.arange(1, len(table) + 1) ** TAIL
    drawn = rng.choice(len(table), size=len(regions), p=weights / weights.sum())
    is_at_home = rng.random(len(regions)) < AT_HOME
    for region in REGIONS:
        homes = np.flatnonzero((table["region"] == region).to_numpy())
        rows = np.flatnonzero(is_at_home & (regions == region))
        if len(homes):
            share = weights[homes] / weights[homes].sum()
            drawn[rows] = homes[rng.choice(len(homes), size=len(rows), p=share)]
    return drawn
