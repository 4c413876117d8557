"""How often a page of a campaign in shards waits for answers: its questions go out together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.shell import campaign_cache
from data.cluster.answer_cache import AnswerCache
from data.cluster.cluster import Cluster
from data.cluster.in_process import InProcess, cut
from data.cluster.opening import open_campaign
from data.filters.address import COMPARE
from data.filters.query import Query
from data.filters.question import Answer, Question
from tests.benchmarks.generate import generate
from tests.browser.server import ROOT
from tests.explore_page import serve

ROWS, SHARDS = 3_000, 3


class Counting(InProcess):
    """Shards that note the questions of each round."""

    rounds: list[list[str]]

    def ask_all(self, questions: Sequence[Question]) -> list[Answer | None]:
        self.rounds.append([each.name.partition(":")[2] for each in questions])
        return super().ask_all(questions)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Query:
    return open_campaign(generate(tmp_path_factory.mktemp("rounds") / "whole", ROWS, seed=5))


LINKED = {"c": "a consultation with a follow-up"}
REGION = {"region": "northern-africa", "from": "2015"}
ROUNDS: list[tuple[str, dict[str, str], int]] = [
    ("explore", {}, 3),
    ("explore", REGION, 3),
    ("explore", LINKED, 3),
    ("explore", {"words": "report", "sort": "-title", "page": "2"}, 3),
    ("explore", {"words": "nothing like this"}, 3),
    ("regions", {}, 3),
    ("regions", REGION, 2),
    ("regions", REGION | LINKED, 2),
    ("organizations", {}, 2),
    ("organizations", {"organization": "o0004"}, 2),
    ("organizations", {"organization": "o0004", "words": "report"}, 2),
    ("compare", {}, 4),
    ("compare", {COMPARE: "2015,2016"}, 4),
    ("compare", {COMPARE: "o0003,o0004"}, 4),
    ("consultation", {}, 2),
    ("consultation", LINKED, 2),
]
"""The page, its link, and how many rounds it takes: the first counts and names rows, the second
fetches them, the third what they name. Compare finds its sides first."""


@pytest.mark.parametrize("case", ROUNDS, ids=lambda case: f"{case[0]} {' '.join(case[1])}")
def test_a_page_waits_for_few_rounds_of_answers(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    whole: Query,
    case: tuple[str, dict[str, str], int],
) -> None:
    page, link, expected = case
    step = ROWS // SHARDS
    shards = Counting(cut(whole.campaign, range(step, ROWS, step)))
    shards.rounds = []
    campaign = Cluster(whole.campaign, shards).whole
    serve(monkeypatch, tmp_path)
    monkeypatch.setattr(campaign_cache.Follower, "first", lambda *_: campaign)
    for name in ("warm", "_spare_the_collector"):
        monkeypatch.setattr(campaign_cache, name, lambda *_: None)
    app = AppTest.from_file(ROOT / "app.py", default_timeout=600)
    # A page that asks nothing reads the link.
    app.switch_page("pages/about.py")
    for name, value in link.items():
        app.query_params[name] = str(whole.feeds["consultation"].iloc[0]) if name == "c" else value
    app.run()
    # The page is the first one that asks.
    campaign.caches.clear()
    monkeypatch.setattr(campaign.engine, "_answers", AnswerCache(1024))
    shards.rounds.clear()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    assert len(shards.rounds) == expected, shards.rounds
