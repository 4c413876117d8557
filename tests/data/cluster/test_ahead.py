"""A view's questions go to the shards together, and a wrong guess changes no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from data.cluster import asking
from data.cluster.ahead import run_of
from data.cluster.here import Here, cut
from data.cluster.latest import Latest, weight
from data.cluster.sharded import ShardedCampaign
from data.figures.timeline import timeline_bins
from data.figures.totals import figures
from data.filters.choice import ALL_KINDS, Choice
from data.filters.select import option_counts, select
from data.filters.suggestions import suggest
from data.loading.load import load_campaign
from data.map.clusters import groups
from data.map.viewport import WORLD
from tests.benchmarks.generate import generate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from data.filters.question import Answer, Question
    from data.model.campaign import Campaign

CHOICES = [Choice(since=year, until="2019") for year in ("2010", "2012", "2014", "2016")]


class Counting(Here):
    """Shards in this process; notes each message."""

    def __init__(self, shards: Sequence[Campaign]) -> None:
        super().__init__(shards)
        self.messages: list[list[str]] = []

    def ask_all(self, questions: Sequence[Question]) -> list[Answer | None]:
        self.messages.append([question.name.rpartition(":")[2] for question in questions])
        return super().ask_all(questions)

    def count(self) -> int:
        count = len(self.messages)
        self.messages.clear()
        return count


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return load_campaign(generate(tmp_path_factory.mktemp("ahead") / "whole", 80, seed=4))


@pytest.fixture
def engine(whole: Campaign) -> Counting:
    return Counting(cut(whole, [20, 50]))


def ask(campaign: Campaign, choice: Choice) -> list[Any]:
    """Ask what a page asks, also about another choice and about the whole."""
    part = select(campaign, choice)
    kinds = select(campaign, Choice(kinds=(ALL_KINDS,), since=choice.since, until=choice.until))
    counts = [option_counts(campaign, choice, name) for name in ("regions", "countries")]
    clusters = groups(part, 1, WORLD)["tile"].tolist()
    bins = timeline_bins(part)["consultations"].tolist()
    return [figures(part), kinds.size, part.size, *counts, clusters, bins]


def see(
    campaign: Campaign, choice: Choice, page: Callable[[Campaign, Choice], list[Any]] = ask
) -> list[Any]:
    with run_of("page", (), choice):
        return page(campaign, choice)


def test_the_second_view_of_a_page_is_one_message(whole: Campaign, engine: Counting) -> None:
    campaign = ShardedCampaign(whole, engine)
    assert see(campaign, CHOICES[0]) == ask(whole, CHOICES[0])
    assert engine.count() > 6
    for choice in CHOICES[1:]:
        assert see(campaign, choice) == ask(whole, choice)
        assert engine.count() == 1
    # Seen before: no message. With another filter: as the last view of the page.
    see(campaign, CHOICES[0])
    assert engine.count() == 0
    see(campaign, Choice(regions=(str(whole.regions["id"].iloc[0]),)))
    assert engine.count() <= 2


def test_outside_of_a_page_each_question_is_asked_alone(whole: Campaign, engine: Counting) -> None:
    campaign = ShardedCampaign(whole, engine)
    see(campaign, CHOICES[0])
    engine.messages.clear()
    ask(campaign, CHOICES[1])
    assert {len(message) for message in engine.messages} == {1}


def test_what_was_asked_in_vain_is_left_out_the_next_time(
    whole: Campaign, engine: Counting
) -> None:
    campaign = ShardedCampaign(whole, engine)
    see(campaign, CHOICES[0])

    def short(campaign: Campaign, choice: Choice) -> list[Any]:
        return [select(campaign, choice).size]

    sizes = []
    for choice in (*CHOICES[1:], *(Choice(until=choice.since) for choice in CHOICES)):
        engine.messages.clear()
        assert see(campaign, choice, short) == short(whole, choice)
        sizes.append(len(engine.messages[0]))
    assert sizes[0] > 5
    assert sizes[-1] == 1


def test_arguments_that_are_others_each_time_are_not_guessed_for_long(
    whole: Campaign, engine: Counting
) -> None:
    campaign = ShardedCampaign(whole, engine)

    def typing(campaign: Campaign, choice: Choice) -> list[Any]:
        return suggest(campaign, choice, "en")

    for words in "abcdefgh":
        engine.messages.clear()
        choice = Choice(words=words)
        assert see(campaign, choice, typing) == typing(whole, choice)
    assert not any("_documents" in message[1:] for message in engine.messages)


def test_a_failure_is_only_that_of_whoever_waits(
    whole: Campaign, engine: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = ShardedCampaign(whole, engine)
    see(campaign, CHOICES[0])
    answer = asking.answer

    def failing(shard: Campaign, question: Question) -> Any:
        if question.name.endswith(":_bin_counts"):
            raise ValueError(question.name)
        return answer(shard, question)

    monkeypatch.setattr(asking, "answer", failing)
    part = select(campaign, CHOICES[1])
    with run_of("page", (), CHOICES[1]):
        assert figures(part) == figures(select(whole, CHOICES[1]))
        with pytest.raises(ValueError, match="_bin_counts"):
            timeline_bins(part)
    monkeypatch.undo()
    assert see(campaign, CHOICES[1]) == ask(whole, CHOICES[1])


def test_a_run_that_was_left_teaches_nothing(whole: Campaign, engine: Counting) -> None:
    campaign = ShardedCampaign(whole, engine)
    see(campaign, CHOICES[0])

    def leave(campaign: Campaign, choice: Choice) -> list[Any]:
        len(str(select(campaign, choice).size))
        raise KeyboardInterrupt

    for choice in CHOICES[1:3]:
        with pytest.raises(KeyboardInterrupt):
            see(campaign, choice, leave)
    engine.messages.clear()
    see(campaign, CHOICES[3])
    assert engine.count() == 1


def test_heavy_answers_are_forgotten_before_light_ones_are_many() -> None:
    latest = Latest(100, 5_000)
    latest.put("light", (1,))
    for number in range(3):
        latest.put(number, (np.zeros(200),))
        assert latest.get("light") == (1,)
    assert [number in latest for number in range(3)] == [False, True, True]
    latest.put("too heavy", (np.zeros(9_000),))
    assert "light" not in latest


def test_an_answer_weighs_about_what_it_has_in_memory() -> None:
    for value, least, most in (
        (np.zeros(1000), 8000, 8000),
        (pd.DataFrame({"a": np.zeros(1000), "b": ["text"] * 1000}), 12_000, 40_000),
        ({str(number): number for number in range(1000)}, 50_000, 200_000),
        ((np.zeros(10), [np.zeros(1000)]), 8_000, 9_000),
        (7, 1, 200),
    ):
        assert least <= weight(value) <= most
