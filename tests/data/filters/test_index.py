"""What belongs to some consultations is found the same way, however many they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.filters.index import Belonging
from data.filters.pairs import Pairs
from data.filters.rows import of_rows
from tests.builders import campaign_from

TABLE = [
    # rows of the frame, consultations asked for, positions of the frame
    ([0, 0, 1, 3, 3, 3], [0], [0, 1]),
    ([0, 0, 1, 3, 3, 3], [1, 2, 3], [2, 3, 4, 5]),
    ([3, 0, -1, 1, 0, 3], [0, 3], [0, 1, 4, 5]),
    ([-1, -1, 2], [0, 1], []),
    ([2, 2], [], []),
    ([], [0, 5], []),
]


@pytest.mark.parametrize(("rows", "asked", "positions"), TABLE)
def test_positions(rows: list[int], asked: list[int], positions: list[int]) -> None:
    belonging = Belonging(np.array(rows, dtype=np.int32))
    assert belonging.positions(np.array(asked, dtype=np.int64)).tolist() == positions


def test_few_and_many_find_the_same() -> None:
    random = np.random.default_rng(1)
    rows = random.integers(-1, 500, 3000).astype(np.int32)
    mask = random.random(500) < 0.3
    expected = np.flatnonzero(np.append(mask, False)[rows])
    assert (Belonging(rows).positions(np.flatnonzero(mask)) == expected).all()


def test_a_few_of_many_consultations_keep_their_places_and_roles(tmp_path: Path) -> None:
    rows = [
        {
            "id": f"c{number}", "title": "t", "start": f"2015-01-{28 - number % 28:02}",
            "city": "Dakar; Rabat", "country": "Senegal; Morocco", "organizers": "A; B",
        }
        for number in range(60)
    ]  # fmt: skip
    campaign = campaign_from(tmp_path, rows)
    part = of_rows(campaign, np.array([7, 31]))
    ids = list(part.consultations["id"])
    for name in ("places", "roles"):
        frame, whole = getattr(part, name), getattr(campaign, name)
        expected = whole[whole["consultation"].isin(ids)].drop(columns="row", errors="ignore")
        assert len(frame) == 4
        pd.testing.assert_frame_equal(frame, expected.reset_index(drop=True))


@pytest.mark.parametrize("few", [0, 1000])
@pytest.mark.parametrize("wanted", [[], [0], [2, 0], [-1, 1], [3]])
def test_rows_with_options_are_the_same_either_way(
    monkeypatch: pytest.MonkeyPatch, few: int, wanted: list[int]
) -> None:
    monkeypatch.setattr("data.filters.pairs._FEW", few)
    pairs = Pairs(np.array([0, 0, 1, 4, 4], np.int32), np.array([2, 0, 1, 0, 2], np.int32), 4)
    found = [row for row, code in zip(pairs.rows, pairs.codes, strict=True) if code in wanted]
    assert np.flatnonzero(pairs.rows_with(np.array(wanted, dtype=int), 6)).tolist() == sorted(
        set(found)
    )
