"""The latest consultations of a choice: in whole days, and not too many."""

from __future__ import annotations

import pytest

from data.cluster.cluster import Cluster
from data.cluster.in_process import InProcess, cut
from data.cluster.opening import open_campaign
from data.filters.choice import ALL_KINDS, Choice
from data.filters.nearest import latest_days
from data.filters.select import count
from data.model.campaign import Campaign
from tests.benchmarks.generate import generate

CHOICES = (Choice(), Choice(kinds=(ALL_KINDS,), until="2019"), Choice(since="2010", words="report"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return open_campaign(generate(tmp_path_factory.mktemp("nearest"), 600, seed=3))


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("most", [1, 20, 100, 10_000])
def test_the_latest_are_as_many_as_fit(whole: Campaign, choice: Choice, most: int) -> None:
    nearest = latest_days(whole, choice, most)
    shards = Cluster(whole, InProcess(cut(whole, (200, 450)))).whole
    assert latest_days(shards, choice, most) == nearest
    if nearest is None:
        assert most == 1
        return
    assert 0 < nearest.consultations <= most
    assert count(whole, nearest.choice) == nearest.consultations
    assert nearest.choice.until == choice.until


def test_nothing_has_no_latest(whole: Campaign) -> None:
    assert latest_days(whole, Choice(words="nothing like this"), 100) is None
