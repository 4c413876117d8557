"""The questions of a view go out together, and each is answered alone if nobody named it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from data.cluster.cluster import Cluster
from data.cluster.in_process import InProcess, cut
from data.figures.timeline import timeline_bins
from data.figures.totals import figures
from data.filters.choice import Choice
from data.filters.facets import facets
from data.filters.query import Query
from data.filters.question import Answer, Question
from data.filters.select import select
from tests.builders import sample_campaign


class Noting(InProcess):
    """Shards that note each batch of questions."""

    def ask_all(self, questions: Sequence[Question]) -> list[Answer | None]:
        self.batches.append(len(questions))
        return super().ask_all(questions)

    batches: list[int]


@pytest.fixture
def shards(tmp_path: Path) -> Noting:
    shards = Noting(cut(sample_campaign(tmp_path).campaign, [2, 4]))
    shards.batches = []
    return shards


@pytest.fixture
def campaign(tmp_path: Path, shards: Noting) -> Query:
    return Cluster(sample_campaign(tmp_path).campaign, shards).whole


def test_questions_named_together_are_one_message(campaign: Query, shards: Noting) -> None:
    part = select(campaign, Choice())
    calls = [lambda: figures(part), lambda: facets(campaign, Choice())["regions"]]
    campaign.ask_together(calls)
    assert shards.batches[0] == 2
    sent = len(shards.batches)
    for call in calls:
        call()
    assert len(shards.batches) == sent


def test_the_counts_of_all_filters_are_one_question(campaign: Query, shards: Noting) -> None:
    counted = facets(campaign, Choice(since="2015", words="dakar"))
    for options in ("regions", "kinds", "countries", "organizations", "years"):
        assert counted[options]
    assert shards.batches == [1]


def test_only_what_is_named_is_counted(campaign: Query) -> None:
    assert list(facets(campaign, Choice(), "years", "regions").counts) == ["years", "regions"]


def test_a_question_that_depends_on_another_is_sent_with_the_next_message(
    campaign: Query, shards: Noting
) -> None:
    part = select(campaign, Choice())
    campaign.ask_together([lambda: timeline_bins(part), lambda: figures(part)])
    assert shards.batches == [2, 1]
    timeline_bins(part)
    assert shards.batches == [2, 1]


def test_a_forgotten_question_is_asked_alone(campaign: Query, shards: Noting) -> None:
    campaign.ask_together([])
    assert figures(select(campaign, Choice())).consultations
    assert shards.batches == [1]


def test_a_campaign_in_this_process_makes_no_calls(tmp_path: Path) -> None:
    calls: list[int] = []
    sample_campaign(tmp_path).ask_together([lambda: calls.append(1)])
    assert not calls
