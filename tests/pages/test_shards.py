"""Every page of a campaign in shards says what it says of the same campaign in one piece."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.shell import campaign_cache
from data.cluster.cluster import Cluster
from data.cluster.faults import BusyError
from data.cluster.in_process import InProcess, cut
from data.cluster.opening import open_campaign
from data.figures.prewarm import warm
from data.filters.choice import Choice
from data.filters.nearest import latest_days
from data.filters.query import Query
from data.filters.question import Answer, EngineGone, Question
from data.model.campaign import Campaign
from tests.benchmarks.generate import generate
from tests.browser.server import ROOT
from tests.explore_page import payload, serve, texts

ROWS, SHARDS = 7_000, 5
TOO_LARGE = "Shown for up to 2,000 consultations. Filter by region, time or words to see it."


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return open_campaign(generate(tmp_path_factory.mktemp("shards") / "whole", ROWS, seed=5))


@pytest.fixture(scope="module")
def sharded(whole: Campaign) -> Query:
    step = ROWS // SHARDS
    return Cluster(whole, InProcess(cut(whole, range(step, ROWS, step)))).whole


def opened(
    monkeypatch: pytest.MonkeyPatch,
    campaign: Campaign,
    folder: Path,
    opens: str,
    **link: str | list[str],
) -> AppTest:
    folder = folder / type(campaign).__name__
    serve(monkeypatch, folder)
    monkeypatch.setattr(campaign_cache.Follower, "first", lambda *_: campaign)
    app = AppTest.from_file(ROOT / "app.py", default_timeout=600)
    for name, value in link.items():
        app.query_params[name.rstrip("_")] = value
    app.run()
    if opens != "explore":
        app.switch_page(f"pages/{opens}.py").run()
    assert not app.exception
    return app


def tables(app: AppTest) -> list[str]:
    return [table.value.to_json() for table in app.dataframe]


EXPLORE: list[dict[str, str]] = [
    {},
    {"region": "northern-africa", "sort": "-title", "page": "3"},
    {"from_": "2015", "to": "2016", "words": "report"},
    {"words": "nothing like this"},
    {"from_": "2016-03", "to": "2016-03", "kind": "all"},
]


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("link", EXPLORE)
def test_explore_shows_the_same(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    whole: Campaign,
    sharded: Query,
    link: dict[str, str],
) -> None:
    one, other = (
        opened(monkeypatch, campaign, tmp_path, "explore", **link) for campaign in (whole, sharded)
    )
    assert texts(other) == texts(one)
    assert tables(other) == tables(one)
    # Only the fingerprint of the selection is another one.
    shown, expected = payload(other), payload(one)
    for each in (shown, expected):
        each.get("groups", {}).pop("choice", None)
    assert shown == expected


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("page", ["regions", "organizations", "consultation", "compare"])
def test_other_pages_show_the_same(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    whole: Campaign,
    sharded: Query,
    page: str,
) -> None:
    one, other = (opened(monkeypatch, campaign, tmp_path, page) for campaign in (whole, sharded))
    assert TOO_LARGE not in texts(other)
    assert texts(other) == texts(one)
    assert tables(other) == tables(one)


def test_a_card_and_its_page_show_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, whole: Campaign, sharded: Query
) -> None:
    selected = str(whole.feeds["consultation"].iloc[0])
    one, other = (
        opened(monkeypatch, campaign, tmp_path, "consultation", c=selected)
        for campaign in (whole, sharded)
    )
    assert texts(other) == texts(one)


def test_what_can_be_downloaded_of_many_is_listed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sharded: Query
) -> None:
    app = opened(monkeypatch, sharded, tmp_path, "explore")
    app.button(key="take_away").click().run()
    assert not app.exception
    assert {tab.label for tab in app.tabs} >= {"Documents", "Tables", "Cite", "Embed"}


def test_slides_of_many_are_refused_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sharded: Query
) -> None:
    app = opened(monkeypatch, sharded, tmp_path, "present")
    assert TOO_LARGE in texts(app)
    [label] = [link.proto.label for link in app.get("page_link") if "latest" in link.proto.label]
    nearest = latest_days(sharded, Choice(), 2_000)
    assert nearest is not None
    assert "Explore" in [link.proto.label for link in app.get("page_link")]
    assert label == f"Show only the latest ({nearest.consultations:,} consultations)"


class Gone(InProcess):
    """Shards that can't be asked after a while."""

    fault: type[EngineGone] | None = None

    def ask_all(self, questions: Sequence[Question]) -> list[Answer | None]:
        if self.fault:
            raise self.fault
        return super().ask_all(questions)


def test_without_shards_the_page_says_so_and_views_asked_before_stay(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, whole: Campaign
) -> None:
    engine = Gone(cut(whole, [ROWS // 2]))
    campaign = Cluster(whole, engine).whole
    before = texts(opened(monkeypatch, campaign, tmp_path, "explore"))
    engine.fault = EngineGone
    assert texts(opened(monkeypatch, campaign, tmp_path, "explore")) == before
    app = opened(monkeypatch, campaign, tmp_path, "explore", region="northern-africa")
    [warning] = app.warning
    assert warning.value == "The data servers don't answer. This page tries again by itself."
    engine.fault = BusyError
    app = opened(monkeypatch, campaign, tmp_path, "explore", region="northern-africa")
    assert not app.warning
    [note] = app.info
    assert note.value == "The data servers are busy. This view comes by itself in a moment."


def test_nothing_breaks_where_shards_that_are_gone_are_asked_ahead(whole: Campaign) -> None:
    engine = Gone(cut(whole, [ROWS // 2]))
    engine.fault = EngineGone
    warm(Cluster(whole, engine).whole)
