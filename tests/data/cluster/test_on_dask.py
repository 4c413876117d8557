"""A Dask scheduler and two worker processes answer as one machine does, also when they fail."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from data.cluster import on_dask
from data.cluster.build import Source, build_shards
from data.cluster.cluster import Cluster as ShardsEngine
from data.cluster.faults import BusyError, LeftError, OtherVersionError, is_wanted
from data.cluster.load import read_small
from data.cluster.manifest import folder_of, read_manifest
from data.cluster.on_dask import OnDask, assignment
from data.cluster.opening import load_sharded, open_campaign
from data.cluster.parts import parts_in
from data.cluster.settings import ClusterSettings
from data.figures.totals import figures
from data.filters.choice import ALL_KINDS, Choice
from data.filters.facets import facets
from data.filters.query import Query
from data.filters.question import EngineGone, Fault, Question, Recipe
from data.filters.select import select
from tests.data.cluster.cluster import Cluster
from tests.data.cluster.test_build import ignore, in_this_process, write_sample

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")

PATIENT = 240
"""Seconds that a busy machine may need for a worker to start."""

ALL = Choice(kinds=(ALL_KINDS,))
CHOICES = (ALL, Choice(), Choice(regions=("africa",)), Choice(since="2016", until="2016-06"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small campaign in four shards or more."""
    folder = tmp_path_factory.mktemp("shards")
    source = write_sample(folder / "source")
    build_shards(Source(parts_in(source), source), folder / "s", in_this_process, ignore, 2)
    return folder / "s"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    yield cluster
    cluster.stop()


def campaign_on(folder: Path, cluster: Cluster, workers: int = 2, busy: float = PATIENT) -> Query:
    """The campaign on the cluster, once so many workers are there."""
    manifest = read_manifest(folder)
    settings = ClusterSettings(cluster.address, timeout=PATIENT)
    engine = OnDask(folder, manifest, settings, patience=0.5, busy=busy)
    wait_until(lambda: len(engine.workers()) == workers)
    campaign = ShardsEngine(read_small(folder, manifest), engine).whole
    engine.on_complete(campaign.engine.complete)
    return campaign


def wait_until(condition: object, seconds: float = PATIENT) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def complete(campaign: Query, choice: Choice) -> object:
    """The figures, when all parts have come."""
    answers: list[object] = []

    def is_complete() -> bool:
        campaign.caches.clear()
        answers.append(figures(select(campaign, choice)))
        return not campaign.incomplete

    wait_until(is_complete)
    return answers[-1]


def test_answers_on_workers_are_those_of_one_machine(folder: Path, cluster: Cluster) -> None:
    campaign, here = campaign_on(folder, cluster), load_sharded(folder)
    whole = open_campaign(folder.parent / "source")
    for choice in CHOICES:
        answer = complete(campaign, choice)
        assert answer == figures(select(here, choice)) == figures(select(whole, choice))
        for options in ("regions", "kinds", "countries", "organizations", "years"):
            counts = facets(whole, choice)[options]
            # On a busy machine some parts may come later.
            count = partial(lambda choice, name: facets(campaign, choice)[name], choice, options)
            wait_until(partial(lambda count, counts: count() == counts, count, counts))
    campaign.engine.shards.close()


def test_a_question_that_is_asked_twice_at_once_has_its_own_answer(
    folder: Path, cluster: Cluster
) -> None:
    campaign, here = campaign_on(folder, cluster), load_sharded(folder)
    part = Recipe("data.filters.select:select", None, (ALL,))
    size, reach = (Question(name, part) for name in
                   ("data.cluster.cluster:size", "data.map.viewport:_reach"))  # fmt: skip
    asked = [size, size, reach, size]
    answers = here.engine.shards.ask_all(asked)
    # On a busy machine some parts may come later.
    wait_until(lambda: campaign.engine.shards.ask_all(asked) == answers)
    campaign.engine.shards.close()


def test_a_slow_worker_leaves_parts_out_and_a_killed_one_is_replaced(
    folder: Path, cluster: Cluster
) -> None:
    campaign = campaign_on(folder, cluster)
    whole = figures(select(open_campaign(folder.parent / "source"), ALL))
    complete(campaign, Choice())
    slow = cluster.workers[0]
    os.kill(slow.pid, signal.SIGSTOP)
    part = figures(select(campaign, ALL))
    ((parts, of),) = set(campaign.incomplete.values())
    assert 0 < parts < of == len(read_manifest(folder).shards)
    assert part.consultations < whole.consultations
    slow.kill()
    # The rest comes without being asked again.
    wait_until(lambda: not campaign.incomplete)
    assert figures(select(campaign, ALL)) == whole
    cluster.workers[0] = cluster.start_worker()
    campaign.engine.shards.close()


def test_other_code_is_refused(
    folder: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = campaign_on(folder, cluster)
    monkeypatch.setattr(on_dask, "code_version", lambda: "another")
    with pytest.raises(OtherVersionError):
        figures(select(campaign, ALL))
    campaign.engine.shards.close()


def test_other_shards_are_refused(folder: Path, cluster: Cluster, tmp_path: Path) -> None:
    manifest = read_manifest(folder)
    settings = ClusterSettings(cluster.address, str(tmp_path), PATIENT)
    campaign = ShardsEngine(read_small(folder, manifest), OnDask(folder, manifest, settings)).whole
    with pytest.raises(OtherVersionError):
        figures(select(campaign, ALL))
    campaign.engine.shards.close()


def test_a_question_of_a_view_that_was_left_is_cancelled(folder: Path, cluster: Cluster) -> None:
    campaign = campaign_on(folder, cluster)
    for worker in cluster.workers:
        os.kill(worker.pid, signal.SIGSTOP)
    token = is_wanted.set(lambda: False)
    try:
        with pytest.raises(LeftError):
            figures(select(campaign, Choice(words="nobody asked")))
        assert campaign.engine.shards.on_their_way() == 0
    finally:
        is_wanted.reset(token)
        for worker in cluster.workers:
            os.kill(worker.pid, signal.SIGCONT)
    campaign.engine.shards.close()


def test_busy_workers_are_not_gone_and_a_question_keeps_its_turn(
    folder: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign, choice = campaign_on(folder, cluster, busy=0.2), Choice(words="in a queue")
    for worker in cluster.workers:
        os.kill(worker.pid, signal.SIGSTOP)
    for _ in range(3):
        with pytest.raises(BusyError):
            figures(select(campaign, choice))
        assert campaign.engine.shards.on_their_way() == 1
    # Nobody looks for it any more.
    monkeypatch.setattr(on_dask, "_FORGET_SECONDS", 0.1)
    time.sleep(0.2)
    with pytest.raises(BusyError):
        figures(select(campaign, Choice(words="unseen")))
    assert campaign.engine.shards.on_their_way() == 1
    # Workers from which nothing comes for so long are gone.
    campaign.engine.shards._timeout = 0.1
    with pytest.raises(EngineGone) as raised:
        figures(select(campaign, Choice(words="unseen")))
    assert raised.type is EngineGone
    campaign.engine.shards._timeout = campaign.engine.shards._busy = PATIENT
    for worker in cluster.workers:
        os.kill(worker.pid, signal.SIGCONT)
    # It comes without being asked again.
    wait_until(lambda: not campaign.engine.shards.on_their_way())
    wait_until(lambda: figures(select(campaign, Choice(words="unseen"))).consultations == 0)
    campaign.engine.shards.close()


def test_what_many_viewers_ask_at_once_is_asked_once(folder: Path, cluster: Cluster) -> None:
    campaign = campaign_on(folder, cluster)
    engine = campaign.engine.shards
    assert isinstance(engine, OnDask)
    sent: list[tuple[Question, ...]] = []
    submit = engine._submit

    def counting(client: object, questions: list[Question]) -> object:
        sent.append(tuple(questions))
        return submit(client, questions)

    engine._submit = counting
    choices = [Choice(since="2015"), Choice(words="x"), Choice(until="2016")]
    expected = {}
    for choice in choices:
        complete(campaign, choice)
        expected[choice] = figures(select(campaign, choice))
    own = ShardsEngine(read_small(folder, read_manifest(folder)), engine).whole
    sent.clear()

    def view(number: int) -> bool:
        choice = choices[number % len(choices)]
        return figures(select(own, choice)) == expected[choice]

    for worker in cluster.workers:
        os.kill(worker.pid, signal.SIGSTOP)
    with ThreadPoolExecutor(50) as viewers:
        views = [viewers.submit(view, number) for number in range(50)]
        wait_until(lambda: engine.on_their_way() == len(choices))
        for worker in cluster.workers:
            os.kill(worker.pid, signal.SIGCONT)
        assert all(one.result() for one in views)
    assert len(sent) == len(set(sent)) == len(choices)
    assert engine.on_their_way() == 0
    engine.close()


@pytest.mark.long
def test_a_damaged_shard_is_named_and_the_rest_is_answered(
    folder: Path, cluster: Cluster, tmp_path: Path
) -> None:
    source = folder.parent / "source"
    build_shards(Source(parts_in(source), source), tmp_path, in_this_process, ignore, 3)
    manifest = read_manifest(tmp_path)
    damaged = manifest.shards[1]
    with (folder_of(tmp_path, manifest, damaged.name) / "places.arrow").open("r+b") as file:
        file.seek(40)
        file.write(b"?????")
    rows = manifest.rows - damaged.rows
    for campaign in (load_sharded(tmp_path), campaign_on(tmp_path, cluster)):
        if isinstance(campaign.engine.shards, OnDask):
            complete(campaign, ALL)
        assert select(campaign, ALL).size == rows
        assert campaign.engine.shards.faults() == (Fault(damaged.name, damaged.rows),)
        assert not campaign.incomplete


@pytest.mark.long
def test_a_scheduler_that_was_gone_comes_back(folder: Path, cluster: Cluster) -> None:
    campaign = campaign_on(folder, cluster)
    before = complete(campaign, ALL)
    cluster.stop()
    wait_until(lambda: not campaign.engine.shards.is_reachable())
    campaign.caches.clear()
    assert figures(select(campaign, ALL)) == before  # The last answers stay.
    with pytest.raises(EngineGone):
        figures(select(campaign, Choice(words="unheard")))
    cluster.start_scheduler()
    cluster.workers = [cluster.start_worker()]
    wait_until(campaign.engine.shards.is_reachable)
    assert figures(select(campaign, Choice(words="unheard"))).consultations == 0
    campaign.engine.shards.close()


def test_workers_open_their_shards_before_anybody_asks(folder: Path, cluster: Cluster) -> None:
    campaign = campaign_on(folder, cluster, len(cluster.workers))
    wait_until(lambda: len(campaign.engine.shards.opened()) == len(read_manifest(folder).shards))
    campaign.engine.shards.close()


def test_each_worker_has_about_as_many_shards_and_few_move() -> None:
    shards = [f"{number:04}" for number in range(20)]
    three = dict(_by_shard(assignment(shards, shards, ("a", "b", "c"))))
    four = dict(_by_shard(assignment(shards, shards, ("a", "b", "c", "d"))))
    assert sorted(list(three.values()).count(worker) for worker in "abc") == [6, 7, 7]
    assert sorted(four) == shards
    assert sum(three[shard] != four[shard] for shard in shards) <= 10
    few = dict(_by_shard(assignment(shards[3:5], shards, ("a", "b", "c"))))
    assert few == {shard: three[shard] for shard in shards[3:5]}


def _by_shard(groups: list[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[str, str]]:
    for worker, names in groups:
        for name in names:
            yield name, worker
