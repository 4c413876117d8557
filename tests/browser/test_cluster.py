"""A whole page on a scheduler and two workers, one of which is killed in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from data.cluster.build import Source, build_shards
from data.cluster.parts import parts_in
from data.cluster.settings import SCHEDULER
from tests.browser.idle import wait_until_idle
from tests.browser.opening import OpenPage
from tests.browser.server import Server
from tests.data.cluster.cluster import Cluster
from tests.data.cluster.test_build import ignore, in_this_process
from tests.many import write_many

ENGINE = '\n[engine]\nscheduler = "{address}"\ntimeout = 120\n'


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path)
    yield cluster
    cluster.stop()


@pytest.fixture
def served(tmp_path: Path, cluster: Cluster) -> Iterator[str]:
    """A server whose campaign of 900 rows is in shards on the cluster."""
    source, folder = write_many(tmp_path / "many", 900), tmp_path / "shards"
    build_shards(Source(parts_in(source), source), folder, in_this_process, ignore, 200)
    settings = (source / "campaign.toml").read_text(encoding="utf-8")
    (folder / "campaign.toml").write_text(
        settings + ENGINE.format(address=cluster.address), encoding="utf-8"
    )
    server = Server(tmp_path, folder, **{SCHEDULER: cluster.address})
    server.wait_until_ready()
    yield server.url
    server.stop()


@pytest.mark.long
def test_a_page_is_answered_by_a_cluster_also_after_a_worker_was_killed(
    served: str, cluster: Cluster, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(url=served)
    expect(page.get_by_text("900 consultations").first).to_be_visible()
    page.screenshot(path=tmp_path / "two-workers.png")
    cluster.workers[0].kill()
    page.goto(f"{served}/?from=2005&to=2005")
    # One of twenty years. Without the other worker's answer there would be fewer.
    expect(page.get_by_text("45 of 900 consultations").first).to_be_visible()
    expect(page.get_by_text("parts of the data have answered")).to_have_count(0)
    wait_until_idle(page)
    page.screenshot(path=tmp_path / "one-worker.png")
