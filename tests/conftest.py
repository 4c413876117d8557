from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import settings
from streamlit import config
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from data import ROOT
from data.columnar.memory import prepare_process
from data.importing import list_workers
from tests.amount import IS_LONG, amount, take_long

prepare_process()

# No test may fail because the machine is busy.
settings.register_profile("untimed", deadline=None, max_examples=amount(100))
settings.load_profile("untimed")

# Every app that is tried looks through all installed packages; they stay the same meanwhile.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


# Reading nine thousand tests makes objects that stay: the collector would look through them often.
gc.disable()


def pytest_collection_finish() -> None:
    """Let no collection look through what stays until the end."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run two tests more than there are cores: those in a browser wait half of their time."""
    return (os.cpu_count() or 1) + 2


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is long, and let each process begin with its share of the quick tests.

    Each process is given a run of the list, and half of another's rest when it has done its own.
    Beside tests in a browser those that compute, and the browsers, need more of the cores than
    apart.
    """
    if not IS_LONG and not any(".py" in name for name in config.args):
        config.hook.pytest_deselected(items=take_long(items))
    processes = getattr(config, "workerinput", {}).get("workercount", 1)
    in_browser = [item for item in items if "/tests/browser/" in item.path.as_posix()]
    computing = [item for item in items if "/tests/browser/" not in item.path.as_posix()]
    items[:] = [
        item
        for process in range(processes)
        for kind in (computing, in_browser)
        for item in _share(kind, process, processes)
    ]


def _share(items: list[pytest.Item], process: int, processes: int) -> list[pytest.Item]:
    begin, end = (len(items) * place // processes for place in (process, process + 1))
    return items[begin:end]


@pytest.fixture(autouse=True)
def _fresh_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test starts in the project's folder, with the shipped campaign.

    Campaigns are kept from test to test as a server keeps them from visitor to visitor: each has a
    folder of its own, so no test gets another's.
    """
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("CONSULTATION_CAMPAIGN", raising=False)
    # Visitors get no details of an error; a failing test should show them.
    config.set_option("client.showErrorDetails", "full")
    # There is no browser here to wait for.
    monkeypatch.setattr("components.shell.first_paint.SECONDS", 0)


class _Here:
    """Answers lists in the process of the test: through the same messages, without a pool."""

    def ask(self, request: bytes, **_: object) -> bytes:
        return list_workers.answer(request)

    def warm(self) -> None:
        """Start nothing."""


@pytest.fixture(autouse=True)
def _lists_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Understand lists here: a process for them takes seconds. The tests of the pool leave it."""
    monkeypatch.setattr(list_workers, "_WORKERS", _Here())


@pytest.fixture(autouse=True)
def _no_workers_left() -> Iterator[None]:
    """A test that downloads, as a server does, leaves no worker that renders for the next."""
    yield
    if renderer := sys.modules.get("data.export.renderer"):
        renderer.render_without_workers()


@pytest.fixture
def app() -> AppTest:
    """Give the app, not yet run, as Streamlit's own test harness sees it.

    A run that never ends is given up after ten minutes; no busy machine needs so long.
    """
    return AppTest.from_file(ROOT / "app.py", default_timeout=600)
